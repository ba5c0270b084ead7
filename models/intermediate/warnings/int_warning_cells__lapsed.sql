with

cells as (

    select * from {{ ref('int_warning_cells') }}
    where outlasted_days > 0

),

horizons as (

    select * from {{ ref('warning_horizons') }}

),

combine_modes as (

    select * from {{ ref('warning_combine_modes') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- a horizon that has not fully passed by the date of analysis has no outcome yet
final as (

    select
        cells.rule_set_code,
        combine_modes.combine_mode_code,
        horizons.horizon_days,
        {{ tier_in_mode('combine_modes.combine_mode_code', 'cells') }} as warning_tier_code,
        cells.calendar_month,
        cells.all_tier_code,
        cells.two_of_three_tier_code,
        cells.any_tier_code,
        cells.recency_only_tier_code,
        cells.outlasted_days,
        cells.lead_days,
        -- constant: some months of leads have some brackets, a bracket some leads
        cast((cells.lead_days - mod(cells.lead_days, 32)) / 32 as integer) as bracket_number,
        cells.customers
    from cells
    inner join horizons
        on cells.outlasted_days >= horizons.horizon_days
    cross join combine_modes
    cross join as_of
    where
        {{ date_plus_days('cells.month_end_date', 'horizons.horizon_days') }}
        <= as_of.as_of_date

)

select * from final
