with

gaps as (

    select
        customer_id,
        purchase_day_number,
        gap_days
    from {{ touched('int_purchase_days__sequenced', 'customer_id') }}
    where gap_days is not null

),

ranked as (

    select
        customer_id,
        gap_days,
        row_number() over (
            partition by customer_id
            order by gap_days, purchase_day_number
        ) as gap_number,
        count(*) over (partition by customer_id) as gap_count
    from gaps

),

-- the middle gap, or both middle ones where their number is even
final as (

    select
        customer_id,
        cast(avg(cast(gap_days as decimal(18, 6))) as decimal(12, 6)) as median_gap_days,
        max(gap_count) as gap_count
    from ranked
    -- constant: the middle one, or the middle two
    where gap_number * 2 between gap_count and gap_count + 2
    group by customer_id

)

select * from final
