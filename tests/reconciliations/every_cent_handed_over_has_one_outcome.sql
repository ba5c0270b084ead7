-- For every table: money that could be read = money accepted + money rejected.
with

handed_over as (

    select
        'orders' as table_name,
        sum(amount) as source_amount
    from {{ ref('stg_orders') }}

    union all

    select
        'order_lines' as table_name,
        sum(line_amount) as source_amount
    from {{ ref('stg_order_lines') }}

    union all

    select
        table_name,
        sum(source_amount) as source_amount
    from {{ ref('int_side_rows') }}
    group by table_name

),

outcomes as (

    select
        table_name,
        sum(source_amount) as source_amount
    from {{ ref('int_row_outcomes') }}
    group by table_name

)

select
    handed_over.table_name,
    handed_over.source_amount as money_read,
    outcomes.source_amount as money_with_an_outcome
from handed_over
left join outcomes
    on handed_over.table_name = outcomes.table_name
where coalesce(handed_over.source_amount, 0) <> coalesce(outcomes.source_amount, 0)
