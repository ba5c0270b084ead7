{%- set so_far = '(
    partition by exposed.group_code, exposed.group_value
    order by exposed.tenure_days
    rows between unbounded preceding and current row
)' -%}
with

spells as (

    select * from {{ ref('int_customer_spells') }}
    where spell_number = 1

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- a first life ends on the day of its lapse; who is still alive is only known to have come this far
lives as (

    select
        profiled.profile_id,
        {{ days_between('spells.start_date', 'coalesce(spells.end_date, as_of.as_of_date)') }}
            as tenure_days,
        count(spells.end_date) as lapsed_customers,
        count(*) as ended_customers
    from spells
    inner join profiled
        on spells.customer_id = profiled.customer_id
    cross join as_of
    group by
        profiled.profile_id,
        {{ days_between('spells.start_date', 'coalesce(spells.end_date, as_of.as_of_date)') }}

),

days as (

    select
        profile_groups.group_code,
        profile_groups.group_value,
        lives.tenure_days,
        sum(lives.lapsed_customers) as lapsed_customers,
        sum(lives.ended_customers) as ended_customers
    from lives
    inner join profile_groups
        on lives.profile_id = profile_groups.profile_id
    group by profile_groups.group_code, profile_groups.group_value, lives.tenure_days

),

-- at risk on a day: all whose life ends on it or later, the censored of the day included
exposed as (

    select
        days.*,
        sum(days.ended_customers) over (
            partition by days.group_code, days.group_value
            order by days.tenure_days
            rows between current row and unbounded following
        ) as at_risk_customers
    from days

),

-- nobody stays on a day on which everybody left lapses: it adds nothing to the error
stepped as (

    select
        exposed.*,
        {{ survival_probability(
            'exposed.lapsed_customers', 'exposed.at_risk_customers', so_far
        ) }} as survival_rate,
        sum(
            {{ as_double('exposed.lapsed_customers') }}
            / exposed.at_risk_customers
            / nullif(exposed.at_risk_customers - exposed.lapsed_customers, 0)
        ) over {{ so_far }} as greenwood_sum
    from exposed

),

final as (

    select
        group_code,
        group_value,
        tenure_days,
        cast(at_risk_customers as bigint) as at_risk_customers,
        cast(lapsed_customers as bigint) as lapsed_customers,
        cast(ended_customers - lapsed_customers as bigint) as censored_customers,
        cast(survival_rate as decimal(18, 12)) as survival_rate,
        case
            when survival_rate > 0
                then cast(survival_rate * sqrt(greenwood_sum) as decimal(18, 12))
        end as standard_error_ratio
    from stepped

)

select * from final
