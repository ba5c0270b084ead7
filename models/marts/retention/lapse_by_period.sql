with

flows as (

    select * from {{ ref('int_group_lapse_flows') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

final as (

    select
        flows.period_grain_code,
        flows.group_code,
        flows.group_value,
        flows.period_number,
        flows.period_start_date,
        flows.period_end_date,
        as_of.as_of_date,
        flows.is_complete,
        {{ date_plus_days('flows.period_end_date', 'lapse_rules.lapse_days + 1') }}
        <= as_of.as_of_date as is_final,
        lapse_rules.lapse_days,
        cast(flows.opening_customers as bigint) as opening_customers,
        cast(flows.new_customers as bigint) as new_customers,
        cast(flows.won_back_customers as bigint) as won_back_customers,
        cast(flows.lapsed_customers as bigint) as lapsed_customers,
        cast(flows.lapsed_opening_customers as bigint) as lapsed_opening_customers,
        cast(flows.closing_customers as bigint) as closing_customers,
        {{ lapse_rate('flows.lapsed_opening_customers', 'flows.opening_customers') }} as lapse_rate
    from flows
    cross join as_of
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}

)

select * from final
