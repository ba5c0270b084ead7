select
    block_code,
    measure_code,
    is_headline,
    month_count,
    correlation_ratio,
    next_month_correlation_ratio
from churn_correlations
order by month_count desc, block_code, is_headline desc, measure_code
