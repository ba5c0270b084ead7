select
    recency_score,
    frequency_score,
    count(*) as customers,
    sum(revenue_amount) as revenue_amount
from customer_segments
where recency_score is not null and frequency_score is not null
group by recency_score, frequency_score
order by recency_score, frequency_score
