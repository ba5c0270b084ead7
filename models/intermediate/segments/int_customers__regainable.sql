with

silences as (

    select * from {{ ref('int_customer_silences') }}
    where not is_returned

),

margins as (

    select * from {{ ref('int_silence_margins') }}

),

cells as (

    select * from {{ ref('int_regain_cells') }}

),

customers as (

    select * from {{ ref('int_customers__accepted') }}

),

reasons as (

    select * from {{ ref('int_churn_reasons__accepted') }}

),

reason_tree as (

    select * from {{ ref('churn_reason_tree') }}

),

-- of several reasons of a customer the one reported last holds
ranked_reasons as (

    select
        reasons.customer_id,
        reasons.reason_code,
        reason_tree.is_recoverable,
        reason_tree.is_worth_saving,
        reason_tree.suggested_response,
        row_number() over (
            partition by reasons.customer_id
            order by
                reasons.reported_at desc, reasons.source_file desc, reasons.source_row_number desc
        ) as reason_number
    from reasons
    left join reason_tree
        on reasons.reason_code = reason_tree.reason_code

),

valued as (

    select
        silences.customer_id,
        silences.silence_start_date,
        silences.silence_days,
        cells.silence_cell_code,
        cells.rule_version_number,
        coalesce(ranked_reasons.suggested_response, cells.suggested_response)
            as suggested_response,
        cells.regain_probability,
        cells.contact_cost_amount,
        ranked_reasons.reason_code,
        coalesce(ranked_reasons.is_recoverable, true) as is_recoverable,
        coalesce(customers.do_not_retain, false)
        or not coalesce(ranked_reasons.is_worth_saving, true) as is_unwanted,
        margins.period_margin_amount,
        {{ second_lifetime_value(
            as_double('margins.period_margin_amount') ~ ' * cells.uplift',
            'cells.period_survival', 'cells.period_discount', 'cells.horizon_periods',
            'cells.offer_cost_amount'
        ) }} as second_lifetime_value
    from silences
    inner join margins
        on
            silences.customer_id = margins.customer_id
            and silences.silence_start_date = margins.silence_start_date
    inner join cells
        on
            silences.silence_days >= cells.lower_days
            and (silences.silence_days < cells.upper_days or cells.upper_days is null)
    left join customers
        on silences.customer_id = customers.customer_id
    left join ranked_reasons
        on
            silences.customer_id = ranked_reasons.customer_id
            and ranked_reasons.reason_number = 1

),

final as (

    select
        customer_id,
        silence_start_date,
        silence_days,
        silence_cell_code,
        rule_version_number,
        suggested_response,
        reason_code,
        is_recoverable,
        is_unwanted,
        period_margin_amount,
        cast(regain_probability as decimal(12, 6)) as regain_probability_rate,
        cast(second_lifetime_value as decimal(18, 6)) as second_lifetime_value,
        cast(
            regain_probability * second_lifetime_value - contact_cost_amount as decimal(18, 6)
        ) as expected_net_value
    from valued

)

select * from final
