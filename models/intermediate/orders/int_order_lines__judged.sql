with

lines as (

    select * from {{ ref('stg_order_lines') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

repeated as (

    select * from {{ ref('int_order_lines__repeated') }}

),

headers as (

    select * from {{ ref('int_order_headers__judged') }}
    where rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

rates as (

    select * from {{ ref('int_exchange_rates__accepted') }}

),

-- the header speaks for its lines; where there is no orders table, each line for itself
placed as (

    select
        lines.order_id,
        lines.line_number,
        lines.product_id,
        lines.quantity,
        lines.line_amount,
        lines.list_price,
        lines.unit_cost,
        lines.discount_amount,
        lines.attributes,
        lines.load_id,
        lines.source_file,
        lines.source_row_number,
        lines.content,
        lines.rejection_code as staged_rejection_code,
        repeated.rejection_code as repeated_rejection_code,
        as_of.as_of_date,
        as_of.reporting_currency_code,
        as_of.is_order_table_given,
        headers.order_id is not null as has_header,
        headers.currency_rate as header_currency_rate,
        lines.currency_code,
        case
            when as_of.is_order_table_given then headers.customer_id else lines.customer_id
        end as customer_id,
        case
            when as_of.is_order_table_given then headers.ordered_at else lines.ordered_at
        end as ordered_at,
        case
            when as_of.is_order_table_given then headers.channel else lines.channel
        end as channel
    from lines
    cross join as_of
    left join repeated
        on
            lines.source_file = repeated.source_file
            and lines.source_row_number = repeated.source_row_number
    left join headers
        on lines.order_id = headers.order_id

),

final as (

    select
        placed.order_id,
        placed.line_number,
        coalesce(identities.person_customer_id, placed.customer_id) as customer_id,
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
            {{ currency_rate(
                'placed.currency_code',
                'placed.reporting_currency_code',
                'rates.rate'
            ) }}
        ) as currency_rate,
        placed.load_id,
        placed.source_file,
        placed.source_row_number,
        case when not coalesce(identities.is_erased, false) then placed.content end as content,
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
                and {{ currency_rate(
                    'placed.currency_code',
                    'placed.reporting_currency_code',
                    'rates.rate'
                ) }}
                is null
                then 'unknown_currency'
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
