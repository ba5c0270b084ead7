with

exits as (

    select * from {{ ref('int_customer_exits__explained') }}

),

tree as (

    select * from {{ ref('churn_reason_tree') }}

),

inputs as (

    select * from {{ ref('int_inputs') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- without the table nobody was asked, which is not the same as nobody having a reason
asked as (

    select table_name
    from inputs
    where table_name = 'churn_reasons'
    group by table_name

),

leaves as (

    select
        exits.exit_month,
        exits.reason_code,
        exits.lifecycle_stage_code,
        count(*) as lost_customers,
        max(case when exits.is_margin_estimated then 1 else 0 end) = 1 as is_margin_estimated,
        sum(exits.revenue_lost_amount) as revenue_lost_amount,
        sum(exits.margin_lost_amount) as margin_lost_amount
    from exits
    cross join asked
    group by exits.exit_month, exits.reason_code, exits.lifecycle_stage_code

),

totalled as (

    select
        *,
        sum(lost_customers) over (partition by exit_month) as month_customers,
        sum(case when reason_code = 'not_stated' then 0 else lost_customers end)
            over (partition by exit_month) as stated_customers
    from leaves

),

final as (

    select
        totalled.exit_month,
        as_of.as_of_date,
        cast(totalled.reason_code as {{ dbt.type_string() }}) as reason_code,
        cast(totalled.lifecycle_stage_code as {{ dbt.type_string() }}) as lifecycle_stage_code,
        cast(tree.level_1_code as {{ dbt.type_string() }}) as level_1_code,
        cast(tree.level_2_code as {{ dbt.type_string() }}) as level_2_code,
        cast(tree.level_3_code as {{ dbt.type_string() }}) as level_3_code,
        cast(tree.eight_cause_code as {{ dbt.type_string() }}) as eight_cause_code,
        cast(tree.six_kind_code as {{ dbt.type_string() }}) as six_kind_code,
        cast(tree.six_reason_code as {{ dbt.type_string() }}) as six_reason_code,
        tree.is_voluntary,
        tree.is_controllable,
        tree.is_recoverable,
        tree.is_worth_saving,
        totalled.is_margin_estimated,
        cast(totalled.lost_customers as bigint) as lost_customers,
        {{ as_money('totalled.revenue_lost_amount') }} as revenue_lost_amount,
        {{ as_money('totalled.margin_lost_amount') }} as margin_lost_amount,
        {{ ratio('totalled.lost_customers', 'totalled.month_customers') }} as customer_share,
        case
            when totalled.reason_code <> 'not_stated'
                then {{ ratio('totalled.lost_customers', 'totalled.stated_customers') }}
        end as stated_share,
        cast(tree.suggested_response as {{ dbt.type_string() }}) as suggested_response
    from totalled
    inner join tree
        on totalled.reason_code = tree.reason_code
    cross join as_of

)

select * from final
