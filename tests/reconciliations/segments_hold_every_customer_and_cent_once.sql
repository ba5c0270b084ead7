-- each segmentation divides the same customers and the same money, those of customers
with

summary as (

    select * from {{ ref('segment_summary') }}

),

crosses as (

    select * from {{ ref('segment_crosses') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

whole as (

    select
        count(*) as customers,
        sum(revenue_amount) as revenue_amount
    from facts

),

parts as (

    select
        segmentation_code,
        sum(customers) as customers,
        sum(revenue_amount) as revenue_amount
    from summary
    group by segmentation_code

    union all

    select
        segmentation_code || ' by ' || other_segmentation_code as segmentation_code,
        sum(customers) as customers,
        sum(revenue_amount) as revenue_amount
    from crosses
    group by segmentation_code || ' by ' || other_segmentation_code

)

select parts.*
from parts
cross join whole
where
    parts.customers <> whole.customers
    or parts.revenue_amount <> whole.revenue_amount
