{#-
    True in a refresh that only brings the touched orders and customers up to date; `scripts/scope.py` decides. Spark
    has no delete without Delta or Iceberg, and builds whole.
-#}
{% macro is_partial() -%}
    {{ return(execute and target.type != 'spark' and env_var('PERENNIAL_PARTIAL', '') == '1') }}
{%- endmacro %}
