select
    version_number,
    published_at,
    as_of_date,
    git_revision_code,
    passed_check_count,
    passed_test_count,
    mart_count,
    row_count,
    content_hash_code
from publication
order by version_number desc
limit 20
