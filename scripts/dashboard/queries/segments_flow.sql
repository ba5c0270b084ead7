select
    segmentation_code,
    calendar_month,
    from_segment_code,
    to_segment_code,
    customers,
    margin_amount
from segment_flow
where
    calendar_month = (select max(latest.calendar_month) from segment_flow as latest)
order by
    case segmentation_code when 'rfm_segment' then 0 else 1 end,
    segmentation_code,
    customers desc
