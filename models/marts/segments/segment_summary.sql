with

combinations as (

    select * from {{ ref('int_segment_combinations') }}

),

segmentations as (

    select * from {{ ref('segmentations') }}

),

openings as (

    select * from {{ ref('int_segment_openings') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

summed as (

    select
        segmentations.segmentation_code,
        {{ segment_code('combinations.', 'segmentations.segmentation_code') }} as segment_code,
        sum(combinations.customers) as customers,
        sum(combinations.order_count) as order_count,
        sum(combinations.revenue_amount) as revenue_amount,
        sum(combinations.purchase_amount) as purchase_amount,
        sum(combinations.positive_revenue_amount) as positive_revenue_amount,
        sum(combinations.estimated_margin_amount) as estimated_margin_amount,
        -- a margin that is known for some customers only is not known
        case
            when sum(combinations.costed_customers) = sum(combinations.customers)
                then sum(combinations.margin_amount)
        end as margin_amount,
        sum(combinations.valued_customers) as valued_customers,
        sum(combinations.lifetime_value_amount) as lifetime_value_amount
    from combinations
    cross join segmentations
    group by
        segmentations.segmentation_code,
        {{ segment_code('combinations.', 'segmentations.segmentation_code') }}

),

compared as (

    select
        summed.*,
        sum(summed.customers) over (partition by summed.segmentation_code) as all_customers,
        sum(summed.positive_revenue_amount) over (partition by summed.segmentation_code)
            as all_positive_revenue_amount
    from summed

),

final as (

    select
        cast(compared.segmentation_code as {{ dbt.type_string() }}) as segmentation_code,
        cast(compared.segment_code as {{ dbt.type_string() }}) as segment_code,
        as_of.as_of_date,
        cast(compared.customers as bigint) as customers,
        cast(compared.order_count as bigint) as order_count,
        openings.opening_customers,
        openings.retained_customers,
        {{ as_money('compared.revenue_amount') }} as revenue_amount,
        {{ as_money('compared.margin_amount') }} as margin_amount,
        {{ as_money('compared.estimated_margin_amount') }} as estimated_margin_amount,
        {{ as_money('compared.lifetime_value_amount') }} as lifetime_value_amount,
        {{ amount_per('compared.lifetime_value_amount', 'compared.valued_customers') }}
            as lifetime_value_per_customer_amount,
        {{ quotient_as_money(
            average_order_amount('compared.purchase_amount', 'compared.order_count')
        ) }}
            as average_order_amount,
        {{ ratio('compared.customers', 'compared.all_customers') }} as customer_share,
        {{ ratio('compared.positive_revenue_amount', 'compared.all_positive_revenue_amount') }}
            as revenue_share,
        {{ churn_rate(
            'openings.opening_customers - openings.retained_customers',
            'openings.opening_customers'
        ) }} as churn_rate,
        {{ retention_rate('openings.retained_customers', 'openings.opening_customers') }}
            as retention_rate
    from compared
    cross join as_of
    left join openings
        on
            compared.segmentation_code = openings.segmentation_code
            and compared.segment_code = openings.segment_code

)

select * from final
