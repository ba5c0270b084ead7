select
    behaviour_code,
    signal_code,
    event_count,
    led_count,
    led_share,
    mean_lead_days,
    median_lead_days
from experience_lead
order by behaviour_code, signal_code
