with

group_equity as (

    select * from {{ ref('int_group_equity') }}

),

final as (

    select
        {{ month_of('as_of_date') }} as as_of_month,
        as_of_date,
        group_code,
        group_value,
        cast(customer_count as bigint) as customers,
        cast(new_count as bigint) as new_customers,
        {{ as_money('current_amount') }} as current_equity_amount,
        {{ as_money('future_cohort_amount') }} as future_cohort_equity_amount,
        {{ as_money('transaction_amount') }} as transaction_value_amount,
        {{ as_money('referral_amount') }} as referral_value_amount,
        {{ as_money('growth_amount') }} as growth_value_amount,
        -- nothing that is handed over measures what customers teach a business
        cast(null as decimal(18, 2)) as knowledge_value_amount
    from group_equity

)

select * from final
