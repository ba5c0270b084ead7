with

exits as (

    select * from {{ ref('int_customer_exits') }}

),

reasons as (

    select * from {{ ref('int_churn_reasons__accepted') }}

),

stages as (

    select * from {{ ref('int_customer_dates__staged') }}

),

customers as (

    select * from {{ ref('int_customers__accepted') }}

),

bands as (

    select * from {{ ref('switching_cost_bands') }}

),

-- a reason belongs to the relationship that it was given in or looks back on; the last one counts
stated as (

    select
        exits.customer_id,
        exits.spell_number,
        reasons.reason_code,
        reasons.report_date,
        row_number() over (
            partition by exits.customer_id, exits.spell_number
            order by
                reasons.reported_at desc,
                reasons.source_file desc,
                reasons.source_row_number desc
        ) as reason_number
    from exits
    inner join reasons
        on
            exits.customer_id = reasons.customer_id
            and exits.start_date <= reasons.report_date
            and (exits.next_start_date > reasons.report_date or exits.next_start_date is null)

),

final as (

    select
        exits.customer_id,
        exits.spell_number,
        exits.exit_date,
        exits.exit_month,
        stated.report_date,
        coalesce(stated.reason_code, 'not_stated') as reason_code,
        -- as it was at the end of the month of the last purchase: after that everybody fades
        coalesce(stages.lifecycle_stage_code, '(unknown)') as lifecycle_stage_code,
        coalesce(bands.switching_cost_band_code, '(unknown)') as switching_cost_band_code,
        exits.is_margin_estimated,
        exits.revenue_lost_amount,
        exits.margin_lost_amount
    from exits
    left join stated
        on
            exits.customer_id = stated.customer_id
            and exits.spell_number = stated.spell_number
            and stated.reason_number = 1
    left join stages
        on
            exits.customer_id = stages.customer_id
            and stages.segment_date = {{ month_end_of('exits.last_order_date') }}
    left join customers
        on exits.customer_id = customers.customer_id
    left join bands
        on
            customers.switching_cost >= bands.lower_amount
            and (customers.switching_cost < bands.upper_amount or bands.upper_amount is null)

)

select * from final
