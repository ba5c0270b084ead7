with

customers as (

    select * from {{ ref('int_customers__cut') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}
    where group_code <> 'all'

),

totals as (

    select
        count(*) as customers,
        count(case when is_churned then 1 end) as churned_customers
    from customers

),

-- an attribute's value is a factor of its own: those who have it (1) against all others (0)
having_counts as (

    select
        customer_groups.group_code,
        customer_groups.group_value,
        count(*) as customers,
        count(case when customers.is_churned then 1 end) as churned_customers
    from customers
    inner join customer_groups
        on customers.customer_id = customer_groups.customer_id
    group by customer_groups.group_code, customer_groups.group_value

),

attributes as (

    select
        group_code || ' = ' || group_value as factor_name,
        1 as factor_value,
        customers,
        churned_customers
    from having_counts

    union all

    select
        having_counts.group_code || ' = ' || having_counts.group_value as factor_name,
        0 as factor_value,
        totals.customers - having_counts.customers as customers,
        totals.churned_customers - having_counts.churned_customers as churned_customers
    from having_counts
    cross join totals
    where totals.customers > having_counts.customers

),

final as (

    select
        'attributes' as scene_code,
        factor_name,
        cast(factor_value as decimal(18, 2)) as factor_value,
        cast(customers as bigint) as customers,
        cast(churned_customers as bigint) as churned_customers
    from attributes
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
            '{{ scene }}' as scene_code,
            '{{ factor }}' as factor_name,
            cast({{ factor }} as decimal(18, 2)) as factor_value,
            cast(count(*) as bigint) as customers,
            cast(count(case when is_churned then 1 end) as bigint) as churned_customers
        from customers
        where {{ factor }} is not null
        group by cast({{ factor }} as decimal(18, 2))
    {% endfor %}
)

select * from final
