with

published as (

    select * from {{ ref('stg_published_orders') }}

),

stated as (

    select * from {{ ref('int_orders__stated') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- what is dated later than one of the two dates of analysis is news, or news no more
reach as (

    select least(min(published.as_of_date), min(as_of.as_of_date)) as until_date
    from published
    cross join as_of

),

paired as (

    select
        coalesce(stated.order_id, published.order_id) as order_id,
        published.order_id is not null as was_known,
        stated.order_id is not null as is_known,
        published.order_date as then_date,
        published.customer_id as then_customer_id,
        published.revenue_amount as then_amount,
        stated.order_date as now_date,
        stated.customer_id as now_customer_id,
        stated.revenue_amount as now_amount,
        coalesce(stated.is_erased and not published.is_erased, false) as is_newly_erased,
        published.content_hash is not null as is_content_known,
        coalesce(
            published.content_hash = stated.content_hash
            or published.statement_hash = stated.statement_hash,
            false
        ) as is_as_stated
    from published
    full outer join stated
        on published.order_id = stated.order_id

),

judged as (

    select
        *,
        coalesce(then_date = now_date and then_amount = now_amount, false) as is_same_money,
        coalesce(then_customer_id = now_customer_id or not is_content_known, false)
            as is_same_customer
    from paired

),

explained as (

    select
        *,
        case
            when is_same_money and is_same_customer then 'unchanged'
            when not was_known and now_amount < 0 then 'refund'
            when not was_known then 'late_order'
            when not is_known then 'removed'
            when is_newly_erased then 'erasure'
            when not is_as_stated then 'correction'
            when is_same_money then 'merge'
            else 'rule_change'
        end as cause_code
    from judged

),

-- an order that moved to another month left one and came to the other
sides as (

    select
        order_id,
        cause_code,
        {{ month_of('then_date') }} as order_month,
        then_date as side_date,
        then_customer_id,
        null as now_customer_id,
        1 as then_count,
        0 as now_count,
        then_amount,
        0 as now_amount
    from explained
    where then_amount is not null

    union all

    select
        order_id,
        cause_code,
        {{ month_of('now_date') }} as order_month,
        now_date as side_date,
        null as then_customer_id,
        now_customer_id,
        0 as then_count,
        1 as now_count,
        0 as then_amount,
        now_amount
    from explained
    where now_amount is not null

),

final as (

    select
        sides.order_id,
        sides.cause_code,
        sides.order_month,
        max(sides.then_customer_id) as then_customer_id,
        max(sides.now_customer_id) as now_customer_id,
        sum(sides.then_count) as then_count,
        sum(sides.now_count) as now_count,
        {{ as_money('sum(sides.then_amount)') }} as then_amount,
        {{ as_money('sum(sides.now_amount)') }} as now_amount
    from sides
    cross join reach
    where sides.side_date <= reach.until_date
    group by sides.order_id, sides.cause_code, sides.order_month

)

select * from final
