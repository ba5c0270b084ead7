with

warned as (

    select * from {{ ref('int_subjects__warned') }}
    where subject_type_code = 'product'

),

tiers as (

    select * from {{ ref('int_subject_tiers') }}
    where subject_type_code = 'product'

),

products as (

    select * from {{ ref('int_products__accepted') }}

),

final as (

    select
        cast(warned.subject_code as {{ dbt.type_string() }}) as product_grain_code,
        cast(warned.subject_value as {{ dbt.type_string() }}) as product_value,
        cast(products.product_name as {{ dbt.type_string() }}) as product_name,
        cast(products.category as {{ dbt.type_string() }}) as category,
        warned.last_date as last_order_date,
        warned.as_of_date,
        cast(warned.rule_set_code as {{ dbt.type_string() }}) as rule_set_code,
        warned.rule_version_number,
        cast(warned.combine_mode_code as {{ dbt.type_string() }}) as combine_mode_code,
        warned.warning_tier_code,
        coalesce(tiers.is_margin_estimated, false) as is_margin_estimated,
        warned.recency_level_number,
        warned.frequency_level_number,
        warned.monetary_level_number,
        warned.frequency_current_count,
        warned.frequency_baseline_count,
        coalesce(tiers.customers, 0) as customers,
        coalesce(tiers.none_customers, 0) as none_customers,
        coalesce(tiers.yellow_customers, 0) as yellow_customers,
        coalesce(tiers.orange_customers, 0) as orange_customers,
        coalesce(tiers.red_customers, 0) as red_customers,
        coalesce(tiers.lost_customers, 0) as lost_customers,
        coalesce(tiers.insufficient_history_customers, 0) as insufficient_history_customers,
        warned.recency_days,
        warned.monetary_current_amount,
        warned.monetary_baseline_amount,
        coalesce(tiers.margin_amount, 0) as margin_amount,
        coalesce(tiers.none_margin_amount, 0) as none_margin_amount,
        coalesce(tiers.yellow_margin_amount, 0) as yellow_margin_amount,
        coalesce(tiers.orange_margin_amount, 0) as orange_margin_amount,
        coalesce(tiers.red_margin_amount, 0) as red_margin_amount,
        coalesce(tiers.lost_margin_amount, 0) as lost_margin_amount,
        coalesce(tiers.insufficient_history_margin_amount, 0) as insufficient_history_margin_amount,
        warned.frequency_fall_ratio,
        warned.monetary_fall_ratio
    from warned
    left join tiers
        on
            warned.subject_code = tiers.subject_code
            and warned.subject_value = tiers.subject_value
    left join products
        on
            warned.subject_code = 'product'
            and warned.subject_value = products.product_id

)

select * from final
