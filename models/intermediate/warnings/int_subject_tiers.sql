with

warned as (

    select * from {{ ref('int_customers__warned') }}

),

at_stake as (

    select * from {{ ref('int_customers__at_stake') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

product_customers as (

    select * from {{ ref('int_product_customers') }}

),

members as (

    select
        'group' as subject_type_code,
        customer_groups.group_code as subject_code,
        customer_groups.group_value as subject_value,
        customer_groups.customer_id,
        at_stake.is_margin_estimated,
        at_stake.value_at_risk_amount
    from customer_groups
    left join at_stake
        on customer_groups.customer_id = at_stake.customer_id

    union all

    select
        'product' as subject_type_code,
        subject_code,
        subject_value,
        customer_id,
        is_margin_estimated,
        value_at_risk_amount
    from product_customers

),

final as (

    select
        members.subject_type_code,
        members.subject_code,
        members.subject_value,
        count(case when members.is_margin_estimated then 1 end) > 0 as is_margin_estimated,
        count(*) as customers,
        {% for tier in ['none', 'yellow', 'orange', 'red', 'lost', 'insufficient_history'] %}
            count(case when warned.warning_tier_code = '{{ tier }}' then 1 end)
                as {{ tier }}_customers,
            {{ as_money(
                "sum(case when warned.warning_tier_code = '" ~ tier ~ "' "
                ~ "then coalesce(members.value_at_risk_amount, 0) else 0 end)"
            ) }} as {{ tier }}_margin_amount,
        {% endfor %}
        {{ as_money('coalesce(sum(members.value_at_risk_amount), 0)') }} as margin_amount
    from members
    inner join warned
        on members.customer_id = warned.customer_id
    group by members.subject_type_code, members.subject_code, members.subject_value

)

select * from final
