with

departures as (

    select * from {{ ref('int_seller_departures') }}

),

customers as (

    select * from {{ ref('int_departure_customers') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

summed as (

    select
        salesperson_id,
        count(case when is_left_behind then 1 end) as left_behind_customers,
        count(case when is_left_behind and is_lost then 1 end) as lost_customers,
        count(case when not is_left_behind then 1 end) as other_customers,
        count(case when not is_left_behind and is_lost then 1 end) as other_lost_customers,
        sum(case when is_left_behind then margin_amount else 0 end) as margin_amount,
        sum(case when is_left_behind and is_lost then margin_amount else 0 end)
            as margin_lost_amount
    from customers
    group by salesperson_id

),

-- until the window has passed nobody is lost and nobody is kept
final as (

    select
        cast(departures.salesperson_id as {{ dbt.type_string() }}) as salesperson_id,
        departures.departure_date,
        as_of.as_of_date,
        departures.is_observable,
        cast(coalesce(summed.left_behind_customers, 0) as bigint) as left_behind_customers,
        case
            when departures.is_observable
                then cast(coalesce(summed.lost_customers, 0) as bigint)
        end as lost_customers,
        departures.loss_days,
        {{ as_money('coalesce(summed.margin_amount, 0)') }} as margin_amount,
        case
            when departures.is_observable
                then {{ as_money('coalesce(summed.margin_lost_amount, 0)') }}
        end as margin_lost_amount,
        case
            when departures.is_observable
                then {{ ratio('summed.lost_customers', 'summed.left_behind_customers') }}
        end as lost_share,
        case
            when departures.is_observable
                then {{ ratio('summed.other_lost_customers', 'summed.other_customers') }}
        end as other_lost_share,
        departures.rule_version_number
    from departures
    left join summed
        on departures.salesperson_id = summed.salesperson_id
    cross join as_of

)

select * from final
