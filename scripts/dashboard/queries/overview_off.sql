select
    capability_code,
    needed_columns
from coverage
where not is_on
order by capability_code
