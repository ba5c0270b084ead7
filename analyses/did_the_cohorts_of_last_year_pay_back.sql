-- Did the customers won in each of the last quarters pay back what winning them cost?
-- Years that are over or open hold what happened; a cohort has paid back in the first year in which
-- its cumulative present value is not negative.
with

cohorts as (

    select * from {{ ref('dwyer_clv') }}

),

final as (

    select
        cohorts.cohort_start_date,
        max(cohorts.cohort_customers) as cohort_customers,
        max(case when cohorts.is_horizon_year then cohorts.clv_per_customer_amount end)
            as clv_per_customer_amount,
        min(
            case
                when cohorts.cumulative_net_present_value_amount >= 0 then cohorts.year_number
            end
        ) as first_year_paid_back_number,
        min(case when cohorts.is_projected then cohorts.year_number end)
            as first_projected_year_number
    from cohorts
    where cohorts.cohort_grain_code = 'quarter' and cohorts.group_code = 'all'
    group by cohorts.cohort_start_date

)

select * from final
order by cohort_start_date desc
