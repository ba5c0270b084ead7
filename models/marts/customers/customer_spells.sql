with

spells as (

    select * from {{ ref('int_customer_spells') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        cast(spells.customer_id as {{ dbt.type_string() }}) as customer_id,
        spells.spell_number,
        spells.start_date,
        spells.last_order_date,
        spells.end_date,
        as_of.as_of_date,
        spells.order_count,
        spells.revenue_amount,
        spells.margin_amount
    from spells
    cross join as_of

)

select * from final
