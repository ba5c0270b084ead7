select
    calendar_month,
    scene,
    group_code,
    group_value,
    answer_count,
    satisfaction_mean_ratio,
    expectation_mean_ratio,
    experience_mean_ratio,
    satisfaction_gap_ratio,
    complaint_count,
    complaint_rate,
    recovery_rate,
    recommend_rate,
    net_promoter_ratio
from satisfaction
inner join shown_groups using (group_code, group_value)
order by group_code, group_value, calendar_month desc, scene
limit 6000
