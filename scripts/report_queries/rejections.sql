select
    outcome_code as reason,
    cast(sum(row_count) as bigint) as row_count,
    sum(source_amount) as money
from reconciliation
where outcome_code <> 'accepted'
group by outcome_code
order by row_count desc, reason
limit 8
