with

customer_cuts as (

    select * from {{ ref('int_customer_cuts__recency_frequency') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

final as (

    select
        customer_cuts.cut_date,
        customer_cuts.repeat_count,
        customer_cuts.repeat_revenue_amount,
        count(*) as customer_count
    from customer_cuts
    inner join cuts
        on customer_cuts.cut_date = cuts.cut_date
    -- the model of spending is one of positive amounts
    where customer_cuts.repeat_count > 0 and customer_cuts.repeat_revenue_amount > 0
    group by
        customer_cuts.cut_date,
        customer_cuts.repeat_count,
        customer_cuts.repeat_revenue_amount

)

select * from final
