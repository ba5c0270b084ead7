-- The joins that explain a warning and say what to do lose nobody and repeat nobody.
select facts.customer_id
from {{ ref('int_customers__facts') }} as facts
full outer join {{ ref('customer_warnings') }} as warnings
    on facts.customer_id = warnings.customer_id
where facts.customer_id is null or warnings.customer_id is null
