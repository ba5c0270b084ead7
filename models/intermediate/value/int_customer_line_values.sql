with

lines as (

    select * from {{ ref('int_order_lines__accepted') }}

),

entered as (

    select * from {{ ref('int_customers__entered') }}

),

entry_references as (

    select * from {{ ref('int_entry_references') }}

),

cost_assumptions as (

    select * from {{ ref('cost_assumptions') }}

),

entry_categories as (

    select
        lines.customer_id,
        lines.category
    from lines
    inner join entered
        on lines.order_id = entered.first_order_id
    where lines.category <> '(unknown)'
    group by lines.customer_id, lines.category

),

placed as (

    select
        customer_id,
        count(*) as entry_category_count
    from entry_categories
    group by customer_id

),

-- a line at the prices its customer came at; without a list price those are the prices paid;
-- another category than at first is one that is known to be another
referred as (

    select
        lines.customer_id,
        case
            when lines.order_id = entered.first_order_id then 'entry'
            when
                lines.category <> '(unknown)'
                and placed.entry_category_count > 0
                and entry_categories.category is null
                then 'cross_sell'
            else 'repeat'
        end as part_code,
        case when lines.revenue_amount >= 0 then 1 else 0 end as line_count,
        lines.list_price is not null as is_list_price_known,
        coalesce(placed.entry_category_count, 0) > 0 as is_placed,
        lines.revenue_amount,
        coalesce(
            lines.variable_cost_amount,
            lines.revenue_amount * cost_assumptions.variable_cost_share
        ) as cost_amount,
        coalesce(
            {{ as_float('lines.quantity') }}
            * lines.list_price
            * (1 - coalesce(entry_references.entry_discount_ratio, 0)),
            lines.revenue_amount
        ) as reference_amount
    from lines
    inner join entered
        on lines.customer_id = entered.customer_id
    left join entry_references
        on entered.cohort_month = entry_references.cohort_month
    left join entry_categories
        on
            lines.customer_id = entry_categories.customer_id
            and lines.category = entry_categories.category
    left join placed
        on lines.customer_id = placed.customer_id
    left join cost_assumptions
        on {{ is_valid_on('cost_assumptions', 'lines.order_date') }}

),

final as (

    select
        customer_id,
        part_code,
        sum(line_count) as line_count,
        count(case when is_list_price_known then 1 end) as list_price_count,
        count(case when is_placed then 1 end) as placed_line_count,
        sum(reference_amount - cost_amount) as reference_margin_amount,
        sum(revenue_amount - reference_amount) as loyalty_amount,
        sum(revenue_amount - cost_amount) as line_margin_amount
    from referred
    group by customer_id, part_code

)

select * from final
