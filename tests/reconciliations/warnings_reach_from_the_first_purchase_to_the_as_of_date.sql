-- Under every rule set each customer's intervals begin at the first purchase, and one of them lasts
-- on the as-of date. With tiles that meet end to end, no day is left out.
with

periods as (

    select
        customer_id,
        rule_set_code,
        min(valid_from_date) as first_date,
        count(case when valid_to_date is null then 1 end) as open_count
    from {{ ref('int_customer_warning_periods') }}
    group by customer_id, rule_set_code

),

rule_sets as (

    select rule_set_code from {{ ref('int_warning_rule_sets') }}

)

select
    facts.customer_id,
    rule_sets.rule_set_code,
    facts.first_order_date,
    periods.first_date,
    periods.open_count
from {{ ref('int_customers__facts') }} as facts
cross join rule_sets
left join periods
    on
        facts.customer_id = periods.customer_id
        and rule_sets.rule_set_code = periods.rule_set_code
where
    periods.customer_id is null
    or facts.first_order_date <> periods.first_date
    or periods.open_count <> 1
