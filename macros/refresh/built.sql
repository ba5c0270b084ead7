{#- A model that is built before this one, as its readers are, though this one does not import it. -#}
{% macro built(name) -%}
    {{ return(graph.nodes['model.' ~ project_name ~ '.' ~ name].relation_name) }}
{%- endmacro %}
