with

windows as (

    select * from {{ touched('int_churn_definition_windows', 'calendar_month') }}

),

customer_periods as (

    select * from {{ ref('int_customer_periods') }}
    where period_grain_code = 'month'

),

spells as (

    select * from {{ ref('int_customer_spells') }}
    where end_date is not null

),

final as (

    select
        windows.definition_code,
        windows.calendar_month,
        customer_periods.customer_id,
        windows.window_start_date as lost_date,
        false as is_joined
    from customer_periods
    inner join windows
        on
            windows.clock_code = 'period'
            and customer_periods.period_number + 1 = windows.period_number
    where customer_periods.is_lost_next

    union all

    select
        windows.definition_code,
        windows.calendar_month,
        spells.customer_id,
        spells.end_date as lost_date,
        spells.start_date >= windows.window_start_date as is_joined
    from spells
    inner join windows
        on
            windows.clock_code = 'lapse'
            and spells.end_date >= windows.window_start_date
            and spells.end_date <= windows.window_end_date

)

select * from final
