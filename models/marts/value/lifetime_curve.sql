with

lifetime_curves as (

    select * from {{ ref('int_lifetime_curves') }}

),

final as (

    select
        model_code,
        period_number,
        as_of_date,
        period_days,
        survival_rate,
        retention_rate,
        residual_ratio as residual_periods_ratio
    from lifetime_curves

)

select * from final
