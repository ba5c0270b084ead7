{#- Logarithm of the beta function of two positive numbers. -#}
{% macro log_beta(one, other) -%}
    (
        {{ log_gamma('(' ~ one ~ ')') }}
        + {{ log_gamma('(' ~ other ~ ')') }}
        - {{ log_gamma('(' ~ one ~ ' + ' ~ other ~ ')') }}
    )
{%- endmacro %}
