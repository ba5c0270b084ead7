{{ config(materialized='view') }}

with

customers as (

    select * from {{ ref('int_customers__cut') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

entering as (

    select * from {{ ref('int_churn_factors__entering') }}

),

observed as (

    select
        customers.customer_id,
        customers.is_churned,
        'attributes' as scene_code,
        customer_groups.group_code || ' = ' || customer_groups.group_value as factor_name,
        cast(1 as decimal(18, 2)) as factor_value
    from customers
    inner join customer_groups
        on customers.customer_id = customer_groups.customer_id
    {% set factors = {
        'recency_days': 'behaviour',
        'tenure_days': 'behaviour',
        'lifetime_count': 'behaviour',
        'purchase_day_count': 'behaviour',
        'purchase_day_change': 'behaviour',
        'refund_count': 'behaviour',
        'revenue_amount': 'behaviour',
        'complaint_count': 'experience',
        'satisfaction_score': 'experience',
        'recommend_score': 'experience',
    } %}
    {% for factor, scene in factors.items() %}
        union all

        select
            customer_id,
            is_churned,
            '{{ scene }}' as scene_code,
            '{{ factor }}' as factor_name,
            cast({{ factor }} as decimal(18, 2)) as factor_value
        from customers
    {% endfor %}
),

final as (

    select
        customer_id,
        0 as factor_number,
        'level' as scene_code,
        'level' as factor_name,
        is_churned,
        cast(1 as decimal(18, 2)) as factor_value
    from customers

    union all

    select
        observed.customer_id,
        entering.factor_number,
        observed.scene_code,
        observed.factor_name,
        observed.is_churned,
        observed.factor_value
    from observed
    inner join entering
        on
            observed.scene_code = entering.scene_code
            and observed.factor_name = entering.factor_name

)

select * from final
