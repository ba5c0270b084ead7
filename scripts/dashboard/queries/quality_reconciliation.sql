select
    table_name,
    source_file,
    outcome_code,
    sum(row_count) as row_count,
    sum(source_amount) as source_amount
from reconciliation
group by table_name, source_file, outcome_code
order by table_name, source_file, outcome_code
limit 500
