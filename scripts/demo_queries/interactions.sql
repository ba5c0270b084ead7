-- who was written to, and who redeemed a coupon of it: the days are the shop's own
select
    household_id as customer_id,
    cast(descriptions.start_date as date) as occurred_at,
    'outreach' as kind,
    descriptions.campaign_type as scene
from 'campaigns.parquet' as campaigns
inner join 'campaign_descriptions.parquet' as descriptions
    on campaigns.campaign_id = descriptions.campaign_id

union all

select
    household_id as customer_id,
    cast(redemption_date as date) as occurred_at,
    'reply' as kind,
    'coupon' as scene
from 'coupon_redemptions.parquet'
order by occurred_at, customer_id, kind, scene
