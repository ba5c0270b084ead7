with

lapse_flows as (

    select * from {{ ref('int_group_lapse_flows') }}
    where period_grain_code = 'month' and group_code = 'all'

),

lives as (

    select * from {{ ref('int_month_lives') }}

),

spending as (

    select * from {{ ref('int_month_spending') }}

),

baskets as (

    select * from {{ ref('int_month_baskets') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- a file without categories has no number of categories, not none
given as (

    select sum(category_count) > 0 as is_category_given
    from baskets

),

final as (

    select
        lapse_flows.period_start_date as calendar_month,
        as_of.as_of_date,
        lapse_flows.is_complete,
        cast(lapse_flows.opening_customers as bigint) as opening_customers,
        cast(lapse_flows.new_customers as bigint) as new_customers,
        cast(lapse_flows.won_back_customers as bigint) as won_back_customers,
        cast(lapse_flows.lapsed_customers as bigint) as lapsed_customers,
        cast(lapse_flows.closing_customers as bigint) as closing_customers,
        lives.mean_life_days,
        cast(coalesce(spending.active_customers, 0) as bigint) as active_customers,
        cast(coalesce(spending.old_active_customers, 0) as bigint) as old_active_customers,
        cast(coalesce(spending.order_count, 0) as bigint) as order_count,
        cast(coalesce(spending.old_order_count, 0) as bigint) as old_order_count,
        {{ as_money('coalesce(spending.revenue_amount, 0)') }} as revenue_amount,
        {{ as_money('coalesce(spending.revenue_amount - spending.old_revenue_amount, 0)') }}
            as new_customer_revenue_amount,
        {{ as_money('coalesce(spending.old_revenue_amount, 0)') }} as old_customer_revenue_amount,
        {{ amount_per('spending.revenue_amount', 'spending.active_customers') }}
            as revenue_per_customer_amount,
        {{ amount_per('spending.revenue_amount', 'spending.order_count') }}
            as revenue_per_order_amount,
        {{ ratio('spending.order_count', 'spending.active_customers') }}
            as orders_per_customer_ratio,
        {{ ratio('baskets.category_count', 'baskets.known_category_customers') }}
            as categories_per_customer_ratio,
        {{ ratio('baskets.unit_quantity', 'baskets.known_unit_customers') }}
            as units_per_customer_ratio,
        {{ ratio('spending.old_order_count', 'spending.order_count') }} as old_customer_order_share,
        case
            when given.is_category_given
                then {{ rate_or_null(ratio(
                    'coalesce(baskets.cross_sold_customers, 0)', 'spending.old_active_customers'
                )) }}
        end as cross_sell_rate,
        {{ ratio('spending.up_sold_customers', 'spending.old_active_customers') }}
            as up_sell_rate
    from lapse_flows
    cross join as_of
    cross join given
    left join lives
        on lapse_flows.period_start_date = lives.calendar_month
    left join spending
        on lapse_flows.period_start_date = spending.calendar_month
    left join baskets
        on lapse_flows.period_start_date = baskets.calendar_month

)

select * from final
