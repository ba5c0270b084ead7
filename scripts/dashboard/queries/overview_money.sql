select
    table_name,
    sum(row_count) as row_count,
    sum(case when outcome_code = 'accepted' then row_count else 0 end) as accepted_count,
    sum(case when outcome_code = 'accepted' then 0 else row_count end) as rejected_count,
    sum(source_amount) as source_amount
from reconciliation
group by table_name
order by table_name
