with

segments as (

    select * from {{ ref('int_customer_dates__segmented') }}

),

expected as (

    select * from {{ ref('int_customers__expected') }}

),

categories as (

    select * from {{ ref('int_customer_categories') }}
    where step_number > 1 and category <> '(unknown)'

),

lines as (

    select * from {{ ref('int_order_lines__accepted') }}

),

referrals as (

    select * from {{ ref('int_referral_pairs') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

customers as (

    select
        segments.customer_id,
        segments.current_margin_amount,
        segments.margin_amount,
        {{ date_plus_days('rules.as_of_date', '-rules.current_value_days') }} as eve_date,
        rules.current_value_days,
        {{ ratio('segments.margin_amount', 'segments.revenue_amount') }} as margin_ratio
    from segments
    inner join rules
        on segments.segment_date = rules.as_of_date

),

-- what customers spent in the last year on categories that were new to them
entries as (

    select sum({{ as_double('lines.revenue_amount') }} * customers.margin_ratio) as entry_amount
    from categories
    inner join lines
        on
            categories.customer_id = lines.customer_id
            and categories.category = lines.category
            and categories.first_date = lines.order_date
    inner join customers
        on categories.customer_id = customers.customer_id
    where categories.first_date > customers.eve_date

),

alive as (

    select sum(alive_probability_rate) as alive_customers
    from expected

),

-- what a referred customer has brought in
referred as (

    select avg(customers.margin_amount) as mean_amount
    from referrals
    inner join customers
        on referrals.referred_id = customers.customer_id
    where referrals.is_positive

),

referrers as (

    select
        referrals.referrer_id,
        count(*) as referral_count
    from referrals
    inner join customers
        on referrals.referrer_id = customers.customer_id
    where referrals.is_positive and referrals.referral_date > customers.eve_date
    group by referrals.referrer_id

),

final as (

    select
        customers.customer_id,
        customers.current_margin_amount,
        {{ as_money(
            as_double('expected.expected_order_ratio')
            ~ ' * expected.expected_order_amount * customers.margin_ratio'
            ~ ' * customers.current_value_days / expected.horizon_days'
            ~ ' - customers.current_margin_amount'
        ) }} as incremental_margin_amount,
        {{ as_money(
            as_double('entries.entry_amount') ~ ' * expected.alive_probability_rate'
            ~ ' / nullif(alive.alive_customers, 0)'
        ) }} as cross_sell_margin_amount,
        {{ as_money('referrers.referral_count * referred.mean_amount') }} as referral_margin_amount
    from customers
    left join expected
        on customers.customer_id = expected.customer_id
    left join referrers
        on customers.customer_id = referrers.referrer_id
    cross join entries
    cross join alive
    cross join referred

)

select * from final
