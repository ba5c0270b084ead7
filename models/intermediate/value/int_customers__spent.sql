with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

booked as (

    select * from {{ ref('int_customer_costs__booked') }}

),

first_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}
    where purchase_day_number = 1

),

cost_types as (

    select * from {{ ref('int_cost_types') }}

),

given as (

    select
        max(case when cost_type = 'acquisition' and is_given then 1 else 0 end)
            as acquisition_number,
        max(case when cost_type = 'marketing' and is_given then 1 else 0 end)
            as marketing_number,
        max(case when cost_type = 'retention' and is_given then 1 else 0 end)
            as retention_number,
        max(case when cost_type = 'service' and is_given then 1 else 0 end)
            as service_number
    from cost_types

),

totals as (

    select
        booked.customer_id,
        sum(
            case when booked.cost_type in ('acquisition', 'referral_incentive') then 1 else 0 end
            * booked.cost_amount
        ) as acquisition_cost_amount,
        sum(case when booked.cost_type = 'marketing' then booked.cost_amount else 0 end)
            as marketing_cost_amount,
        sum(case when booked.cost_type = 'retention' then booked.cost_amount else 0 end)
            as retention_cost_amount,
        sum(case when booked.cost_type = 'service' then booked.cost_amount else 0 end)
            as service_cost_amount,
        -- until the second purchase day, service is service of the first order
        sum(
            case
                when
                    booked.cost_type = 'service'
                    and (
                        booked.cost_date < first_days.next_purchase_date
                        or first_days.next_purchase_date is null
                    )
                    then booked.cost_amount
                else 0
            end
        ) as first_service_cost_amount
    from booked
    inner join first_days
        on booked.customer_id = first_days.customer_id
    group by booked.customer_id

),

-- a type of cost that nobody handed over is not known, whatever is assumed of the two that can be
final as (

    select
        facts.customer_id,
        given.acquisition_number = 0 as is_acquisition_cost_assumed,
        given.marketing_number = 0 as is_marketing_cost_assumed,
        {{ as_money('coalesce(totals.acquisition_cost_amount, 0)') }} as acquisition_cost_amount,
        {{ as_money('coalesce(totals.marketing_cost_amount, 0)') }} as marketing_cost_amount,
        case
            when given.retention_number = 1
                then {{ as_money('coalesce(totals.retention_cost_amount, 0)') }}
        end as retention_cost_amount,
        case
            when given.service_number = 1
                then {{ as_money('coalesce(totals.service_cost_amount, 0)') }}
        end as service_cost_amount,
        case
            when given.service_number = 1
                then {{ as_money('coalesce(totals.first_service_cost_amount, 0)') }}
        end as first_service_cost_amount
    from facts
    cross join given
    left join totals
        on facts.customer_id = totals.customer_id

)

select * from final
