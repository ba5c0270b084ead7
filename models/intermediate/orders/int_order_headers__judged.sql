with

orders as (

    select * from {{ ref('stg_orders') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

rates as (

    select * from {{ ref('int_exchange_rates__accepted') }}

),

status_rules as (

    select * from {{ ref('order_status_rules') }}

),

superseded as (

    select * from {{ ref('int_order_headers__superseded') }}

),

final as (

    select
        orders.order_id,
        coalesce(identities.person_customer_id, orders.customer_id) as customer_id,
        orders.customer_id as stated_customer_id,
        orders.ordered_at,
        orders.amount,
        orders.variable_cost,
        orders.discount_amount,
        orders.channel,
        orders.campaign_id,
        orders.salesperson_id,
        orders.refunds_order_id,
        orders.attributes,
        {{ currency_rate('orders.currency_code', 'as_of.reporting_currency_code', 'rates.rate') }}
            as currency_rate,
        orders.load_id,
        orders.source_file,
        orders.source_row_number,
        coalesce(identities.is_erased, false) as is_erased,
        case
            when orders.rejection_code is not null then orders.rejection_code
            when cast(orders.ordered_at as date) > as_of.as_of_date then 'impossible_date'
            when superseded.source_row_number is not null then 'superseded_row'
            when not status_rules.is_trade then 'cancelled_order'
            when identities.is_erased then 'erased_customer'
            when
                {{ currency_rate(
                    'orders.currency_code',
                    'as_of.reporting_currency_code',
                    'rates.rate'
                ) }}
                is null
                then 'unknown_currency'
            -- too large to be told to the cent
            when
                {{ read_product('orders.amount', currency_rate(
                    'orders.currency_code',
                    'as_of.reporting_currency_code',
                    'rates.rate'
                ), 'decimal(18, 4)') }}
                is null
                then 'unreadable_amount'
        end as rejection_code
    from orders
    cross join as_of
    left join superseded
        on
            orders.source_file = superseded.source_file
            and orders.source_row_number = superseded.source_row_number
    left join identities
        on orders.customer_id = identities.customer_id
    left join rates
        on
            orders.currency_code = rates.currency_code
            and cast(orders.ordered_at as date) = rates.rate_on
    left join status_rules
        on orders.order_status_code = status_rules.order_status_code

)

select * from final
