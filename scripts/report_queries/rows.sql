select
    table_name,
    cast(sum(row_count) as bigint) as handed_over,
    cast(sum(case when outcome_code = 'accepted' then row_count else 0 end) as bigint) as accepted,
    cast(sum(case when outcome_code <> 'accepted' then row_count else 0 end) as bigint) as rejected,
    sum(source_amount) as money
from reconciliation
group by table_name
order by table_name
