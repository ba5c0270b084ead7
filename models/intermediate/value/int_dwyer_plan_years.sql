with

plans as (

    select * from {{ ref('int_dwyer_plans__entered') }}

),

rules as (

    select * from {{ ref('dwyer_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- customers that a customer of one year leaves to the next
grown as (

    select
        plans.*,
        rules.retention_from,
        case when rules.referral_timing = 'same_year' then 1 + plans.referral_rate else 1 end
            as joining_ratio,
        case rules.referral_timing
            when 'same_year' then plans.retention_rate * (1 + plans.referral_rate)
            when 'next_year' then plans.retention_rate + plans.referral_rate
            when 'none' then plans.retention_rate
        end as growth_ratio,
        case when rules.referral_timing = 'next_year' then plans.referral_rate else 0 end
            as later_joining_rate
    from plans
    cross join as_of
    inner join rules
        on
            plans.dwyer_rule_code = rules.dwyer_rule_code
            and {{ is_valid_on('rules', 'as_of.as_of_date') }}

),

rolled as (

    select
        grown.*,
        grown.original_customers * {{ product_over(
            'grown.growth_ratio',
            'partition by grown.cohort_grain_code, grown.plan_code order by grown.year_number'
        ) }} as closing_customers
    from grown

),

followed as (

    select
        rolled.*,
        coalesce(
            lag(rolled.closing_customers) over (
                partition by rolled.cohort_grain_code, rolled.plan_code
                order by rolled.year_number
            ),
            rolled.original_customers
        ) as retained_customers,
        -- beyond the table the last growth goes on
        coalesce(
            lead(rolled.closing_customers) over (
                partition by rolled.cohort_grain_code, rolled.plan_code
                order by rolled.year_number
            ),
            rolled.closing_customers * rolled.growth_ratio
        ) as next_closing_customers
    from rolled

),

final as (

    select
        cohort_grain_code,
        plan_code,
        year_number,
        dwyer_rule_code,
        interest_shift,
        start_date,
        original_customers,
        retention_rate,
        case retention_from
            when 'year1' then closing_customers
            else retained_customers * joining_ratio
        end as opening_customers,
        case retention_from
            when 'year1' then next_closing_customers
            else closing_customers
        end as next_customers,
        retained_customers * (joining_ratio - 1)
        + coalesce(
            lag(retained_customers * later_joining_rate) over (
                partition by cohort_grain_code, plan_code
                order by year_number
            ),
            0
        ) as referred_customers,
        growth_ratio,
        transactions_per_period,
        periods_per_year,
        amount_per_transaction_amount,
        variable_cost_share,
        variable_cost_per_customer_amount,
        marketing_cost_per_customer_amount,
        acquisition_cost_per_customer_amount,
        referral_incentive_amount
    from followed

)

select * from final
