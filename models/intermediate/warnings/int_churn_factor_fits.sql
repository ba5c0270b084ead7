{%- set step_count = 10 -%} {#- -- constant: six of Newton's steps give every digit -#}
with

points as (

    select * from {{ ref('int_churn_factor_points') }}

),

cut as (

    select * from {{ ref('int_churn_cut') }}

),

estimates_0 as (

    select
        scene_code,
        factor_name,
        mean_value,
        deviation_value,
        ln({{ as_double('all_churned_customers') }} / (all_customers - all_churned_customers))
            as level_value,
        {{ as_double('0') }} as slope_value
    from points
    group by
        scene_code, factor_name, mean_value, deviation_value, all_churned_customers, all_customers

),
{% for step in range(step_count) %}
    expected_{{ step }} as (

        select
            points.*,
            estimates.level_value,
            estimates.slope_value,
            {{ logistic('estimates.level_value + estimates.slope_value * points.position_value') }}
                as churn_share
        from points
        inner join estimates_{{ step }} as estimates
            on
                points.scene_code = estimates.scene_code
                and points.factor_name = estimates.factor_name

    ),

    scores_{{ step }} as (

        select
            scene_code,
            factor_name,
            mean_value,
            deviation_value,
            level_value,
            slope_value,
            sum(churned_customers - customers * churn_share) as level_score,
            sum((churned_customers - customers * churn_share) * position_value) as slope_score,
            sum(customers * churn_share * (1 - churn_share)) as level_weight,
            sum(customers * churn_share * (1 - churn_share) * position_value) as cross_weight,
            sum(customers * churn_share * (1 - churn_share) * position_value * position_value)
                as slope_weight
        from expected_{{ step }}
        group by scene_code, factor_name, mean_value, deviation_value, level_value, slope_value

    ),

    estimates_{{ step + 1 }} as (

        select
            scene_code,
            factor_name,
            mean_value,
            deviation_value,
            level_weight,
            cross_weight,
            slope_weight,
            slope_value as last_slope_value,
            level_weight * slope_weight - cross_weight * cross_weight as determinant,
            level_value
            + (slope_weight * level_score - cross_weight * slope_score)
            / nullif(level_weight * slope_weight - cross_weight * cross_weight, 0) as level_value,
            slope_value
            + (level_weight * slope_score - cross_weight * level_score)
            / nullif(level_weight * slope_weight - cross_weight * cross_weight, 0) as slope_value
        from scores_{{ step }}

    ),
{% endfor %}
-- the inverse of the weights is the covariance; a fit that keeps moving or running away is none
fitted as (

    select
        estimates.*,
        estimates.mean_value / estimates.deviation_value as mean_position
    from estimates_{{ step_count }} as estimates
    cross join cut
    where
        estimates.determinant > 0
        and abs(estimates.slope_value) <= cut.largest_slope_ratio
        -- constant: no digit that is shown moves any more
        and abs(estimates.slope_value - estimates.last_slope_value) < 0.0000001

),

final as (

    select
        scene_code,
        factor_name,
        cast(slope_value as decimal(18, 6)) as standard_slope,
        cast(sqrt(level_weight / determinant) as decimal(18, 6)) as standard_slope_error,
        cast(level_value - slope_value * mean_position as decimal(18, 6)) as intercept,
        cast(slope_value / deviation_value as decimal(18, 6)) as slope,
        cast(
            sqrt(
                (
                    slope_weight
                    + cross_weight * mean_position
                    + cross_weight * mean_position
                    + level_weight * mean_position * mean_position
                ) / determinant
            ) as decimal(18, 6)
        ) as intercept_error,
        cast(sqrt(level_weight / determinant) / deviation_value as decimal(18, 6)) as slope_error
    from fitted

)

select * from final
