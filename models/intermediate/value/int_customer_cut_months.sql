with

customer_months as (

    select * from {{ ref('int_customer_months') }}
    where order_count > 0

),

-- a month that is over on the day of the forecast counts, the one that goes on does not
cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

-- the month of the first purchase is there at once, a later one when it is over
numbered as (

    select
        customer_id,
        calendar_month,
        purchase_day_count,
        case
            when previous_purchase_month is null then calendar_month
            else {{ date_plus_months('calendar_month', 1) }}
        end as known_month,
        min(calendar_month) over (partition by customer_id) as first_month,
        row_number() over (
            partition by customer_id
            order by calendar_month
        ) - 1 as repeat_month_count
    from customer_months

),

followed as (

    select
        *,
        lead(known_month) over (
            partition by customer_id
            order by calendar_month
        ) as next_known_month,
        sum(case when repeat_month_count > 0 then purchase_day_count else 0 end) over (
            partition by customer_id
            order by calendar_month
            rows between unbounded preceding and current row
        ) as repeat_day_count
    from numbered

),

final as (

    select
        followed.customer_id,
        cuts.cut_date,
        cast(followed.repeat_month_count as integer) as repeat_month_count,
        {{ months_between('followed.first_month', 'followed.calendar_month') }}
            as last_repeat_month_number,
        -- below zero: the first month goes on
        {{ months_between('followed.first_month', 'cuts.open_month') }} - 1 as month_count,
        cast(followed.repeat_day_count as bigint) as repeat_day_count
    from followed
    inner join cuts
        on
            followed.known_month <= cuts.open_month
            and coalesce(followed.next_known_month > cuts.open_month, true)

)

select * from final
