select
    cohort_start_date as won_in_year_from,
    cohort_customers as customers,
    year_number as years_counted,
    clv_per_customer_amount as value_per_customer
from dwyer_clv
where cohort_grain_code = 'year' and group_code = 'all' and is_horizon_year
order by cohort_start_date desc
limit 4
