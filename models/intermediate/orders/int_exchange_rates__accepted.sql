with

rates as (

    select * from {{ ref('stg_exchange_rates') }}
    where rejection_code is null

),

ranked as (

    select
        currency as currency_code,
        rate_on,
        rate,
        row_number() over (
            partition by currency, rate_on
            order by load_number desc, source_file desc, source_row_number desc
        ) as version_number
    from rates

),

final as (

    select
        currency_code,
        rate_on,
        rate
    from ranked
    where version_number = 1

)

select * from final
