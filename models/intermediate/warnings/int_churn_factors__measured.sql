with

points as (

    select * from {{ ref('int_churn_factor_points') }}

),

-- high is above the mean: having an attribute, or more of a behaviour than usual
split as (

    select
        scene_code,
        factor_name,
        all_customers,
        all_churned_customers,
        (mean_product - mean_value * all_churned_customers / all_customers)
        / deviation_value
        / sqrt(
            {{ as_double('all_churned_customers') }} * (all_customers - all_churned_customers)
        ) * all_customers as churn_correlation,
        sum(case when position_value > 0 then customers else 0 end) as high_customers,
        sum(case when position_value > 0 then churned_customers else 0 end)
            as high_churned_customers
    from points
    group by
        scene_code,
        factor_name,
        all_customers,
        all_churned_customers,
        mean_value,
        mean_product,
        deviation_value

),

cells as (

    select
        *,
        high_churned_customers as high_churned,
        high_customers - high_churned_customers as high_stayed,
        all_churned_customers - high_churned_customers as low_churned,
        all_customers - all_churned_customers - high_customers + high_churned_customers
            as low_stayed
    from split

),

-- no logarithm of an empty cell
filled as (

    select
        *,
        {{ half_customer('high_churned', 'high_stayed', 'low_churned', 'low_stayed') }} as half
    from cells

),

final as (

    select
        scene_code,
        factor_name,
        cast(all_customers as bigint) as customers,
        cast(all_churned_customers as bigint) as churned_customers,
        cast(high_customers as bigint) as high_customers,
        cast(high_churned_customers as bigint) as high_churned_customers,
        cast(churn_correlation as decimal(12, 6)) as correlation_ratio,
        cast(
            {{ log_odds_ratio(
                'high_churned + half', 'high_stayed + half', 'low_churned + half', 'low_stayed + half'
            ) }}
            as decimal(12, 6)
        ) as log_odds_ratio,
        cast(
            {{ standard_error_ratio(
                'high_churned + half', 'high_stayed + half', 'low_churned + half', 'low_stayed + half'
            ) }}
            as decimal(12, 6)
        ) as standard_error_ratio,
        {{ lift_ratio(
            'high_churned_customers', 'high_customers', 'all_churned_customers', 'all_customers'
        ) }} as lift_ratio
    from filled

)

select * from final
