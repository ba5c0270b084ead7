with

parameters as (

    select * from {{ ref('int_model_parameters') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

steps as (

    {{ dbt.generate_series(1000) }} -- constant: periods after which nothing is left

),

fitted as (

    select
        model_code,
        min(time_unit_days) as period_days,
        max(case when parameter_code = 'alpha' then parameter_value end) as alpha,
        max(case when parameter_code = 'beta' then parameter_value end) as beta,
        coalesce(max(case when parameter_code = 'c' then parameter_value end), 1) as shape
    from parameters
    where model_code in ('sbg', 'bdw') and is_converged and is_current
    group by model_code

),

periods as (

    select
        fitted.model_code,
        fitted.alpha,
        fitted.beta,
        fitted.period_days,
        steps.generated_number - 1 as period_number,
        power({{ as_double('steps.generated_number - 1') }}, fitted.shape) as power_of_time
    from fitted
    cross join steps

),

survivors as (

    select
        model_code,
        period_number,
        period_days,
        {{ lifetime_survival_rate('alpha', 'beta', 'power_of_time') }} as survival_rate
    from periods

),

shown as (

    select
        survivors.*,
        as_of.as_of_date,
        probability_rules.lifetime_discount_rate,
        lag(survivors.survival_rate) over (
            partition by survivors.model_code
            order by survivors.period_number
        ) as previous_survival_rate
    from survivors
    cross join as_of
    inner join probability_rules
        on
            {{ is_valid_on('probability_rules', 'as_of.as_of_date') }}
            and survivors.period_number <= probability_rules.lifetime_period_count

),

-- renewals to come of who is still there: the next one counts in full, later ones discounted
residuals as (

    select
        shown.model_code,
        shown.period_number,
        sum(
            survivors.survival_rate / shown.survival_rate * power(
                1 + shown.lifetime_discount_rate,
                -(survivors.period_number - shown.period_number - 1) * shown.period_days
                / {{ as_double(365) }} -- constant: days in a year
            )
        ) as residual_ratio
    from shown
    inner join survivors
        on
            shown.model_code = survivors.model_code
            and shown.period_number < survivors.period_number
    group by shown.model_code, shown.period_number

),

final as (

    select
        shown.model_code,
        cast(shown.period_number as integer) as period_number,
        shown.as_of_date,
        shown.period_days,
        cast(shown.survival_rate as decimal(12, 6)) as survival_rate,
        cast(shown.survival_rate / shown.previous_survival_rate as decimal(12, 6))
            as retention_rate,
        cast(residuals.residual_ratio as decimal(12, 6)) as residual_ratio
    from shown
    inner join residuals
        on
            shown.model_code = residuals.model_code
            and shown.period_number = residuals.period_number

)

select * from final
