select
    cohort_grain_code,
    group_code,
    group_value,
    cohort_start_date,
    year_number,
    cohort_customers,
    clv_per_customer_amount
from dwyer_clv
inner join shown_groups using (group_code, group_value)
where is_horizon_year
order by cohort_grain_code desc, group_code, group_value, cohort_start_date
