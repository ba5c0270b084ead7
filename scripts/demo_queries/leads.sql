-- a household with a campaign's coupons is an offer: the first coupon redeemed wins it, and the end
-- of the campaign loses it; campaigns that began before the data cannot be judged
with

replies as (

    select
        household_id,
        campaign_id,
        min(cast(redemption_date as date)) as redeemed_on
    from 'coupon_redemptions.parquet'
    group by household_id, campaign_id

)

select
    campaigns.campaign_id || '/' || campaigns.household_id as lead_id,
    campaigns.household_id as customer_id,
    cast(descriptions.start_date as date) as created_at,
    'offer' as stage,
    cast(descriptions.end_date as date) as expected_close_on,
    coalesce(replies.redeemed_on, cast(descriptions.end_date as date)) as closed_on,
    replies.redeemed_on is not null as won,
    descriptions.campaign_type || ', campaign ' || descriptions.campaign_id as salesperson_id
from 'campaigns.parquet' as campaigns
inner join 'campaign_descriptions.parquet' as descriptions
    on campaigns.campaign_id = descriptions.campaign_id
left join replies
    on
        campaigns.household_id = replies.household_id
        and campaigns.campaign_id = replies.campaign_id
where descriptions.start_date >= date '2017-01-01'
order by descriptions.start_date, campaigns.campaign_id, campaigns.household_id
