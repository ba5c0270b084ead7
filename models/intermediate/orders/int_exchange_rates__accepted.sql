with

rates as (

    select * from {{ ref('stg_exchange_rates') }}
    where rejection_code is null

),

repeated as (

    select * from {{ ref('int_side_rows__repeated') }}
    where table_name = 'exchange_rates'

),

final as (

    select
        rates.currency as currency_code,
        rates.rate_on,
        rates.rate
    from rates
    left join repeated
        on
            rates.source_file = repeated.source_file
            and rates.source_row_number = repeated.source_row_number
    where repeated.source_row_number is null

)

select * from final
