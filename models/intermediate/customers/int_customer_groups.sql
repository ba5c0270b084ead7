with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

orders as (

    select * from {{ ref('int_orders__accepted') }}
    where not is_refund

),

customers as (

    select * from {{ ref('int_customers__accepted') }}

),

mapped_columns as (

    select * from {{ ref('stg_mapped_columns') }}

),

group_rules as (

    select * from {{ ref('group_rules') }}

),

-- attributes of orders are those of the first purchase, so that no customer changes group
ranked_orders as (

    select
        customer_id,
        channel,
        attributes,
        row_number() over (
            partition by customer_id
            order by order_date, ordered_at, order_id
        ) as order_number
    from orders

),

first_orders as (

    select
        customer_id,
        channel,
        attributes
    from ranked_orders
    where order_number = 1

),

-- attributes of the contract that are given, and all further ones
given_groups as (

    select mapped_columns.column_name as group_code
    from mapped_columns
    left join group_rules
        on mapped_columns.column_name = group_rules.group_code
    where
        mapped_columns.table_name in ('orders', 'order_lines', 'customers')
        and (mapped_columns.is_attribute or group_rules.group_code is not null)
    group by mapped_columns.column_name

    union all

    select group_code
    from group_rules
    where is_always_given

),

final as (

    select
        facts.customer_id,
        given_groups.group_code,
        coalesce(
            case given_groups.group_code
                when 'all' then 'all'
                when 'cohort_year'
                    then cast(extract(year from facts.first_order_date) as {{ dbt.type_string() }})
                when 'channel' then first_orders.channel
                when 'country' then customers.country
                when 'region' then customers.region
                when 'acquisition_channel' then customers.acquisition_channel
                when 'age_band' then customers.age_band
                when 'gender' then customers.gender
                when 'income_band' then customers.income_band
                when 'occupation' then customers.occupation
                when 'customer_type' then customers.customer_type
            end,
            {{ json_text('customers.attributes', 'given_groups.group_code') }},
            {{ json_text('first_orders.attributes', 'given_groups.group_code') }},
            '(unknown)'
        ) as group_value
    from facts
    inner join first_orders
        on facts.customer_id = first_orders.customer_id
    left join customers
        on facts.customer_id = customers.customer_id
    cross join given_groups

)

select * from final
