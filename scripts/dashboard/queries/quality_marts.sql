select
    mart_name,
    row_count,
    content_hash_code
from publication_marts
where version_number = (select max(latest.version_number) from publication_marts as latest)
order by mart_name
