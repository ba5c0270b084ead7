with

categories as (

    select * from {{ ref('int_customer_categories') }}

),

lines as (

    select * from {{ ref('int_order_lines__accepted') }}
    where quantity > 0

),

up_sell_rules as (

    select * from {{ ref('up_sell_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- goods of an unknown kind are no further kind
last_steps as (

    select
        customer_id,
        max(step_number) as last_step_number
    from categories
    where category <> '(unknown)'
    group by customer_id

),

-- what a unit cost the customer on the first day, and later
prices as (

    select
        categories.customer_id,
        categories.category,
        categories.step_number,
        {{ as_float(
            'sum(case when lines.order_date = categories.first_date then lines.revenue_amount end)'
        ) }}
        / sum(case when lines.order_date = categories.first_date then lines.quantity end)
            as first_price,
        {{ as_float(
            'sum(case when lines.order_date > categories.first_date then lines.revenue_amount end)'
        ) }}
        / sum(case when lines.order_date > categories.first_date then lines.quantity end)
            as later_price
    from categories
    inner join lines
        on
            categories.customer_id = lines.customer_id
            and categories.category = lines.category
    group by categories.customer_id, categories.category, categories.step_number

),

summed as (

    select
        prices.category,
        max(up_sell_rules.rule_version_number) as rule_version_number,
        count(*) as customers,
        count(prices.later_price) as repeat_customers,
        count(
            case
                -- as a decimal, so that a rise by just as much counts on every engine
                when
                    cast(
                        prices.later_price
                        - (1 + up_sell_rules.minimum_rise_share) * prices.first_price
                        as decimal(38, 8)
                    ) >= 0
                    then 1
            end
        ) as up_sold_customers,
        count(case when last_steps.last_step_number > prices.step_number then 1 end)
            as cross_sold_customers
    from prices
    left join last_steps
        on prices.customer_id = last_steps.customer_id
    cross join as_of
    inner join up_sell_rules
        on {{ is_valid_on('up_sell_rules', 'as_of.as_of_date') }}
    group by prices.category

),

final as (

    select
        cast(summed.category as {{ dbt.type_string() }}) as category,
        as_of.as_of_date,
        summed.customers,
        summed.repeat_customers,
        case when summed.category <> '(unknown)' then summed.cross_sold_customers end
            as cross_sold_customers,
        summed.up_sold_customers,
        case
            when summed.category <> '(unknown)'
                then {{ ratio('summed.cross_sold_customers', 'summed.customers') }}
        end as further_category_rate,
        {{ ratio('summed.up_sold_customers', 'summed.repeat_customers') }} as trade_up_rate,
        summed.rule_version_number
    from summed
    cross join as_of

)

select * from final
