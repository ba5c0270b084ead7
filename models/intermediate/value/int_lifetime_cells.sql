with

spells as (

    select * from {{ ref('int_customer_spells') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

-- who is lost left after the last purchase: in the period that follows the whole ones
lives as (

    select
        probability_rules.lifetime_period_days as period_days,
        spells.end_date is not null as is_lost,
        cast(
            floor(
                {{ as_double(days_between('spells.start_date', 'spells.last_order_date')) }}
                / probability_rules.lifetime_period_days
            ) + case when spells.end_date is not null then 1 else 0 end as integer
        ) as period_number
    from spells
    cross join as_of
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'as_of.as_of_date') }}
    where spells.spell_number = 1

),

-- whoever is still here and was not seen for a whole period says nothing
final as (

    select
        period_number,
        period_days,
        count(case when is_lost then 1 end) as lost_count,
        count(case when not is_lost then 1 end) as kept_count
    from lives
    where period_number > 0
    group by period_number, period_days

)

select * from final
