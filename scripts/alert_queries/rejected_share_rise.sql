-- By how much the share of rejected rows among new files passes that of the version published
-- before; null where no file is new.
select new_files.rejected_share - known_files.rejected_share as rise
from (
    select
        sum(case when outcome_code <> 'accepted' then row_count else 0 end) / sum(row_count)
            as rejected_share
    from marts.reconciliation
    where load_id not in (select load_id from published.main.reconciliation)
) as new_files
cross join (
    select
        sum(case when outcome_code <> 'accepted' then row_count else 0 end) / sum(row_count)
            as rejected_share
    from published.main.reconciliation
) as known_files
