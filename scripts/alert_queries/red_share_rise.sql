-- By how much the share of customers in red rose since the version published before.
select
    avg(case when not is_published then is_red end)
    - avg(case when is_published then is_red end) as rise
from (
    select
        false as is_published,
        case when warning_tier_code = 'red' then 1 else 0 end as is_red
    from marts.customer_warnings
    union all
    select
        true as is_published,
        case when warning_tier_code = 'red' then 1 else 0 end as is_red
    from published.main.customer_warnings
)
