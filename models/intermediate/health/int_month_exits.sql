with

exits as (

    select * from {{ ref('int_customer_exits__explained') }}

),

tree as (

    select * from {{ ref('churn_reason_tree') }}

),

lost as (

    select
        exits.exit_month,
        count(*) as lapsed_customers,
        count(case when exits.reason_code <> 'not_stated' then 1 end) as stated_customers,
        count(
            case when exits.reason_code <> 'not_stated' and tree.is_controllable then 1 end
        ) as controllable_customers,
        max(case when exits.is_margin_estimated then 1 else 0 end) = 1 as is_margin_estimated,
        sum(exits.revenue_lost_amount) as revenue_lost_amount,
        sum(exits.margin_lost_amount) as margin_lost_amount
    from exits
    inner join tree
        on exits.reason_code = tree.reason_code
    group by exits.exit_month

),

causes as (

    select
        exit_month,
        reason_code,
        row_number() over (
            partition by exit_month
            order by count(*) desc, sum(margin_lost_amount) desc, reason_code asc
        ) as cause_number
    from exits
    where reason_code <> 'not_stated'
    group by exit_month, reason_code

),

final as (

    select
        lost.exit_month,
        causes.reason_code as first_reason_code,
        tree.suggested_response as first_response,
        lost.is_margin_estimated,
        lost.lapsed_customers,
        lost.stated_customers,
        lost.controllable_customers,
        lost.revenue_lost_amount,
        lost.margin_lost_amount
    from lost
    left join causes
        on
            lost.exit_month = causes.exit_month
            and causes.cause_number = 1
    left join tree
        on causes.reason_code = tree.reason_code

)

select * from final
