with

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

relationship_rules as (

    select * from {{ ref('relationship_rules') }}

),

-- the last purchase of a month stands for it
month_ends as (

    select *
    from purchase_days
    where
        next_purchase_date is null
        or {{ month_of('next_purchase_date') }} > {{ month_of('purchase_date') }}

),

-- a cycle of one's own is the mean gap up to that day: nothing that came later is in it
final as (

    select
        month_ends.customer_id,
        profiled.profile_id,
        {{ month_of('month_ends.purchase_date') }} as calendar_month,
        {{ days_between('month_ends.purchase_date', 'as_of.as_of_date') }} as elapsed_days,
        {{ days_between('month_ends.purchase_date', 'month_ends.next_purchase_date') }}
            as next_gap_days,
        case
            when month_ends.purchase_day_number > relationship_rules.minimum_gap_count
                then {{ ratio(
                    days_between('facts.first_order_date', 'month_ends.purchase_date'),
                    'month_ends.purchase_day_number - 1'
                ) }}
        end as own_cycle_days,
        relationship_rules.cycle_tolerance_ratio
    from month_ends
    inner join facts
        on month_ends.customer_id = facts.customer_id
    inner join profiled
        on month_ends.customer_id = profiled.customer_id
    cross join as_of
    inner join relationship_rules
        on {{ is_valid_on('relationship_rules', 'as_of.as_of_date') }}

)

select * from final
