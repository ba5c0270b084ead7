with

group_equity as (

    select * from {{ ref('int_group_equity') }}

),

equity_months as (

    select * from {{ ref('int_group_equity_months') }}

),

-- the month of analysis, and those before it as they themselves saw it
unioned as (

    select
        {{ month_of('group_equity.as_of_date') }} as as_of_month,
        group_equity.as_of_date as seen_until_date,
        group_equity.as_of_date,
        group_equity.group_code,
        group_equity.group_value,
        true as is_current,
        group_equity.customer_count,
        group_equity.new_count,
        equity_months.retention_ratio,
        equity_months.ladder_amount,
        group_equity.current_amount,
        group_equity.future_cohort_amount,
        group_equity.transaction_amount,
        group_equity.referral_amount,
        group_equity.growth_amount
    from group_equity
    left join equity_months
        on
            group_equity.group_code = equity_months.group_code
            and group_equity.group_value = equity_months.group_value
            and group_equity.as_of_date = equity_months.seen_until_date

    union all

    select
        equity_months.calendar_month as as_of_month,
        equity_months.seen_until_date,
        group_equity.as_of_date,
        equity_months.group_code,
        equity_months.group_value,
        false as is_current,
        equity_months.customer_count,
        equity_months.new_count,
        equity_months.retention_ratio,
        equity_months.ladder_amount,
        equity_months.ladder_amount as current_amount,
        null as future_cohort_amount,
        null as transaction_amount,
        null as referral_amount,
        null as growth_amount
    from equity_months
    inner join group_equity
        on
            equity_months.group_code = group_equity.group_code
            and equity_months.group_value = group_equity.group_value
            and equity_months.calendar_month < {{ month_of('group_equity.as_of_date') }}

),

final as (

    select
        as_of_month,
        seen_until_date,
        as_of_date,
        group_code,
        group_value,
        is_current,
        cast(customer_count as bigint) as customers,
        cast(new_count as bigint) as new_customers,
        retention_ratio as retention_rate,
        {{ as_money('current_amount') }} as current_equity_amount,
        {{ as_money('ladder_amount') }} as ladder_equity_amount,
        {{ as_money('future_cohort_amount') }} as future_cohort_equity_amount,
        {{ as_money('transaction_amount') }} as transaction_value_amount,
        {{ as_money('referral_amount') }} as referral_value_amount,
        {{ as_money('growth_amount') }} as growth_value_amount,
        -- nothing that is handed over measures what customers teach a business
        cast(null as decimal(18, 2)) as knowledge_value_amount
    from unioned

)

select * from final
