with

measured as (

    select * from {{ ref('int_churn_factors__measured') }}

),

fits as (

    select * from {{ ref('int_churn_factor_fits') }}

),

cut as (

    select * from {{ ref('int_churn_cut') }}

),

joint_fits as (

    select * from {{ ref('int_churn_factor_joint_fits') }}

),

scored as (

    select
        measured.*,
        cut.as_of_date,
        cut.cut_date,
        cut.p_value_limit_rate,
        cut.minimum_customers,
        cut.minimum_lift_ratio,
        fits.standard_slope,
        fits.standard_slope_error,
        fits.slope,
        fits.slope_error,
        joint_fits.standard_slope as joint_slope,
        joint_fits.standard_slope_error as joint_slope_error,
        joint_fits.p_value as joint_p_value,
        joint_fits.odds_ratio as joint_odds,
        {{ as_double('abs(fits.standard_slope)') }} / fits.standard_slope_error as score
    from measured
    cross join cut
    left join fits
        on
            measured.scene_code = fits.scene_code
            and measured.factor_name = fits.factor_name
    -- asked for, and of these data
    left join joint_fits
        on
            measured.scene_code = joint_fits.scene_code
            and measured.factor_name = joint_fits.factor_name
            and measured.customers = joint_fits.customer_count
            and measured.churned_customers = joint_fits.churned_customer_count

),

-- constant: the root of 8 turns a score into the argument of the error function's series
tailed as (

    select
        *,
        1 / (1 + score / sqrt(8)) as tail -- constant: as above
    from scored

),

ranked as (

    select
        *,
        {{ p_value_rate('score', 'tail') }} as p_value,
        row_number() over (
            order by coalesce(abs(standard_slope), 0) desc, scene_code asc, factor_name asc
        ) as rank_number
    from tailed

),

final as (

    select
        cast(scene_code as {{ dbt.type_string() }}) as scene_code,
        cast(factor_name as {{ dbt.type_string() }}) as factor_name,
        cast(rank_number as integer) as rank_number,
        cut_date,
        as_of_date,
        coalesce(
            p_value <= p_value_limit_rate
            and high_customers >= minimum_customers
            and customers - high_customers >= minimum_customers
            and (lift_ratio >= minimum_lift_ratio or lift_ratio * minimum_lift_ratio <= 1),
            false
        ) as is_key_driver,
        standard_slope is not null as is_fitted,
        joint_slope is not null as is_jointly_fitted,
        customers,
        churned_customers,
        high_customers,
        high_churned_customers,
        correlation_ratio,
        log_odds_ratio,
        standard_error_ratio,
        cast(standard_slope as decimal(12, 6)) as standard_slope_ratio,
        cast(standard_slope_error as decimal(12, 6)) as standard_slope_error_ratio,
        cast(slope as decimal(18, 6)) as slope_per_unit,
        cast(slope_error as decimal(18, 6)) as slope_error_per_unit,
        cast(p_value as decimal(12, 6)) as p_value_rate,
        lift_ratio,
        cast(joint_slope as decimal(12, 6)) as joint_slope_ratio,
        cast(joint_slope_error as decimal(12, 6)) as joint_slope_error_ratio,
        cast(joint_p_value as decimal(12, 6)) as joint_p_value_rate,
        -- constant: more does not fit the type
        case when joint_odds < 1000000 then cast(joint_odds as decimal(12, 6)) end
            as joint_odds_ratio
    from ranked

)

select * from final
