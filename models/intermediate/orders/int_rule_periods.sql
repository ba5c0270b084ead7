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
        'warning_rule_sets' as rule_table_code,
        valid_from,
        valid_to
    from warning_rule_sets

    union distinct

    select
        'lapse_rules' as rule_table_code,
        valid_from,
        valid_to
    from lapse_rules

    union distinct

    select
        'rfm_rules' as rule_table_code,
        valid_from,
        valid_to
    from rfm_rules

    union distinct

    select
        'class_shares' as rule_table_code,
        valid_from,
        valid_to
    from class_shares

    union distinct

    select
        'lifecycle_rules' as rule_table_code,
        valid_from,
        valid_to
    from lifecycle_rules

    union distinct

    select
        'value_matrix_rules' as rule_table_code,
        valid_from,
        valid_to
    from value_matrix_rules

)

select * from final
