select
    segmentation_code,
    segment_code,
    customers,
    customer_share,
    revenue_amount,
    revenue_share,
    estimated_margin_amount,
    average_order_amount,
    churn_rate,
    retention_rate
from segment_summary
order by case segmentation_code when 'rfm_segment' then 0 else 1 end, segmentation_code, customers desc
