{#- What money of a tenure year is divided by to be worth the same at the start of the first. -#}
{% macro discount_divisor(annual_rate, year_number, timing, delay_days, given_divisor) -%}
    case
        when {{ timing }} = 'explicit' then {{ as_float(given_divisor) }}
        else power(
            {{ as_float('1 + ' ~ annual_rate) }},
            {{ year_number }}
            - case {{ timing }} when 'start' then 1.0 when 'mid' then 0.5 when 'end' then 0.0 end
            + {{ delay_days }} / {{ as_double(365) }}
        )
    end
{%- endmacro %}
