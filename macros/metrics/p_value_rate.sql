{#- Chance of so large a score by luck alone, both ways; tail is 1 / (1 + score / root 8). Exact to 1.2e-7 of itself. -#}
{% macro p_value_rate(score, tail) -%}
    {{ tail }} * exp(
        -{{ score }} * {{ score }} / 2 - 1.26551223 + {{ tail }} * (1.00002368 + {{ tail }} * (
            0.37409196 + {{ tail }} * (0.09678418 + {{ tail }} * (-0.18628806 + {{ tail }} * (
                0.27886807 + {{ tail }} * (-1.13520398 + {{ tail }} * (1.48851587 + {{ tail }} * (
                    -0.82215223 + {{ tail }} * 0.17087277))))))))
    )
{%- endmacro %}
