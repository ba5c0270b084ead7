with

segments as (

    select * from {{ ref('int_customer_dates__segmented') }}

),

customers as (

    select * from {{ ref('int_customers__accepted') }}

),

responses as (

    select * from {{ ref('int_customers__responsive') }}

),

referrals as (

    select * from {{ ref('int_referral_pairs') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

loyalty_rules as (

    select * from {{ ref('loyalty_rules') }}

),

advocates as (

    select referrer_id
    from referrals
    where is_positive
    group by referrer_id

),

-- the first that matches wins; the last is what is left when nothing else explains why they stay
final as (

    select
        segments.customer_id,
        case
            when segments.lifecycle_stage_code = 'lost' then 'none'
            when segments.purchase_day_count < loyalty_rules.minimum_purchase_days then 'none'
            when advocates.referrer_id is not null then 'super_value'
            when customers.switching_cost > 0 then 'monopoly'
            when responses.promotion_order_share >= loyalty_rules.price_order_share then 'price'
            when
                segments.tenure_days >= loyalty_rules.latent_tenure_days
                and segments.purchase_day_count * loyalty_rules.latent_tenure_days
                < loyalty_rules.latent_purchase_days * segments.tenure_days
                then 'latent'
            else 'inertial'
        end as loyalty_type_code,
        loyalty_rules.rule_version_number as loyalty_rule_version_number
    from segments
    inner join rules
        on segments.segment_date = rules.as_of_date
    inner join loyalty_rules
        on {{ is_valid_on('loyalty_rules', 'rules.as_of_date') }}
    left join customers
        on segments.customer_id = customers.customer_id
    left join responses
        on segments.customer_id = responses.customer_id
    left join advocates
        on segments.customer_id = advocates.referrer_id

)

select * from final
