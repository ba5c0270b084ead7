-- opening + in - out + earned by those who stay = closing, and what the next month opens with
with

flows as (

    select * from {{ ref('segment_flow') }}

),

sides as (

    select
        segmentation_code,
        calendar_month,
        to_segment_code as segment_code,
        0 as opening_customers,
        0 as opening_margin_amount,
        case when from_segment_code <> to_segment_code then customers else 0 end as in_customers,
        case
            when from_segment_code <> to_segment_code then closing_margin_amount else margin_amount
        end as in_amount,
        0 as out_customers,
        0 as out_amount,
        customers as closing_customers,
        closing_margin_amount
    from flows

    union all

    select
        segmentation_code,
        calendar_month,
        from_segment_code as segment_code,
        customers as opening_customers,
        opening_margin_amount,
        0 as in_customers,
        0 as in_amount,
        case when from_segment_code <> to_segment_code then customers else 0 end as out_customers,
        case when from_segment_code <> to_segment_code then opening_margin_amount else 0 end
            as out_amount,
        0 as closing_customers,
        0 as closing_margin_amount
    from flows
    where from_segment_code <> '(none)'

),

balances as (

    select
        segmentation_code,
        calendar_month,
        segment_code,
        sum(opening_customers) as opening_customers,
        sum(in_customers) as in_customers,
        sum(out_customers) as out_customers,
        sum(closing_customers) as closing_customers,
        sum(opening_margin_amount) as opening_amount,
        sum(in_amount) as in_amount,
        sum(out_amount) as out_amount,
        sum(closing_margin_amount) as closing_amount
    from sides
    group by segmentation_code, calendar_month, segment_code

),

last_months as (

    select max(calendar_month) as last_month from flows

)

select
    balances.*,
    later_balances.opening_customers as next_opening_customers,
    later_balances.opening_amount as next_opening_amount
from balances
cross join last_months
left join balances as later_balances
    on
        balances.segmentation_code = later_balances.segmentation_code
        and balances.segment_code = later_balances.segment_code
        and {{ months_between('balances.calendar_month', 'later_balances.calendar_month') }} = 1
where
    balances.opening_customers + balances.in_customers - balances.out_customers
    <> balances.closing_customers
    or balances.opening_amount + balances.in_amount - balances.out_amount
    <> balances.closing_amount
    or (
        balances.calendar_month < last_months.last_month
        and (
            balances.closing_customers <> coalesce(later_balances.opening_customers, 0)
            or balances.closing_amount <> coalesce(later_balances.opening_amount, 0)
        )
    )
