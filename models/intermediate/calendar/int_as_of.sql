with

settings as (

    select * from {{ ref('stg_run_settings') }}

),

mapped_columns as (

    select * from {{ ref('stg_mapped_columns') }}

),

-- guest orders and later refusals count too: they show how far the data reach
order_dates as (

    select
        cast(ordered_at as date) as order_date,
        currency_code
    from {{ ref('stg_orders') }}
    where not is_excluded

    union all

    select
        cast(ordered_at as date) as order_date,
        currency_code
    from {{ ref('stg_order_lines') }}
    where not is_excluded

),

reach as (

    select
        min(order_dates.order_date) as first_date,
        max(order_dates.order_date) as last_date
    from order_dates
    cross join settings
    where
        order_dates.order_date >= {{ first_possible_date() }}
        and order_dates.order_date <= settings.run_date

),

-- an input in one currency needs no setting; in several, the reporting one must be named
currencies as (

    select
        case
            when min(currency_code) = max(currency_code) then min(currency_code)
        end as only_currency_code
    from order_dates

),

given as (

    select
        count(case when table_name = 'orders' then 1 end) > 0 as is_order_table_given,
        count(case when table_name = 'order_lines' then 1 end) > 0 as is_line_table_given
    from mapped_columns

),

final as (

    select
        coalesce(
            {{ "cast('" ~ var('as_of_date') ~ "' as date)" if var('as_of_date') else 'null' }},
            settings.as_of_date,
            reach.last_date
        ) as as_of_date,
        reach.first_date as data_start_date,
        coalesce(settings.reporting_currency_code, currencies.only_currency_code)
            as reporting_currency_code,
        given.is_order_table_given,
        given.is_line_table_given
    from settings
    cross join reach
    cross join currencies
    cross join given

)

select * from final
