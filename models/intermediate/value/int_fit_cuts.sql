with

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

cells as (

    select * from {{ ref('int_fit_histories') }}

),

spend_cells as (

    select * from {{ ref('int_fit_spendings') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

histories as (

    select
        cut_date,
        sum(customer_count) as customer_count,
        sum(case when repeat_count > 0 then customer_count else 0 end) as repeat_customer_count,
        sum(customer_count * repeat_count) as repeat_purchase_count
    from cells
    group by cut_date

),

spenders as (

    select
        cut_date,
        sum(customer_count) as spending_customer_count,
        sum(customer_count * repeat_count) as spending_purchase_count
    from spend_cells
    group by cut_date

),

final as (

    select
        cuts.cut_date,
        cuts.is_present,
        probability_rules.time_unit_days,
        cast(histories.customer_count as bigint) as customer_count,
        cast(histories.repeat_customer_count as bigint) as repeat_customer_count,
        cast(histories.repeat_purchase_count as bigint) as repeat_purchase_count,
        cast(coalesce(spenders.spending_customer_count, 0) as bigint) as spending_customer_count,
        cast(coalesce(spenders.spending_purchase_count, 0) as bigint) as spending_purchase_count,
        histories.customer_count >= probability_rules.minimum_fit_customers
        and histories.repeat_customer_count >= probability_rules.minimum_repeat_customers
            as is_enough,
        coalesce(spenders.spending_customer_count, 0)
        >= probability_rules.minimum_repeat_customers as is_enough_spending
    from cuts
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'cuts.as_of_date') }}
    inner join histories
        on cuts.cut_date = histories.cut_date
    left join spenders
        on cuts.cut_date = spenders.cut_date

)

select * from final
