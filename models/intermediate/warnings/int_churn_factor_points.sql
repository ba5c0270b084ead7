with

factor_counts as (

    select * from {{ ref('int_churn_factor_counts') }}

),

moments as (

    select
        scene_code,
        factor_name,
        sum(customers) as all_customers,
        sum(churned_customers) as all_churned_customers,
        {{ as_double('sum(customers * factor_value)') }} / sum(customers) as mean_value,
        {{ as_double('sum(churned_customers * factor_value)') }} / sum(customers) as mean_product
    from factor_counts
    group by scene_code, factor_name

),

centred as (

    select
        moments.*,
        factor_counts.factor_value,
        factor_counts.customers,
        factor_counts.churned_customers,
        {{ as_double('factor_counts.factor_value') }} - moments.mean_value as distance_value
    from factor_counts
    inner join moments
        on
            factor_counts.scene_code = moments.scene_code
            and factor_counts.factor_name = moments.factor_name

),

spread as (

    select
        *,
        sqrt(
            sum(customers * distance_value * distance_value) over (
                partition by scene_code, factor_name
            ) / all_customers
        ) as deviation_value
    from centred

),

-- in deviations from the mean every factor has one scale, and Newton's method a good start; what
-- never varies, factor or outcome, explains nothing
final as (

    select
        scene_code,
        factor_name,
        factor_value,
        customers,
        churned_customers,
        all_customers,
        all_churned_customers,
        mean_value,
        deviation_value,
        mean_product,
        distance_value / deviation_value as position_value
    from spread
    where
        deviation_value > 0
        and all_churned_customers > 0
        and all_churned_customers < all_customers

)

select * from final
