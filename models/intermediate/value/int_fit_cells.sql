with

history_cells as (

    select * from {{ ref('int_recency_frequency_cells') }}

),

spend_cells as (

    select * from {{ ref('int_repeat_spend_cells') }}

),

month_cells as (

    select * from {{ ref('int_month_history_cells') }}
    -- who came in the month that is not over has had no chance to come back
    where month_count > 0

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

unioned as (

    select
        'history' as kind_code,
        cut_date,
        repeat_count,
        last_repeat_days as last_repeat_number,
        tenure_days as tenure_number,
        0 as repeat_revenue_amount,
        customer_count
    from history_cells

    union all

    select
        'spending' as kind_code,
        cut_date,
        repeat_count,
        0 as last_repeat_number,
        0 as tenure_number,
        repeat_revenue_amount,
        customer_count
    from spend_cells

    union all

    select
        'months' as kind_code,
        cut_date,
        repeat_month_count as repeat_count,
        last_repeat_month_number as last_repeat_number,
        month_count as tenure_number,
        0 as repeat_revenue_amount,
        customer_count
    from month_cells

),

counted as (

    select
        unioned.*,
        probability_rules.largest_fit_customers,
        sum(unioned.customer_count) over (
            partition by unioned.kind_code, unioned.cut_date
        ) as all_count,
        sum(unioned.customer_count) over (
            partition by unioned.kind_code, unioned.cut_date
            order by
                unioned.repeat_count asc,
                unioned.last_repeat_number asc,
                unioned.tenure_number asc,
                unioned.repeat_revenue_amount asc
            rows between unbounded preceding and current row
        ) as running_count
    from unioned
    inner join cuts
        on unioned.cut_date = cuts.cut_date
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'cuts.as_of_date') }}

),

-- in the order of the cells, every k-th customer: the sample has the shape of all of them
sampled as (

    select
        *,
        least(largest_fit_customers, all_count) as sample_count
    from counted

),

final as (

    select
        kind_code,
        cut_date,
        repeat_count,
        last_repeat_number,
        tenure_number,
        repeat_revenue_amount,
        {{ sampled_count('customer_count', 'running_count', 'sample_count', 'all_count') }}
            as customer_count
    from sampled
    where {{ sampled_count('customer_count', 'running_count', 'sample_count', 'all_count') }} > 0

)

select * from final
