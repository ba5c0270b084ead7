{#- One level of the three; beyond the last limit of silence a customer is lost whatever the falls were. -#}
{% macro warning_level(recency, frequency, monetary, mode) -%}
    case
        when {{ recency }} = 4 or {{ mode }} = 'recency_only' then {{ recency }}
        when {{ frequency }} is null or {{ monetary }} is null then null
        when {{ mode }} = 'all' then least({{ recency }}, {{ frequency }}, {{ monetary }})
        when {{ mode }} = 'any' then greatest({{ recency }}, {{ frequency }}, {{ monetary }})
        when {{ mode }} = 'two_of_three' then {{ middle_of_three(recency, frequency, monetary) }}
    end
{%- endmacro %}
