select
    group_code,
    group_value,
    band_number,
    satisfaction_band_code,
    answer_count,
    retained_count,
    retention_rate,
    step_ratio
from satisfaction_retention
inner join shown_groups using (group_code, group_value)
order by group_code, group_value, band_number
