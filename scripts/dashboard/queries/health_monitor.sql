select
    calendar_month,
    is_complete,
    churn_rate,
    retention_rate,
    referral_rate,
    complaint_rate,
    market_size_amount,
    market_revenue_share,
    market_growth_ratio,
    sales_amount,
    margin_amount,
    profit_amount,
    return_on_investment_ratio,
    competitiveness_ratio,
    event_names
from churn_monitor
order by calendar_month desc
limit 60
