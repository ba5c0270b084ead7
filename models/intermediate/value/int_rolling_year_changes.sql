with

purchase_months as (

    select * from {{ touched('int_customer_months', 'customer_id') }}
    where order_count > 0

),

-- after twelve months without a purchase a year is over, and another run begins
numbered as (

    select
        customer_id,
        calendar_month,
        sum(
            case
                -- constant: a year
                when {{ months_between('previous_purchase_month', 'calendar_month') }} <= 12
                    then 0
                else 1
            end
        ) over (
            partition by customer_id
            order by calendar_month
            rows between unbounded preceding and current row
        ) as run_number
    from purchase_months

),

runs as (

    select
        customer_id,
        run_number,
        min(calendar_month) as start_month,
        max(calendar_month) as end_month,
        lag(max(calendar_month)) over (
            partition by customer_id
            order by run_number
        ) as previous_end_month
    from numbered
    group by customer_id, run_number

),

-- active for twelve months after a purchase; kept where active now and twelve months before
changes as (

    select
        customer_id,
        start_month as change_month,
        1 as active_change,
        0 as kept_change,
        case when run_number = 1 then 1 else 0 end as customer_change,
        case when run_number = 1 then 1 else 0 end as new_change
    from runs

    union all

    select
        customer_id,
        {{ date_plus_months('end_month', 12) }} as change_month, -- constant: a year
        -1 as active_change,
        -1 as kept_change,
        0 as customer_change,
        0 as new_change
    from runs

    union all

    select
        customer_id,
        {{ date_plus_months('start_month', 12) }} as change_month, -- constant: a year
        0 as active_change,
        1 as kept_change,
        0 as customer_change,
        case when run_number = 1 then -1 else 0 end as new_change
    from runs

    union all

    -- back after more than a year, but within two of the run before: active in either year
    select
        customer_id,
        start_month as change_month,
        0 as active_change,
        1 as kept_change,
        0 as customer_change,
        0 as new_change
    from runs
    where {{ months_between('previous_end_month', 'start_month') }} < 24 -- constant: two years

    union all

    select
        customer_id,
        {{ date_plus_months('previous_end_month', 24) }} as change_month, -- constant: two years
        0 as active_change,
        -1 as kept_change,
        0 as customer_change,
        0 as new_change
    from runs
    where {{ months_between('previous_end_month', 'start_month') }} < 24 -- constant: two years

),

final as (

    select
        customer_id,
        change_month,
        sum(active_change) as active_change,
        sum(kept_change) as kept_change,
        sum(customer_change) as customer_change,
        sum(new_change) as new_change
    from changes
    group by customer_id, change_month

)

select * from final
