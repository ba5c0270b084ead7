with

lines as (

    select * from {{ ref('int_order_lines__accepted') }}

),

rule_sets as (

    select * from {{ ref('int_warning_rule_sets') }}
    where is_default

),

-- a customer's lines of one product on one day are one visit
product_visits as (

    select
        'product' as subject_code,
        product_id as subject_value,
        customer_id,
        order_date,
        count(case when quantity > 0 and revenue_amount >= 0 then 1 end) > 0 as is_visit,
        sum(revenue_amount) as revenue_amount
    from lines
    where product_id is not null
    group by product_id, customer_id, order_date

),

category_visits as (

    select
        'category' as subject_code,
        category as subject_value,
        customer_id,
        order_date,
        count(case when quantity > 0 and revenue_amount >= 0 then 1 end) > 0 as is_visit,
        sum(revenue_amount) as revenue_amount
    from lines
    group by category, customer_id, order_date

),

visits as (

    select * from product_visits

    union all

    select * from category_visits

),

lasts as (

    select
        subject_code,
        subject_value,
        max(order_date) as last_date
    from visits
    where is_visit
    group by subject_code, subject_value

),

aged as (

    select
        lasts.subject_code,
        lasts.subject_value,
        lasts.last_date,
        rule_sets.window_days,
        visits.is_visit,
        visits.revenue_amount,
        {{ days_between('visits.order_date', 'lasts.last_date') }} as age_days
    from visits
    inner join lasts
        on
            visits.subject_code = lasts.subject_code
            and visits.subject_value = lasts.subject_value
    cross join rule_sets

),

final as (

    select
        subject_code,
        subject_value,
        last_date,
        cast({{ window_count('is_visit', 'age_days', '0', 'window_days') }} as bigint)
            as frequency_current_count,
        cast({{ window_count('is_visit', 'age_days', 'window_days', 'window_days') }} as bigint)
            as frequency_baseline_count,
        {{ as_money(window_sum('revenue_amount', 'age_days', '0', 'window_days')) }}
            as monetary_current_amount,
        {{ as_money(window_sum('revenue_amount', 'age_days', 'window_days', 'window_days')) }}
            as monetary_baseline_amount
    from aged
    group by subject_code, subject_value, last_date

)

select * from final
