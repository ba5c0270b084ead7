with

measured as (

    select * from {{ ref('int_customer_dates__measured') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- what stands before a customer decides: money that is not positive adds to no share
ranked as (

    select
        measured.customer_id,
        measured.segment_date,
        measured.revenue_amount,
        measured.margin_amount,
        count(*) over (partition by measured.segment_date) as customers,
        row_number() over (
            partition by measured.segment_date
            order by measured.revenue_amount desc, measured.customer_id asc
        ) as value_rank_number,
        coalesce(
            sum(greatest(measured.revenue_amount, 0)) over (
                partition by measured.segment_date
                order by measured.revenue_amount desc, measured.customer_id asc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as revenue_before_amount,
        sum(greatest(measured.revenue_amount, 0)) over (partition by measured.segment_date)
            as positive_revenue_amount,
        coalesce(
            sum(greatest(measured.margin_amount, 0)) over (
                partition by measured.segment_date
                order by measured.margin_amount desc, measured.customer_id asc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as margin_before_amount,
        sum(greatest(measured.margin_amount, 0)) over (partition by measured.segment_date)
            as positive_margin_amount
    from measured

),

final as (

    select
        ranked.customer_id,
        ranked.segment_date,
        cast(ranked.value_rank_number as integer) as value_rank_number,
        case
            when ranked.revenue_amount <= 0 then 'c'
            when ranked.value_rank_number <= ceil(rules.abc_a_share * ranked.customers) then 'a'
            when
                ranked.value_rank_number
                <= ceil((rules.abc_a_share + rules.abc_b_share) * ranked.customers)
                then 'b'
            else 'c'
        end as abc_class_code,
        {{ share_band(
            'ranked.revenue_before_amount', 'ranked.positive_revenue_amount', 'ranked.revenue_amount',
            'rules.abc_value_a_share', 'rules.abc_value_b_share', ['a', 'b', 'c']
        ) }} as abc_value_class_code,
        {{ share_band(
            'ranked.revenue_before_amount', 'ranked.positive_revenue_amount', 'ranked.revenue_amount',
            'rules.sales_focus_share', 'rules.sales_base_share', ['focus', 'base', 'rest']
        ) }} as sales_band_code,
        {{ share_band(
            'ranked.margin_before_amount', 'ranked.positive_margin_amount', 'ranked.margin_amount',
            'rules.contribution_vip_share', 'rules.contribution_core_share',
            ['vip', 'core', 'ordinary']
        ) }} as contribution_class_code,
        case
            when ranked.revenue_amount <= 0 then 4 -- constant: the foot of four levels
            when ranked.value_rank_number <= ceil(rules.pyramid_top_share * ranked.customers) then 1
            when
                ranked.value_rank_number <= ceil(
                    (rules.pyramid_top_share + rules.pyramid_large_share) * ranked.customers
                )
                then 2 -- constant: large customers
            when
                ranked.value_rank_number <= ceil(
                    (
                        rules.pyramid_top_share
                        + rules.pyramid_large_share
                        + rules.pyramid_medium_share
                    ) * ranked.customers
                )
                then 3 -- constant: medium customers
            else 4 -- constant: the foot of four levels
        end as pyramid_level_number
    from ranked
    cross join rules

)

select * from final
