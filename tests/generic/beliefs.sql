{#- Every row satisfies each of the named boolean expressions; null counts as broken. One query for all of them. -#}
{% test beliefs(model, beliefs) %}

with

judged as (

    select
        *,
        {% for belief, expression in beliefs.items() -%}
        case when coalesce({{ expression }}, false) then '' else '{{ belief }} ' end
        || {% endfor -%} '' as broken_beliefs
    from {{ model }}

)

select *
from judged
where broken_beliefs <> ''

{% endtest %}
