with

handed_over as (

    select * from {{ ref('stg_customer_merges') }}
    where rejection_code is null

),

repeated as (

    select * from {{ ref('int_side_rows__repeated') }}
    where table_name = 'customer_merges'

),

one_step as (

    select
        handed_over.customer_id,
        handed_over.merged_into_customer_id
    from handed_over
    left join repeated
        on
            handed_over.source_file = repeated.source_file
            and handed_over.source_row_number = repeated.source_row_number
    where
        repeated.source_row_number is null
        and handed_over.customer_id <> handed_over.merged_into_customer_id

),

-- each join doubles the length of the chains followed: 2, 4, 8 steps
two_steps as (

    select
        one_step.customer_id,
        coalesce(onward.merged_into_customer_id, one_step.merged_into_customer_id)
            as merged_into_customer_id
    from one_step
    left join one_step as onward
        on one_step.merged_into_customer_id = onward.customer_id

),

four_steps as (

    select
        two_steps.customer_id,
        coalesce(onward.merged_into_customer_id, two_steps.merged_into_customer_id)
            as merged_into_customer_id
    from two_steps
    left join two_steps as onward
        on two_steps.merged_into_customer_id = onward.customer_id

),

final as (

    select
        four_steps.customer_id,
        coalesce(onward.merged_into_customer_id, four_steps.merged_into_customer_id)
            as merged_into_customer_id
    from four_steps
    left join four_steps as onward
        on four_steps.merged_into_customer_id = onward.customer_id

)

select * from final
