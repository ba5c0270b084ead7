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

    select
        max(published.version_number) as previous_version_number,
        max(published.as_of_date) as previous_as_of_date,
        least(max(published.as_of_date), max(as_of.as_of_date)) as until_date
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
        coalesce(
            published.customer_id = stated.customer_id or published.content_hash is null,
            false
        ) as is_same_customer,
        coalesce(
            published.content_hash = stated.content_hash
            or published.statement_hash = stated.statement_hash,
            false
        ) as is_as_stated
    from published
    full outer join stated
        on published.order_id = stated.order_id

),

explained as (

    select
        *,
        case
            when then_date = now_date and then_amount = now_amount
                then
                    case
                        when is_same_customer then 'unchanged'
                        when is_as_stated then 'merge'
                        else 'correction'
                    end
            when not was_known and now_amount < 0 then 'refund'
            when not was_known then 'late_order'
            when not is_known then 'removed'
            when is_newly_erased then 'erasure'
            when is_as_stated then 'rule_change'
            else 'correction'
        end as cause_code
    from paired

),

-- an order that moved to another month left one and came to the other
final as (

    select
        explained.order_id,
        'then' as side_code,
        explained.cause_code,
        {{ month_of('explained.then_date') }} as order_month,
        reach.previous_as_of_date,
        reach.previous_version_number,
        explained.then_customer_id as customer_id,
        explained.then_amount as revenue_amount
    from explained
    cross join reach
    where explained.then_date <= reach.until_date

    union all

    select
        explained.order_id,
        'now' as side_code,
        explained.cause_code,
        {{ month_of('explained.now_date') }} as order_month,
        reach.previous_as_of_date,
        reach.previous_version_number,
        explained.now_customer_id as customer_id,
        explained.now_amount as revenue_amount
    from explained
    cross join reach
    where explained.now_date <= reach.until_date

)

select * from final
