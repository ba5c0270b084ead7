select
    rfm_segment_code,
    rfm_cell_code,
    abc_class_code,
    value_quadrant_code,
    lifecycle_stage_code,
    ladder_code,
    relationship_type_code,
    pyramid_level_number
from customer_segments
where customer_id = $customer_id
