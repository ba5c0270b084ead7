{#- Kaplan-Meier: product of 1 - lapsed by at risk over a window in time; 0 from where everybody lapses. -#}
{% macro survival_probability(lapsed, at_risk, so_far) -%}
    case
        when max(case when {{ lapsed }} = {{ at_risk }} then 1 else 0 end) over {{ so_far }} = 1 then 0
        else exp(sum(
            ln({{ as_double('nullif(' ~ at_risk ~ ' - ' ~ lapsed ~ ', 0)') }} / {{ at_risk }})
        ) over {{ so_far }})
    end
{%- endmacro %}
