with

definitions as (

    select * from {{ ref('churn_definitions') }}

),

events as (

    select * from {{ touched('int_churn_definition_events', 'calendar_month') }}

),

-- a loss by the default is set against every other definition, another loss against its own
pairs as (

    select
        definitions.definition_code as counting_code,
        definitions.is_joined_churn_counted,
        compared.definition_code,
        case when definitions.is_default then 0 else 1 end as here_number
    from definitions
    inner join definitions as compared
        on
            not compared.is_default
            and (definitions.is_default or definitions.definition_code = compared.definition_code)

),

paired as (

    select
        pairs.definition_code,
        events.calendar_month,
        events.customer_id,
        pairs.here_number
    from events
    inner join pairs
        on events.definition_code = pairs.counting_code
    where pairs.is_joined_churn_counted or not events.is_joined

),

-- who is lost by both is no difference
final as (

    select
        definition_code,
        calendar_month,
        customer_id,
        case when max(here_number) = 1 then 'only_here' else 'only_by_default' end as side_code
    from paired
    group by definition_code, calendar_month, customer_id
    having min(here_number) = max(here_number)

)

select * from final
