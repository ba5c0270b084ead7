with

warning_rule_sets as (

    select * from {{ ref('warning_rule_sets') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

rfm_rules as (

    select * from {{ ref('rfm_rules') }}

),

class_shares as (

    select * from {{ ref('class_shares') }}

),

lifecycle_rules as (

    select * from {{ ref('lifecycle_rules') }}

),

value_matrix_rules as (

    select * from {{ ref('value_matrix_rules') }}

),

final as (

    select
        valid_from,
        valid_to
    from warning_rule_sets

    union all

    select
        valid_from,
        valid_to
    from lapse_rules

    union all

    select
        valid_from,
        valid_to
    from rfm_rules

    union all

    select
        valid_from,
        valid_to
    from class_shares

    union all

    select
        valid_from,
        valid_to
    from lifecycle_rules

    union all

    select
        valid_from,
        valid_to
    from value_matrix_rules

)

select * from final
