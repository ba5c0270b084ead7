select
    rfm_segment_code as segment,
    count(*) as customer_count
from customer_segments
group by rfm_segment_code
order by customer_count desc, segment
limit 8
