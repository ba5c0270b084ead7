with

silences as (

    select * from {{ ref('int_customer_silences') }}

),

margins as (

    select * from {{ ref('int_silence_margins') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

winback_rules as (

    select * from {{ ref('winback_rules') }}

),

silence_cells as (

    select * from {{ ref('silence_cells') }}

),

cells as (

    select
        silence_cells.*,
        greatest(silence_cells.lower_days, rules.lapse_days + 1) as start_days,
        winback_rules.regain_days,
        winback_rules.prior_customers,
        winback_rules.period_days,
        winback_rules.horizon_periods,
        winback_rules.yearly_discount_rate
    from silence_cells
    cross join rules
    inner join winback_rules
        on {{ is_valid_on('winback_rules', 'rules.as_of_date') }}
    where {{ is_valid_on('silence_cells', 'rules.as_of_date') }}

),

-- who was silent so long and could be watched until now: did they come back in time
watched as (

    select
        cells.silence_cell_code,
        count(*) as silent_customers,
        count(
            case
                when
                    silences.is_returned
                    and silences.silence_days <= cells.start_days + cells.regain_days
                    then 1
            end
        ) as returned_customers
    from cells
    inner join silences
        on
            cells.start_days <= silences.silence_days
            and cells.start_days + cells.regain_days <= silences.observed_days
    group by cells.silence_cell_code

),

-- the second lives of those who came back out of the cell
second_lives as (

    select
        cells.silence_cell_code,
        count(case when silences.is_second_life_over then 1 end) as ended_count,
        sum(silences.second_life_days) as lived_days,
        sum(margins.returned_margin_amount) as returned_margin_amount,
        sum(
            case
                when margins.returned_margin_amount is not null then margins.period_margin_amount
            end
        ) as period_margin_amount
    from cells
    inner join silences
        on
            cells.lower_days <= silences.silence_days
            and (cells.upper_days > silences.silence_days or cells.upper_days is null)
    inner join margins
        on
            silences.customer_id = margins.customer_id
            and silences.silence_start_date = margins.silence_start_date
    where silences.is_returned
    group by cells.silence_cell_code

),

final as (

    select
        cells.silence_cell_code,
        cells.rule_version_number,
        cells.lower_days,
        cells.upper_days,
        cells.start_days,
        cells.contact_cost_amount,
        cells.offer_cost_amount,
        cells.suggested_response,
        cells.prior_customers,
        cells.period_days,
        cells.horizon_periods,
        cells.yearly_discount_rate,
        coalesce(watched.silent_customers, 0) as silent_customers,
        coalesce(watched.returned_customers, 0) as returned_customers,
        coalesce(second_lives.ended_count, 0) as ended_count,
        coalesce(second_lives.lived_days, 0) as lived_days,
        coalesce(second_lives.returned_margin_amount, 0) as returned_margin_amount,
        coalesce(second_lives.period_margin_amount, 0) as period_margin_amount
    from cells
    left join watched
        on cells.silence_cell_code = watched.silence_cell_code
    left join second_lives
        on cells.silence_cell_code = second_lives.silence_cell_code

)

select * from final
