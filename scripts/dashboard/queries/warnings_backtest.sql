select
    horizon_days,
    warning_tier_code,
    warning_month as calendar_month,
    warned_customers,
    lapsed_customers,
    precision_rate,
    recall_rate,
    lift_ratio,
    median_lead_days,
    margin_at_risk_amount,
    margin_lost_amount
from warning_backtest
where
    (rule_set_code, combine_mode_code) in (
        select
            chosen.rule_set_code,
            chosen.combine_mode_code
        from customer_warnings as chosen
    )
    and is_complete
    and warning_tier_code in ('red', 'orange', 'yellow', 'none')
order by horizon_days, warning_month desc, lift_ratio desc
limit 600
