-- a curve of at most sixty points a group: the last in each sixtieth of the longest tenure
with

placed as (

    select
        group_code,
        group_value,
        tenure_days,
        at_risk_customers,
        survival_rate,
        standard_error_ratio,
        row_number() over (
            partition by
                group_code,
                group_value,
                floor(
                    tenure_days * 60.0
                    / (select max(longest.tenure_days) + 1 from survival_curve as longest)
                )
            order by tenure_days desc
        ) as place
    from survival_curve
    inner join shown_groups using (group_code, group_value)

)

select
    group_code,
    group_value,
    tenure_days,
    at_risk_customers,
    survival_rate,
    standard_error_ratio
from placed
where place = 1
order by group_code, group_value, tenure_days
