with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

counted as (

    select
        customer_groups.group_code,
        customer_groups.group_value,
        count(*) as customers,
        count(case when facts.status_code = 'lapsed' then 1 end) as lapsed_customers,
        sum(case when facts.status_code = 'lapsed' then facts.revenue_amount else 0 end)
            as lapsed_revenue_amount
    from facts
    inner join customer_groups
        on facts.customer_id = customer_groups.customer_id
    group by customer_groups.group_code, customer_groups.group_value

),

totalled as (

    select
        *,
        sum(customers) over (partition by group_code) as all_customers,
        sum(lapsed_customers) over (partition by group_code) as all_lapsed_customers
    from counted

),

final as (

    select
        cast(totalled.group_code as {{ dbt.type_string() }}) as group_code,
        cast(totalled.group_value as {{ dbt.type_string() }}) as group_value,
        as_of.as_of_date,
        cast(totalled.customers as bigint) as customers,
        cast(totalled.lapsed_customers as bigint) as lapsed_customers,
        {{ as_money('totalled.lapsed_revenue_amount') }} as lapsed_revenue_amount,
        {{ ratio('totalled.customers', 'totalled.all_customers') }} as customer_share,
        {{ ratio('totalled.lapsed_customers', 'totalled.all_lapsed_customers') }} as lapsed_share,
        {{ lift_ratio(
            'totalled.lapsed_customers', 'totalled.customers',
            'totalled.all_lapsed_customers', 'totalled.all_customers'
        ) }} as lift_ratio
    from totalled
    cross join as_of

)

select * from final
