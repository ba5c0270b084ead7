with

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

categories as (

    select * from {{ ref('int_customer_categories') }}

),

segment_dates as (

    select * from {{ ref('int_segment_dates') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- days on which an old customer first bought in a category
new_business_days as (

    select
        categories.customer_id,
        categories.first_day_number
    from categories
    cross join rules
    where categories.purchase_day_number > rules.old_purchase_days
    group by categories.customer_id, categories.first_day_number

),

-- days with trade, and among them the dates of judgement
unioned as (

    select
        customer_days.customer_id,
        customer_days.day_number,
        cast(null as date) as segment_date,
        cast(null as date) as first_order_date,
        case when customer_days.is_purchase_day then customer_days.day_number end
            as purchase_number,
        new_business_days.first_day_number as new_business_number,
        customer_days.order_count,
        customer_days.revenue_amount,
        customer_days.revenue_amount - customer_days.estimated_cost_amount as margin_amount
    from customer_days
    left join new_business_days
        on
            customer_days.customer_id = new_business_days.customer_id
            and customer_days.day_number = new_business_days.first_day_number

    union all

    select
        facts.customer_id,
        segment_dates.day_number,
        segment_dates.segment_date,
        facts.first_order_date,
        null as purchase_number,
        null as new_business_number,
        0 as order_count,
        0 as revenue_amount,
        0 as margin_amount
    from facts
    inner join segment_dates
        on facts.first_order_date <= segment_dates.segment_date

),

final as (

    select
        unioned.customer_id,
        unioned.day_number,
        unioned.segment_date,
        unioned.first_order_date,
        unioned.segment_date is not null as is_judged,
        unioned.purchase_number,
        unioned.new_business_number,
        unioned.order_count,
        unioned.revenue_amount,
        unioned.margin_amount,
        {{ window_position('unioned.day_number', 'rules.lifecycle_window_days') }}
            as lifecycle_position,
        {{ window_position('unioned.day_number', 'rules.current_value_days') }} as value_position,
        -- null: the score looks at all history
        {{ window_position('unioned.day_number', 'rules.rfm_window_days') }} as score_position
    from unioned
    cross join rules

)

select * from final
