with

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

cells as (

    select * from {{ ref('int_fit_cells') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

kinds as (

    select
        cut_date,
        kind_code,
        sum(customer_count) as customer_count,
        sum(case when repeat_count > 0 then customer_count else 0 end) as repeat_customer_count,
        sum(customer_count * repeat_count) as repeat_purchase_count
    from cells
    group by cut_date, kind_code

),

final as (

    select
        cuts.cut_date,
        cuts.is_present,
        probability_rules.time_unit_days,
        cast(histories.customer_count as bigint) as customer_count,
        cast(histories.repeat_customer_count as bigint) as repeat_customer_count,
        cast(histories.repeat_purchase_count as bigint) as repeat_purchase_count,
        cast(coalesce(months.customer_count, 0) as bigint) as month_customer_count,
        cast(coalesce(months.repeat_purchase_count, 0) as bigint) as month_purchase_count,
        cast(coalesce(spenders.customer_count, 0) as bigint) as spending_customer_count,
        cast(coalesce(spenders.repeat_purchase_count, 0) as bigint) as spending_purchase_count,
        histories.customer_count >= probability_rules.minimum_fit_customers
        and histories.repeat_customer_count >= probability_rules.minimum_repeat_customers
            as is_enough,
        coalesce(months.customer_count, 0) >= probability_rules.minimum_fit_customers
        and coalesce(months.repeat_customer_count, 0) >= probability_rules.minimum_repeat_customers
            as is_enough_months,
        coalesce(spenders.customer_count, 0) >= probability_rules.minimum_repeat_customers
            as is_enough_spending
    from cuts
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'cuts.as_of_date') }}
    inner join kinds as histories
        on
            cuts.cut_date = histories.cut_date
            and histories.kind_code = 'history'
    left join kinds as months
        on
            cuts.cut_date = months.cut_date
            and months.kind_code = 'months'
    left join kinds as spenders
        on
            cuts.cut_date = spenders.cut_date
            and spenders.kind_code = 'spending'

)

select * from final
