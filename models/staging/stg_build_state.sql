with

source as (

    select * from {{ source('load', 'build_state') }}

),

final as (

    select
        as_of_date,
        data_start_date,
        reporting_currency as reporting_currency_code
    from source

)

select * from final
