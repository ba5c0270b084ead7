{%- set everybody = '(
    partition by rule_set_code, combine_mode_code, horizon_days, calendar_month
)' -%}
with

outcomes as (

    select * from {{ ref('int_warning_outcomes') }}

),

leads as (

    select * from {{ ref('int_warning_leads') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

tiers as (

    select
        rule_set_code,
        rule_version_number,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        calendar_month,
        is_complete,
        sum(customers) as warned_customers,
        sum(estimated_customers) as estimated_customers,
        sum(value_at_risk_amount) as margin_at_risk_amount,
        sum(case when is_lapsed then customers else 0 end) as lapsed_customers,
        sum(case when is_lapsed then value_at_risk_amount else 0 end) as margin_lost_amount
    from outcomes
    group by
        rule_set_code,
        rule_version_number,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        calendar_month,
        is_complete

),

-- everybody who was not yet lost at the month's end, whatever the tier
based as (

    select
        *,
        sum(warned_customers) over {{ everybody }} as base_customers,
        sum(lapsed_customers) over {{ everybody }} as base_lapsed_customers,
        sum(
            case when warning_tier_code <> 'insufficient_history' then warned_customers else 0 end
        ) over {{ everybody }} as judged_customers,
        sum(
            case when warning_tier_code <> 'insufficient_history' then lapsed_customers else 0 end
        ) over {{ everybody }} as judged_lapsed_customers
    from tiers

),

final as (

    select
        cast(based.rule_set_code as {{ dbt.type_string() }}) as rule_set_code,
        based.rule_version_number,
        cast(based.combine_mode_code as {{ dbt.type_string() }}) as combine_mode_code,
        based.horizon_days,
        based.warning_tier_code,
        based.calendar_month as warning_month,
        as_of.as_of_date,
        based.is_complete,
        based.estimated_customers > 0 as is_margin_estimated,
        cast(based.warned_customers as bigint) as warned_customers,
        case when based.is_complete then cast(based.lapsed_customers as bigint) end
            as lapsed_customers,
        cast(based.base_customers as bigint) as base_customers,
        case when based.is_complete then cast(based.base_lapsed_customers as bigint) end
            as base_lapsed_customers,
        leads.median_lead_days,
        {{ as_money('based.margin_at_risk_amount') }} as margin_at_risk_amount,
        case when based.is_complete then {{ as_money('based.margin_lost_amount') }} end
            as margin_lost_amount,
        case
            when based.is_complete
                then {{ precision_rate('based.lapsed_customers', 'based.warned_customers') }}
        end as precision_rate,
        case
            when based.is_complete
                then {{ recall_rate('based.lapsed_customers', 'based.base_lapsed_customers') }}
        end as recall_rate,
        case
            when based.is_complete
                then {{ lift_ratio(
                    'based.lapsed_customers', 'based.warned_customers',
                    'based.base_lapsed_customers', 'based.base_customers'
                ) }}
        end as lift_ratio,
        case
            when based.is_complete and based.warning_tier_code <> 'insufficient_history'
                then {{ lift_ratio(
                    'based.lapsed_customers', 'based.warned_customers',
                    'based.judged_lapsed_customers', 'based.judged_customers'
                ) }}
        end as judged_lift_ratio
    from based
    left join leads
        on
            based.rule_set_code = leads.rule_set_code
            and based.combine_mode_code = leads.combine_mode_code
            and based.horizon_days = leads.horizon_days
            and based.warning_tier_code = leads.warning_tier_code
            and based.calendar_month = leads.calendar_month
    cross join as_of

)

select * from final
