with

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

steps as (

    {{ dbt.generate_series(100) }} -- constant: more windows than any rule asks for

),

stepped as (

    select
        cuts.cut_date,
        cuts.window_days,
        cast(steps.generated_number as integer) as window_count,
        {{ date_plus_days(
            'cuts.cut_date', 'cast(-cuts.window_days * steps.generated_number as integer)'
        ) }} as observed_date
    from cuts
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'cuts.as_of_date') }}
    inner join steps
        on probability_rules.hazard_cut_count >= steps.generated_number

),

final as (

    select
        stepped.cut_date,
        stepped.observed_date,
        stepped.window_count,
        stepped.window_days
    from stepped
    cross join as_of
    -- in the first window everybody looks new: used only where there is nothing else
    where
        {{ date_plus_days('stepped.observed_date', '-stepped.window_days') }}
        >= as_of.data_start_date
        or (stepped.window_count = 1 and as_of.data_start_date <= stepped.observed_date)

)

select * from final
