select
    salesperson_id,
    stage_number,
    stage_code,
    lead_count,
    reached_count,
    open_count,
    overdue_count,
    won_count,
    lost_count,
    mean_close_days,
    reach_rate,
    win_rate
from sales_funnel
order by salesperson_id, stage_number
limit 1000
