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

numbered as (

    select
        *,
        row_number() over (order by customer_id asc) as customer_number
    from customers

),

observed as (

    select
        numbered.customer_number,
        numbered.is_churned,
        'attributes' as scene_code,
        customer_groups.group_code || ' = ' || customer_groups.group_value as factor_name,
        cast(1 as decimal(18, 2)) as factor_value
    from numbered
    inner join customer_groups
        on numbered.customer_id = customer_groups.customer_id
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
            customer_number,
            is_churned,
            '{{ scene }}' as scene_code,
            '{{ factor }}' as factor_name,
            cast({{ factor }} as decimal(18, 2)) as factor_value
        from numbered
    {% endfor %}
),

final as (

    select
        customer_number,
        0 as factor_number,
        'level' as scene_code,
        'level' as factor_name,
        is_churned,
        cast(1 as decimal(18, 2)) as factor_value
    from numbered

    union all

    select
        observed.customer_number,
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
