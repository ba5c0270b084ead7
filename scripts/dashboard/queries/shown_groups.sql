-- the groups that the filter offers: of each attribute the ten with the most customers
with

sizes as (

    select
        group_code,
        group_value,
        max(active_customers) as active_customers
    from retention_by_period
    where period_grain_code = 'month'
    group by group_code, group_value

),

ranked as (

    select
        group_code,
        group_value,
        row_number() over (
            partition by group_code
            order by active_customers desc, group_value
        ) as place
    from sizes

)

select
    group_code,
    group_value
from ranked
where place <= 10
order by case group_code when 'all' then 0 else 1 end, group_code, place
