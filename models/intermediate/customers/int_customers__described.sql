with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

attributes as (

    select * from {{ ref('int_customers__accepted') }}

),

groups as (

    select * from {{ ref('int_customer_groups') }}

),

lines as (

    select * from {{ ref('int_order_lines__accepted') }}
    where quantity > 0 and category <> '(unknown)'

),

products as (

    select * from {{ ref('int_products__accepted') }}

),

-- goods without a category say nothing of how many there are
given as (

    select count(category) > 0 as is_category_given
    from products

),

-- attributes that orders and customers share are told by the groups, where both are weighed
grouped_values as (

    select
        customer_id,
        max(case when group_code = 'channel' then group_value end) as channel,
        max(case when group_code = 'country' then group_value end) as country,
        max(case when group_code = 'region' then group_value end) as region,
        max(case when group_code = 'acquisition_channel' then group_value end)
            as acquisition_channel,
        max(case when group_code = 'age_band' then group_value end) as age_band,
        max(case when group_code = 'gender' then group_value end) as gender,
        max(case when group_code = 'income_band' then group_value end) as income_band,
        max(case when group_code = 'occupation' then group_value end) as occupation,
        max(case when group_code = 'customer_type' then group_value end) as customer_type
    from groups
    group by customer_id

),

customer_categories as (

    select
        customer_id,
        category
    from lines
    group by customer_id, category

),

category_counts as (

    select
        customer_id,
        count(*) as category_count
    from customer_categories
    group by customer_id

),

final as (

    select
        facts.customer_id,
        grouped_values.country,
        grouped_values.region,
        grouped_values.channel,
        grouped_values.acquisition_channel,
        attributes.acquisition_campaign_id,
        grouped_values.age_band,
        grouped_values.gender,
        grouped_values.income_band,
        grouped_values.occupation,
        grouped_values.customer_type,
        case
            when as_of.is_line_table_given and given.is_category_given
                then coalesce(category_counts.category_count, 0)
        end as category_count
    from facts
    cross join as_of
    cross join given
    left join attributes
        on facts.customer_id = attributes.customer_id
    left join grouped_values
        on facts.customer_id = grouped_values.customer_id
    left join category_counts
        on facts.customer_id = category_counts.customer_id

)

select * from final
