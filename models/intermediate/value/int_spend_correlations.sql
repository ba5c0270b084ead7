with

customer_cuts as (

    select * from {{ ref('int_customer_cuts__recency_frequency') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

spending as (

    select
        customer_cuts.cut_date,
        customer_cuts.repeat_count,
        {{ as_float('customer_cuts.repeat_revenue_amount') }} / customer_cuts.repeat_count
            as mean_amount
    from customer_cuts
    inner join cuts
        on customer_cuts.cut_date = cuts.cut_date
    where customer_cuts.repeat_count > 0 and customer_cuts.repeat_revenue_amount > 0

),

final as (

    select
        cut_date,
        count(*) as customer_count,
        {{ correlation_ratio('repeat_count', 'mean_amount', 'repeat_count > 0') }}
            as correlation_ratio
    from spending
    group by cut_date

)

select * from final
