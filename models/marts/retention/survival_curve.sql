with

survival as (

    select * from {{ ref('int_group_survival') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        survival.group_code,
        survival.group_value,
        cast(survival.tenure_days as integer) as tenure_days,
        as_of.as_of_date,
        survival.at_risk_customers,
        survival.lapsed_customers,
        survival.censored_customers,
        cast(survival.survival_rate as decimal(12, 6)) as survival_rate,
        cast(survival.standard_error_ratio as decimal(12, 6)) as standard_error_ratio
    from survival
    cross join as_of

)

select * from final
