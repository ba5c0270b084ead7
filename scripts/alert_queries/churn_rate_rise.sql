-- By how much churn of the latest complete month rose since the version published before.
with

months as (

    select
        is_published,
        churn_rate,
        row_number() over (partition by is_published order by period_start_date desc) as place
    from (
        select false as is_published, * from marts.retention_by_period
        union all by name
        select true as is_published, * from published.main.retention_by_period
    )
    where period_grain_code = 'month' and group_code = 'all' and is_complete

)

select
    max(case when not is_published then churn_rate end)
    - max(case when is_published then churn_rate end) as rise
from months
where place = 1
