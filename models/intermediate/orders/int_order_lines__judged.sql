{%- set own_rate = currency_rate(
    'placed.currency_code', 'placed.reporting_currency_code', 'rates.rate'
) -%}
with

placed as (

    select * from {{ ref('int_order_lines__placed') }}

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

rates as (

    select * from {{ ref('int_exchange_rates__accepted') }}

),

final as (

    select
        placed.order_id,
        placed.line_number,
        coalesce(identities.person_customer_id, placed.customer_id) as customer_id,
        placed.customer_id as stated_customer_id,
        placed.ordered_at,
        placed.channel,
        placed.product_id,
        placed.quantity,
        placed.line_amount,
        placed.list_price,
        placed.unit_cost,
        placed.discount_amount,
        placed.attributes,
        coalesce(
            placed.header_currency_rate,
            {{ own_rate }}
        ) as currency_rate,
        placed.load_id,
        placed.source_file,
        placed.source_row_number,
        coalesce(identities.is_erased, false) as is_erased,
        case
            when placed.staged_rejection_code is not null then placed.staged_rejection_code
            when placed.is_order_table_given and not placed.has_header then 'orphan_line'
            when placed.customer_id is null then 'missing_customer_id'
            when placed.ordered_at is null then 'unreadable_date'
            when cast(placed.ordered_at as date) > placed.as_of_date then 'impossible_date'
            when placed.repeated_rejection_code is not null then placed.repeated_rejection_code
            when identities.is_erased then 'erased_customer'
            when
                not placed.has_header
                and {{ own_rate }}
                is null
                then 'unknown_currency'
            -- too large to be told to the cent
            when
                {{ read_product('placed.line_amount', 'coalesce(
                    placed.header_currency_rate, ' ~ own_rate ~ '
                )', 'decimal(18, 4)') }}
                is null
                then 'unreadable_amount'
        end as rejection_code
    from placed
    left join identities
        on placed.customer_id = identities.customer_id
    left join rates
        on
            placed.currency_code = rates.currency_code
            and cast(placed.ordered_at as date) = rates.rate_on

)

select * from final
