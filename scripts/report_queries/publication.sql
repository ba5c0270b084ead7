select
    version_number,
    as_of_date,
    mart_count,
    row_count,
    passed_check_count,
    passed_test_count
from publication
order by version_number desc
limit 1
