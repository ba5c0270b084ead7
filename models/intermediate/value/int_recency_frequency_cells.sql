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
        customer_cuts.last_repeat_days,
        customer_cuts.tenure_days,
        count(*) as customer_count
    from customer_cuts
    inner join cuts
        on customer_cuts.cut_date = cuts.cut_date
    group by
        customer_cuts.cut_date,
        customer_cuts.repeat_count,
        customer_cuts.last_repeat_days,
        customer_cuts.tenure_days

)

select * from final
