with

interactions as (

    select * from {{ ref('int_interactions__accepted') }}
    where kind = 'complaint'

),

cut as (

    select * from {{ ref('int_churn_cut') }}

),

final as (

    select
        interactions.customer_id,
        count(*) as complaint_count
    from interactions
    cross join cut
    where
        interactions.interaction_date > cut.window_start_date
        and interactions.interaction_date <= cut.cut_date
    group by interactions.customer_id

)

select * from final
