with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

descriptions as (

    select * from {{ ref('int_customers__described') }}

),

warnings as (

    select * from {{ ref('int_customers__warned') }}

),

segments as (

    select * from {{ ref('int_customers__segmented') }}

),

expectations as (

    select * from {{ ref('int_customers__expected') }}

),

valuations as (

    select * from {{ ref('int_customers__valued') }}

),

final as (

    select
        cast(facts.customer_id as {{ dbt.type_string() }}) as customer_id,
        facts.first_order_date,
        facts.last_order_date,
        facts.lapsed_date,
        facts.as_of_date,
        facts.cohort_month,
        cast(facts.status_code as {{ dbt.type_string() }}) as status_code,
        cast(descriptions.country as {{ dbt.type_string() }}) as country,
        cast(descriptions.region as {{ dbt.type_string() }}) as region,
        cast(descriptions.channel as {{ dbt.type_string() }}) as channel,
        cast(descriptions.acquisition_channel as {{ dbt.type_string() }}) as acquisition_channel,
        cast(descriptions.acquisition_campaign_id as {{ dbt.type_string() }})
            as acquisition_campaign_id,
        cast(descriptions.age_band as {{ dbt.type_string() }}) as age_band,
        cast(descriptions.gender as {{ dbt.type_string() }}) as gender,
        cast(descriptions.income_band as {{ dbt.type_string() }}) as income_band,
        cast(descriptions.occupation as {{ dbt.type_string() }}) as occupation,
        cast(descriptions.customer_type as {{ dbt.type_string() }}) as customer_type,
        cast(warnings.warning_tier_code as {{ dbt.type_string() }}) as warning_tier_code,
        cast(segments.rfm_segment_code as {{ dbt.type_string() }}) as rfm_segment_code,
        cast(segments.abc_class_code as {{ dbt.type_string() }}) as abc_class_code,
        cast(segments.lifecycle_stage_code as {{ dbt.type_string() }}) as lifecycle_stage_code,
        cast(segments.value_quadrant_code as {{ dbt.type_string() }}) as value_quadrant_code,
        facts.is_left_edge,
        facts.is_repeat,
        facts.order_count,
        facts.purchase_day_count,
        facts.lapse_count,
        descriptions.category_count,
        facts.revenue_amount,
        facts.refund_amount,
        facts.variable_cost_amount,
        facts.margin_amount,
        {{ quotient_as_money(average_order_amount(
            'facts.revenue_amount + facts.refund_amount', 'facts.order_count'
        )) }} as average_order_amount,
        {{ as_money('valuations.lifetime_value_amount') }} as lifetime_value_amount,
        facts.tenure_days,
        facts.recency_days,
        facts.median_gap_days,
        {{ silence_ratio('facts.recency_days', 'facts.median_gap_days') }} as silence_ratio,
        cast(expectations.alive_probability_rate as decimal(12, 6)) as alive_probability_rate
    from facts
    inner join descriptions
        on facts.customer_id = descriptions.customer_id
    left join warnings
        on facts.customer_id = warnings.customer_id
    left join segments
        on facts.customer_id = segments.customer_id
    left join expectations
        on facts.customer_id = expectations.customer_id
    left join valuations
        on facts.customer_id = valuations.customer_id

)

select * from final
