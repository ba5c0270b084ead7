{#- Logarithm of the gamma function of a positive number, to 1e-11: Stirling's series eight steps further on. -#}
{% macro log_gamma(number) -%}
    (
        ({{ number }} + 7.5) * ln({{ number }} + 8) - ({{ number }} + 8) + 0.918938533204672742
        + 1 / (12 * ({{ number }} + 8))
        - 1 / (360 * power({{ number }} + 8, 3))
        + 1 / (1260 * power({{ number }} + 8, 5))
        - 1 / (1680 * power({{ number }} + 8, 7))
        - ln({{ number }}) - ln({{ number }} + 1) - ln({{ number }} + 2) - ln({{ number }} + 3)
        - ln({{ number }} + 4) - ln({{ number }} + 5) - ln({{ number }} + 6) - ln({{ number }} + 7)
    )
{%- endmacro %}
