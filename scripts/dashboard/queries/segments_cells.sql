select
    rfm_cell_code,
    rfm_segment_code,
    relationship_type_code,
    customers,
    order_count,
    revenue_amount,
    estimated_margin_amount
from rfm_cells
order by rfm_cell_code desc
