with

exits as (

    select * from {{ ref('int_customer_exits__explained') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

customers as (

    select * from {{ ref('int_customers__accepted') }}

),

bands as (

    select * from {{ ref('switching_cost_bands') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- only customers of whom it is known what leaving costs them
banded as (

    select
        facts.customer_id,
        facts.status_code,
        facts.lapse_count,
        bands.switching_cost_band_code,
        bands.band_number
    from facts
    inner join customers
        on facts.customer_id = customers.customer_id
    inner join bands
        on
            customers.switching_cost >= bands.lower_amount
            and (customers.switching_cost < bands.upper_amount or bands.upper_amount is null)

),

lost as (

    select
        switching_cost_band_code,
        sum(margin_lost_amount) as margin_lost_amount
    from exits
    group by switching_cost_band_code

),

summed as (

    select
        switching_cost_band_code,
        band_number,
        count(*) as known_customers,
        count(case when status_code = 'lapsed' then 1 end) as lapsed_customers,
        sum(lapse_count) as lapse_count
    from banded
    group by switching_cost_band_code, band_number

),

final as (

    select
        cast(summed.switching_cost_band_code as {{ dbt.type_string() }})
            as switching_cost_band_code,
        as_of.as_of_date,
        summed.band_number,
        cast(summed.known_customers as bigint) as known_customers,
        cast(summed.lapsed_customers as bigint) as lapsed_customers,
        cast(summed.lapse_count as bigint) as lapse_count,
        {{ as_money('coalesce(lost.margin_lost_amount, 0)') }} as margin_lost_amount,
        {{ ratio('summed.lapsed_customers', 'summed.known_customers') }} as lapsed_share
    from summed
    left join lost
        on summed.switching_cost_band_code = lost.switching_cost_band_code
    cross join as_of

)

select * from final
