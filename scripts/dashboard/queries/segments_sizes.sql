select
    segmentation_code,
    segment_code,
    customers,
    customer_share
from segment_summary
order by case segmentation_code when 'rfm_segment' then 0 else 1 end, segmentation_code, customers desc
