with

source as (

    select * from {{ source('load', 'run_settings') }}

),

final as (

    select
        as_of_date,
        run_date,
        upper(reporting_currency) as reporting_currency_code,
        timezone
    from source

)

select * from final
