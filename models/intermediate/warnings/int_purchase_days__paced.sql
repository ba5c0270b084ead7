with

purchase_days as (

    select * from {{ touched('int_purchase_days__sequenced', 'customer_id') }}
    where gap_days is not null

),

rule_sets as (

    select * from {{ ref('int_warning_rule_sets') }}
    where own_gap_count is not null

),

gap_counts as (

    select own_gap_count
    from rule_sets
    group by own_gap_count

),

-- runs as long as the median looks back: its gaps lie in a day's own run and the one before
numbered as (

    select
        gap_counts.own_gap_count,
        purchase_days.customer_id,
        purchase_days.purchase_date,
        purchase_days.purchase_day_number,
        purchase_days.gap_days,
        cast(
            (
                purchase_days.purchase_day_number
                - mod(purchase_days.purchase_day_number, gap_counts.own_gap_count)
            ) / gap_counts.own_gap_count as integer
        ) as run_number
    from purchase_days
    cross join gap_counts

),

offered as (

    select
        numbered.*,
        numbered.run_number as reader_run_number
    from numbered

    union all

    select
        numbered.*,
        numbered.run_number + 1 as reader_run_number
    from numbered

),

-- only gaps known on the day: its own and those before it
ranked as (

    select
        anchors.own_gap_count,
        anchors.customer_id,
        anchors.purchase_date,
        offered.gap_days,
        row_number() over (
            partition by anchors.own_gap_count, anchors.customer_id, anchors.purchase_date
            order by offered.gap_days, offered.purchase_day_number
        ) as gap_number,
        count(*) over (
            partition by anchors.own_gap_count, anchors.customer_id, anchors.purchase_date
        ) as gap_count
    from numbered as anchors
    inner join offered
        on
            anchors.own_gap_count = offered.own_gap_count
            and anchors.customer_id = offered.customer_id
            and anchors.run_number = offered.reader_run_number
            and anchors.purchase_day_number >= offered.purchase_day_number
            and anchors.purchase_day_number
            < offered.purchase_day_number + anchors.own_gap_count

),

final as (

    select
        customer_id,
        purchase_date,
        own_gap_count,
        cast(avg(cast(gap_days as decimal(18, 6))) as decimal(12, 6)) as own_gap_days
    from ranked
    -- constant: the middle gap, or both middle ones
    where gap_number * 2 between gap_count and gap_count + 2
    group by customer_id, purchase_date, own_gap_count

)

select * from final
