{#- How many times as often as everybody: the share within a group over the share of all. Whole numbers to the end. -#}
{% macro lift_ratio(events, customers, all_events, all_customers) -%}
    {{ ratio(
        'cast(' ~ events ~ ' as decimal(38, 6)) * ' ~ all_customers,
        'cast(' ~ customers ~ ' as decimal(38, 6)) * ' ~ all_events
    ) }}
{%- endmacro %}
