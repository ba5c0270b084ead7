with

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

models as (

    select * from {{ ref('probability_models') }}

),

fitted_models as (

    select * from {{ ref('int_fitted_models') }}

),

hazard_cells as (

    select * from {{ ref('int_hazard_cells__expected') }}

),

measured_cuts as (

    select cut_date
    from hazard_cells
    group by cut_date

),

offered as (

    select
        cuts.cut_date,
        models.model_code,
        models.is_fitted,
        models.preference_number,
        case
            when models.is_fitted then coalesce(fitted_models.is_usable, false)
            else measured_cuts.cut_date is not null
        end as is_usable
    from cuts
    cross join models
    left join measured_cuts
        on cuts.cut_date = measured_cuts.cut_date
    left join fitted_models
        on
            cuts.cut_date = fitted_models.cut_date
            and models.model_code = fitted_models.model_code

),

-- where none can be scored, the one without a fit stands for "not known"
final as (

    select
        cut_date,
        model_code,
        is_fitted,
        preference_number,
        is_usable,
        row_number() over (
            partition by cut_date
            order by
                case when is_usable then 0 when not is_fitted then 1 else 2 end, -- constant: ranks
                preference_number
        ) = 1 as is_headline
    from offered

)

select * from final
