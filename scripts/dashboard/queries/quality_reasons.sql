select
    table_name,
    outcome_code,
    sum(row_count) as row_count,
    sum(source_amount) as source_amount
from reconciliation
where outcome_code <> 'accepted'
group by table_name, outcome_code
order by row_count desc, table_name, outcome_code
