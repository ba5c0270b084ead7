{%- set unit_cost = read_product('lines.unit_cost', 'lines.currency_rate', 'decimal(18, 6)') -%}
with

lines as (

    select * from {{ touched('int_order_lines__judged', 'order_id') }}
    where rejection_code is null

),

products as (

    select * from {{ ref('int_products__accepted') }}

),

final as (

    select
        lines.order_id,
        lines.line_number,
        lines.customer_id,
        lines.ordered_at,
        cast(lines.ordered_at as date) as order_date,
        lines.channel,
        lines.product_id,
        coalesce(products.category, '(unknown)') as category,
        cast(lines.quantity as decimal(18, 4)) as quantity,
        {{ read_product('lines.line_amount', 'lines.currency_rate', 'decimal(18, 4)') }}
            as revenue_amount,
        {{ read_product('lines.discount_amount', 'lines.currency_rate', 'decimal(18, 4)') }}
            as discount_amount,
        {{ read_product(
            'lines.quantity', 'coalesce(' ~ unit_cost ~ ', products.unit_cost)', 'decimal(18, 4)'
        ) }} as variable_cost_amount,
        coalesce(
            {{ read_product('lines.list_price', 'lines.currency_rate', 'decimal(18, 6)') }},
            products.list_price
        ) as list_price,
        lines.line_amount as source_amount,
        lines.attributes,
        lines.load_id,
        lines.source_file,
        lines.source_row_number
    from lines
    left join products
        on lines.product_id = products.product_id

)

select * from final
