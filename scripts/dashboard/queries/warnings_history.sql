select
    warning_month as calendar_month,
    warning_tier_code,
    max(warned_customers) as warned_customers
from warning_backtest
where
    (rule_set_code, combine_mode_code) in (
        select
            chosen.rule_set_code,
            chosen.combine_mode_code
        from customer_warnings as chosen
    )
    and warning_tier_code <> 'none'
group by warning_month, warning_tier_code
order by warning_month, warning_tier_code
