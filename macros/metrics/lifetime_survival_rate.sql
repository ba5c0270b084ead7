{#-
    Share of customers still there after some periods: B(alpha, beta + t^c) / B(alpha, beta). c = 1 is the shifted
    beta-geometric model, another c the beta-discrete-Weibull.
-#}
{% macro lifetime_survival_rate(alpha, beta, power_of_time) -%}
    exp(
        {{ log_gamma('(' ~ beta ~ ' + ' ~ power_of_time ~ ')') }}
        - {{ log_gamma('(' ~ alpha ~ ' + ' ~ beta ~ ' + ' ~ power_of_time ~ ')') }}
        - {{ log_gamma(beta) }}
        + {{ log_gamma('(' ~ alpha ~ ' + ' ~ beta ~ ')') }}
    )
{%- endmacro %}
