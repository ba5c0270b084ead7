with

facts as (

    select * from {{ ref('int_customers__facts') }}
    where status_code = 'active'

),

customers as (

    select * from {{ ref('int_customers__accepted') }}

),

rules as (

    select * from {{ ref('key_date_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

origins as (

    select
        facts.customer_id,
        'birthday' as key_date_code,
        customers.birth_date as origin_date
    from facts
    inner join customers
        on facts.customer_id = customers.customer_id
    where customers.birth_date is not null

    union all

    select
        customer_id,
        'anniversary' as key_date_code,
        first_order_date as origin_date
    from facts

),

aged as (

    select
        origins.customer_id,
        origins.key_date_code,
        origins.origin_date,
        as_of.as_of_date,
        extract(year from as_of.as_of_date) - extract(year from origins.origin_date) as year_count
    from origins
    cross join as_of

),

-- this year's, or next year's where it is over; the 29 February is the 28 in other years
recurring as (

    select
        customer_id,
        key_date_code,
        as_of_date,
        case
            when
                -- constant: months in a year
                {{ date_plus_months('origin_date', 'cast(year_count * 12 as integer)') }}
                > as_of_date
                then year_count
            else year_count + 1
        end as year_count,
        origin_date
    from aged

),

coming as (

    select
        customer_id,
        key_date_code,
        as_of_date,
        -- constant: months in a year
        {{ date_plus_months('origin_date', 'cast(year_count * 12 as integer)') }} as key_date,
        year_count
    from recurring
    where year_count > 0

    union all

    -- the day on which the own usual gap is over
    select
        facts.customer_id,
        'next_purchase' as key_date_code,
        as_of.as_of_date,
        {{ date_plus_days(
            'facts.last_order_date', 'cast(round(facts.median_gap_days) as integer)'
        ) }} as key_date,
        null as year_count
    from facts
    cross join as_of
    where facts.median_gap_days is not null

),

final as (

    select
        cast(coming.customer_id as {{ dbt.type_string() }}) as customer_id,
        cast(coming.key_date_code as {{ dbt.type_string() }}) as key_date_code,
        coming.key_date,
        coming.as_of_date,
        cast(coming.year_count as bigint) as year_count,
        {{ days_between('coming.as_of_date', 'coming.key_date') }} as ahead_days
    from coming
    inner join rules
        on {{ is_valid_on('rules', 'coming.as_of_date') }}
    where
        coming.key_date > coming.as_of_date
        and {{ days_between('coming.as_of_date', 'coming.key_date') }} <= rules.look_ahead_days

)

select * from final
