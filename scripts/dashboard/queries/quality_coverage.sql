select
    capability_code,
    is_on,
    row_count,
    needed_columns
from coverage
order by is_on desc, capability_code
