with

customer_cuts as (

    select * from {{ ref('int_customer_cuts__recency_frequency') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

final as (

    select
        customer_cuts.customer_id,
        customer_cuts.cut_date as as_of_date,
        customer_cuts.repeat_count,
        customer_cuts.last_repeat_days,
        customer_cuts.tenure_days,
        {{ as_money(
            'customer_cuts.repeat_revenue_amount / nullif(customer_cuts.repeat_count, 0)'
        ) }}
            as repeat_revenue_mean_amount
    from customer_cuts
    inner join cuts
        on
            customer_cuts.cut_date = cuts.cut_date
            and cuts.is_present

)

select * from final
