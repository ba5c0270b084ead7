select
    capability_code as capability,
    is_on,
    needed_columns as switched_on_by
from coverage
order by capability_code
