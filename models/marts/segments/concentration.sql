{%- set poorest_first = '(
    partition by groups.group_code, groups.group_value
    order by facts.revenue_amount, facts.customer_id
    rows between unbounded preceding and current row
)' -%}
with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

groups as (

    select * from {{ ref('int_customer_groups') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

sizes as (

    select
        groups.group_code,
        groups.group_value,
        count(*) as customers,
        count(case when facts.revenue_amount > 0 then 1 end) as positive_customers,
        sum(case when facts.revenue_amount > 0 then facts.revenue_amount end)
            as positive_revenue_amount
    from groups
    inner join facts
        on groups.customer_id = facts.customer_id
    group by groups.group_code, groups.group_value

),

-- from the poorest to the richest of those who brought something
ranked as (

    select
        groups.group_code,
        groups.group_value,
        facts.revenue_amount,
        row_number() over {{ poorest_first }} as rank_number,
        sum(facts.revenue_amount) over {{ poorest_first }} as cumulative_amount
    from groups
    inner join facts
        on groups.customer_id = facts.customer_id
    where facts.revenue_amount > 0

),

placed as (

    select
        ranked.*,
        sizes.customers,
        sizes.positive_customers,
        sizes.positive_revenue_amount,
        sizes.positive_customers - ranked.rank_number as richer_customers,
        sizes.positive_revenue_amount - ranked.cumulative_amount as richer_amount
    from ranked
    inner join sizes
        on
            ranked.group_code = sizes.group_code
            and ranked.group_value = sizes.group_value

),

measures as (

    select
        placed.group_code,
        placed.group_value,
        sum(
            case
                when placed.richer_customers < ceil(rules.top_share * placed.customers)
                    then placed.revenue_amount
            end
        ) as top_amount,
        count(
            case
                when placed.richer_amount < rules.pareto_share * placed.positive_revenue_amount
                    then 1
            end
        ) as pareto_customers,
        sum({{ as_double('placed.rank_number') }} * placed.revenue_amount) as ranked_amount
    from placed
    cross join rules
    group by placed.group_code, placed.group_value

),

final as (

    select
        cast(placed.group_code as {{ dbt.type_string() }}) as group_code,
        cast(placed.group_value as {{ dbt.type_string() }}) as group_value,
        rules.as_of_date,
        placed.customers,
        placed.positive_customers,
        cast(measures.pareto_customers as bigint) as pareto_customers,
        {{ as_money('placed.positive_revenue_amount') }} as positive_revenue_amount,
        {{ ratio('placed.rank_number', 'placed.positive_customers') }} as customer_share,
        {{ ratio('placed.cumulative_amount', 'placed.positive_revenue_amount') }} as revenue_share,
        {{ ratio('measures.top_amount', 'placed.positive_revenue_amount') }} as top_20_share,
        {{ ratio('measures.pareto_customers', 'placed.customers') }} as pareto_customer_share,
        {{ gini_ratio(
            'measures.ranked_amount',
            'placed.positive_revenue_amount',
            'placed.positive_customers'
        ) }} as gini_ratio
    from placed
    inner join measures
        on
            placed.group_code = measures.group_code
            and placed.group_value = measures.group_value
    cross join rules
    -- constant: a curve has a point at each hundredth of the customers
    where mod(100 * placed.rank_number, placed.positive_customers) < 100

)

select * from final
