select
    group_code,
    group_value,
    cohort_start_date,
    cohort_customers,
    clv_per_customer_amount
from dwyer_clv
inner join shown_groups using (group_code, group_value)
where
    is_horizon_year
    and cohort_grain_code = 'year'
    and cohort_start_date = (
        select max(latest.cohort_start_date)
        from dwyer_clv as latest
        where latest.cohort_grain_code = 'year' and latest.is_horizon_year
    )
order by group_code, clv_per_customer_amount desc
