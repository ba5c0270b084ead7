select
    segmentation_code,
    segment_code,
    other_segmentation_code,
    other_segment_code,
    customers,
    customer_share,
    revenue_amount,
    estimated_margin_amount
from segment_crosses
order by
    case segmentation_code when 'abc_class' then 0 else 1 end,
    segmentation_code,
    segment_code,
    other_segmentation_code,
    customers desc,
    other_segment_code
