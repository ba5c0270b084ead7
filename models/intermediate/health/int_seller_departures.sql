with

assignments as (

    select * from {{ ref('int_assignments__accepted') }}

),

rules as (

    select * from {{ ref('seller_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- a seller has left when nobody is looked after any more
final as (

    select
        assignments.salesperson_id,
        max(assignments.end_date) as departure_date,
        {{ date_plus_days('max(assignments.end_date)', '1 - rules.handover_days') }}
            as handover_date,
        rules.active_days,
        rules.loss_days,
        rules.rule_version_number,
        {{ date_plus_days('max(assignments.end_date)', 'rules.loss_days') }} <= as_of.as_of_date
            as is_observable
    from assignments
    cross join as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}
    group by
        assignments.salesperson_id,
        rules.handover_days,
        rules.active_days,
        rules.loss_days,
        rules.rule_version_number,
        as_of.as_of_date
    having count(assignments.end_date) = count(*)

)

select * from final
