with

cells as (

    select * from {{ ref('int_group_cohort_cells') }}
    where group_code = 'all'

),

customer_periods as (

    select * from {{ ref('int_customer_periods') }}

),

in_cells as (

    select
        period_grain_code,
        sum(revenue_amount) as revenue_amount
    from cells
    group by period_grain_code

),

-- money back with no purchase before it belongs to no cell
outside as (

    select
        period_grain_code,
        sum(case when period_number < first_purchase_period_number then revenue_amount else 0 end)
            as early_amount,
        sum(case when first_purchase_period_number is null then revenue_amount else 0 end)
            as never_bought_amount
    from customer_periods
    group by period_grain_code

),

final as (

    select
        in_cells.period_grain_code,
        in_cells.revenue_amount,
        outside.early_amount,
        outside.never_bought_amount
    from in_cells
    inner join outside
        on in_cells.period_grain_code = outside.period_grain_code

)

select * from final
