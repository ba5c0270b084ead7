with

purchase_days as (

    select * from {{ touched('int_purchase_days__sequenced', 'customer_id') }}

),

rule_sets as (

    select * from {{ ref('int_warning_rule_sets') }}

),

firsts as (

    select
        customer_id,
        day_number
    from purchase_days
    where purchase_day_number = 1

),

-- enough purchase days: the one that makes their number full lies within the window
final as (

    select
        purchase_days.customer_id,
        purchase_days.purchase_date,
        rule_sets.rule_set_code,
        purchase_days.day_number - firsts.day_number >= rule_sets.minimum_tenure_days
        and (
            rule_sets.minimum_purchase_days <= 1
            or coalesce(
                purchase_days.day_number - earlier_days.day_number
                < rule_sets.purchase_window_days,
                false
            )
        ) as is_eligible
    from purchase_days
    cross join rule_sets
    inner join firsts
        on purchase_days.customer_id = firsts.customer_id
    left join purchase_days as earlier_days
        on
            purchase_days.customer_id = earlier_days.customer_id
            and purchase_days.purchase_day_number - rule_sets.minimum_purchase_days + 1
            = earlier_days.purchase_day_number

)

select * from final
