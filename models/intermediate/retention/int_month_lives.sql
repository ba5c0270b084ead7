{%- set by_tenure = '(partition by days.calendar_month order by days.tenure_days)' -%}
{%- set so_far = '(
    partition by exposed.calendar_month
    order by exposed.tenure_days
    rows between unbounded preceding and current row
)' -%}
with

spells as (

    select * from {{ ref('int_customer_spells') }}
    where spell_number = 1

),

month_ends as (

    select * from {{ ref('int_calendar_month_ends') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

relationship_rules as (

    select * from {{ ref('relationship_rules') }}

),

lives as (

    select
        start_date,
        end_date,
        count(*) as customer_count
    from spells
    group by start_date, end_date

),

-- what was known of them at the end of each month
known as (

    select
        month_ends.calendar_month,
        relationship_rules.life_horizon_days,
        lives.customer_count,
        {{ days_between('lives.start_date', 'month_ends.seen_until_date') }} as followed_days,
        case
            when lives.end_date <= month_ends.seen_until_date
                then {{ days_between('lives.start_date', 'lives.end_date') }}
        end as lapsed_after_days
    from month_ends
    inner join lives
        on month_ends.seen_until_date >= lives.start_date
    cross join as_of
    inner join relationship_rules
        on {{ is_valid_on('relationship_rules', 'as_of.as_of_date') }}

),

days as (

    select
        calendar_month,
        life_horizon_days,
        coalesce(lapsed_after_days, followed_days) as tenure_days,
        max(followed_days) as followed_days,
        sum(case when lapsed_after_days is not null then customer_count else 0 end)
            as lapsed_customers,
        sum(customer_count) as ended_customers
    from known
    group by calendar_month, life_horizon_days, coalesce(lapsed_after_days, followed_days)

),

exposed as (

    select
        days.*,
        lead(days.tenure_days) over {{ by_tenure }} as next_tenure_days,
        row_number() over {{ by_tenure }} as step_number,
        sum(days.ended_customers) over (
            partition by days.calendar_month
            order by days.tenure_days
            rows between current row and unbounded following
        ) as at_risk_customers
    from days

),

stepped as (

    select
        exposed.*,
        {{ survival_probability(
            'exposed.lapsed_customers', 'exposed.at_risk_customers', so_far
        ) }} as survival_rate
    from exposed

),

-- the area under the curve up to the horizon, before the first step included
final as (

    select
        calendar_month,
        case
            when max(followed_days) >= max(life_horizon_days)
                then cast(sum(
                    case when step_number = 1 then least(tenure_days, life_horizon_days) else 0 end
                    + survival_rate * greatest(
                        least(coalesce(next_tenure_days, life_horizon_days), life_horizon_days)
                        - tenure_days,
                        0
                    )
                ) as decimal(12, 6))
        end as mean_life_days
    from stepped
    group by calendar_month

)

select * from final
