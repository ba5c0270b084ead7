with

cells as (

    select * from {{ ref('int_recency_frequency_cells') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

counted as (

    select
        cells.cut_date,
        cells.repeat_count,
        cells.last_repeat_days,
        cells.tenure_days,
        cells.customer_count,
        probability_rules.largest_fit_customers,
        sum(cells.customer_count) over (partition by cells.cut_date) as all_count,
        sum(cells.customer_count) over (
            partition by cells.cut_date
            order by cells.repeat_count asc, cells.last_repeat_days asc, cells.tenure_days asc
            rows between unbounded preceding and current row
        ) as running_count
    from cells
    inner join cuts
        on cells.cut_date = cuts.cut_date
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'cuts.as_of_date') }}

),

sized as (

    select
        *,
        case
            when all_count > largest_fit_customers then largest_fit_customers else all_count
        end as sample_count
    from counted

),

-- in the order of the cells, every k-th customer: the sample has the shape of all of them
sampled as (

    select
        *,
        floor({{ as_double('running_count * sample_count') }} / all_count)
        - floor({{ as_double('(running_count - customer_count) * sample_count') }} / all_count)
            as kept_count
    from sized

),

final as (

    select
        cut_date,
        repeat_count,
        last_repeat_days,
        tenure_days,
        cast(kept_count as bigint) as customer_count
    from sampled
    where kept_count > 0

)

select * from final
