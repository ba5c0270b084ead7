select
    calendar_month,
    is_complete,
    referring_customers,
    warning_customers,
    positive_count,
    negative_count,
    won_count,
    won_in_spite_count,
    incentive_amount,
    referral_rate,
    won_share,
    net_word_ratio
from word_of_mouth
order by calendar_month desc
limit 60
