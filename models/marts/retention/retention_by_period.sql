with

flows as (

    select * from {{ ref('int_group_period_flows') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

dated as (

    select
        flows.*,
        as_of.as_of_date
    from flows
    cross join as_of

),

final as (

    select
        period_grain_code,
        group_code,
        group_value,
        period_number,
        period_start_date,
        period_end_date,
        as_of_date,
        is_complete,
        cast(opening_customers as bigint) as opening_customers,
        cast(retained_customers as bigint) as retained_customers,
        cast(lost_customers as bigint) as lost_customers,
        cast(new_customers as bigint) as new_customers,
        cast(resurrected_customers as bigint) as resurrected_customers,
        cast(active_customers as bigint) as active_customers,
        cast(repeat_customers as bigint) as repeat_customers,
        cast(referring_customers as bigint) as referring_customers,
        cast(order_count as bigint) as order_count,
        {{ as_money('opening_revenue_amount') }} as opening_revenue_amount,
        {{ as_money('new_revenue_amount') }} as new_revenue_amount,
        {{ as_money('resurrected_revenue_amount') }} as resurrected_revenue_amount,
        {{ as_money('expansion_revenue_amount') }} as expansion_revenue_amount,
        {{ as_money('contraction_revenue_amount') }} as contraction_revenue_amount,
        {{ as_money('churned_revenue_amount') }} as churned_revenue_amount,
        {{ as_money('revenue_amount') }} as revenue_amount,
        {{ as_money('refund_only_revenue_amount') }} as refund_only_revenue_amount,
        {{ as_money('revenue_amount + refund_only_revenue_amount') }} as total_revenue_amount,
        {{ churn_rate('lost_customers', 'opening_customers') }} as churn_rate,
        {{ retention_rate('retained_customers', 'opening_customers') }}
            as retention_rate,
        {{ consumer_churn_rate('lost_customers', 'opening_customers', 'new_customers') }}
            as consumer_churn_rate,
        {{ quick_ratio('new_customers', 'resurrected_customers', 'lost_customers') }}
            as quick_ratio,
        {{ gross_revenue_churn_rate(
            'churned_revenue_amount', 'contraction_revenue_amount', 'opening_revenue_amount'
        ) }} as gross_revenue_churn_rate,
        {{ gross_revenue_retention_ratio(
            'churned_revenue_amount', 'contraction_revenue_amount', 'opening_revenue_amount'
        ) }} as gross_revenue_retention_ratio,
        {{ net_revenue_churn_ratio(
            'churned_revenue_amount', 'contraction_revenue_amount',
            'expansion_revenue_amount', 'opening_revenue_amount'
        ) }} as net_revenue_churn_ratio,
        {{ net_revenue_churn_ratio(
            'churned_revenue_amount', 'contraction_revenue_amount',
            '(expansion_revenue_amount + resurrected_revenue_amount)', 'opening_revenue_amount'
        ) }} as net_revenue_churn_with_resurrected_ratio,
        {{ net_revenue_retention_ratio(
            'churned_revenue_amount', 'contraction_revenue_amount',
            'expansion_revenue_amount', 'opening_revenue_amount'
        ) }} as net_revenue_retention_ratio,
        {{ net_revenue_retention_ratio(
            'churned_revenue_amount', 'contraction_revenue_amount',
            '(expansion_revenue_amount + resurrected_revenue_amount)', 'opening_revenue_amount'
        ) }} as net_revenue_retention_with_resurrected_ratio,
        {{ repurchase_rate('repeat_customers', 'active_customers') }}
            as repurchase_rate,
        {{ referral_rate('referring_customers', 'active_customers') }} as referral_rate,
        case
            when period_grain_code in ('year', 'fiscal_year')
                then {{ expected_loyal_years_ratio('lost_customers', 'opening_customers') }}
        end as expected_loyal_years_ratio
    from dated

)

select * from final
