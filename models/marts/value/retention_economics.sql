with

years as (

    select * from {{ ref('int_calendar_year_flows') }}

),

booked as (

    select * from {{ ref('int_customer_costs__booked') }}

),

cost_types as (

    select * from {{ ref('int_cost_types') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

given as (

    select
        count(case when cost_type = 'acquisition' and is_given then 1 end) = 0
            as is_acquisition_cost_assumed,
        count(
            case when cost_type in ('marketing', 'retention', 'service') and is_given then 1 end
        ) = 0 as is_keeping_cost_assumed
    from cost_types

),

costs as (

    select
        cast(extract(year from cost_date) as integer) as calendar_year_number,
        sum(
            case when cost_type in ('acquisition', 'referral_incentive') then cost_amount else 0 end
        ) as acquisition_amount,
        sum(
            case when cost_type in ('marketing', 'retention', 'service') then cost_amount else 0 end
        ) as keeping_amount
    from booked
    group by cast(extract(year from cost_date) as integer)

),

joined as (

    select
        years.*,
        as_of.as_of_date,
        given.is_acquisition_cost_assumed,
        given.is_keeping_cost_assumed,
        {{ known_amount(
            'coalesce(costs.acquisition_amount, 0)', 'given.is_acquisition_cost_assumed'
        ) }} as acquisition_amount,
        {{ known_amount('coalesce(costs.keeping_amount, 0)', 'given.is_keeping_cost_assumed') }}
            as keeping_amount
    from years
    cross join given
    inner join as_of
        on years.calendar_year_number <= extract(year from as_of.as_of_date)
    left join costs
        on years.calendar_year_number = costs.calendar_year_number

),

per_customer as (

    select
        *,
        acquisition_amount / {{ as_float('nullif(new_count, 0)') }} as acquisition_per_new,
        keeping_amount / {{ as_float('nullif(kept_count, 0)') }} as keeping_per_kept,
        new_margin_amount / {{ as_float('nullif(new_count, 0)') }} as margin_per_new,
        (margin_amount - new_margin_amount)
        / {{ as_float('nullif(active_count - new_count, 0)') }} as margin_per_old
    from joined

),

final as (

    select
        as_of_date,
        cast(calendar_year_number as integer) as calendar_year_number,
        calendar_year_number < extract(year from {{ date_plus_days('as_of_date', 1) }})
            as is_complete,
        is_acquisition_cost_assumed,
        is_keeping_cost_assumed,
        coalesce(keeping_per_kept < acquisition_per_new, false) as is_keeping_cheaper,
        cast(active_count as bigint) as active_customers,
        cast(new_count as bigint) as new_customers,
        cast(kept_count as bigint) as kept_customers,
        cast(lost_count as bigint) as lost_customers,
        {{ as_money('margin_amount') }} as margin_amount,
        {{ as_money('lost_margin_amount') }} as lost_margin_amount,
        {{ as_money('acquisition_amount') }} as acquisition_cost_amount,
        {{ as_money('keeping_amount') }} as keeping_cost_amount,
        {{ as_money('acquisition_per_new') }} as acquisition_cost_per_new_customer_amount,
        {{ as_money('keeping_per_kept') }} as keeping_cost_per_kept_customer_amount,
        {{ as_money('margin_per_new') }} as margin_per_new_customer_amount,
        {{ as_money('margin_per_old') }} as margin_per_old_customer_amount,
        {{ as_money('acquisition_per_new - margin_per_new + margin_per_old') }}
            as break_even_keeping_cost_amount,
        cast(acquisition_per_new / nullif(keeping_per_kept, 0) as decimal(12, 6))
            as new_to_old_cost_ratio
    from per_customer

)

select * from final
