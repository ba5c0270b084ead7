with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

attributes as (

    select * from {{ ref('int_customers__accepted') }}

),

groups as (

    select * from {{ ref('int_customer_groups') }}

),

lines as (

    select * from {{ ref('int_order_lines__accepted') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

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
    where quantity > 0
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
        cast(facts.customer_id as {{ dbt.type_string() }}) as customer_id,
        facts.first_order_date,
        facts.last_order_date,
        facts.lapsed_date,
        facts.as_of_date,
        facts.cohort_month,
        cast(facts.status_code as {{ dbt.type_string() }}) as status_code,
        cast(grouped_values.country as {{ dbt.type_string() }}) as country,
        cast(grouped_values.region as {{ dbt.type_string() }}) as region,
        cast(grouped_values.channel as {{ dbt.type_string() }}) as channel,
        cast(grouped_values.acquisition_channel as {{ dbt.type_string() }}) as acquisition_channel,
        cast(attributes.acquisition_campaign_id as {{ dbt.type_string() }})
            as acquisition_campaign_id,
        cast(grouped_values.age_band as {{ dbt.type_string() }}) as age_band,
        cast(grouped_values.gender as {{ dbt.type_string() }}) as gender,
        cast(grouped_values.income_band as {{ dbt.type_string() }}) as income_band,
        cast(grouped_values.occupation as {{ dbt.type_string() }}) as occupation,
        cast(grouped_values.customer_type as {{ dbt.type_string() }}) as customer_type,
        facts.is_left_edge,
        facts.is_repeat,
        facts.order_count,
        facts.purchase_day_count,
        facts.lapse_count,
        case
            when as_of.is_line_table_given then coalesce(category_counts.category_count, 0)
        end as category_count,
        facts.revenue_amount,
        facts.refund_amount,
        facts.variable_cost_amount,
        facts.margin_amount,
        {{ as_money(average_order_amount(
            'facts.revenue_amount + facts.refund_amount', 'facts.order_count'
        )) }} as average_order_amount,
        facts.tenure_days,
        facts.recency_days,
        facts.median_gap_days,
        {{ silence_ratio('facts.recency_days', 'facts.median_gap_days') }} as silence_ratio
    from facts
    cross join as_of
    left join attributes
        on facts.customer_id = attributes.customer_id
    left join grouped_values
        on facts.customer_id = grouped_values.customer_id
    left join category_counts
        on facts.customer_id = category_counts.customer_id

)

select * from final
