with

rates as (

    select * from {{ ref('stg_exchange_rates') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'exchange_rates' and rejection_code is null

),

final as (

    select
        rates.currency as currency_code,
        rates.rate_on,
        rates.rate
    from rates
    inner join judged
        on
            rates.source_file = judged.source_file
            and rates.source_row_number = judged.source_row_number

)

select * from final
