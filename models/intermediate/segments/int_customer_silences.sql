with

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

spells as (

    select * from {{ ref('int_customer_spells') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

-- every purchase after which nothing came for longer than the lapse window
silences as (

    select
        purchase_days.customer_id,
        purchase_days.purchase_date as silence_start_date,
        purchase_days.day_number as silence_start_number,
        purchase_days.next_purchase_date as return_date,
        as_of.as_of_date,
        coalesce(
            {{ days_between('purchase_days.purchase_date', 'purchase_days.next_purchase_date') }},
            {{ days_between('purchase_days.purchase_date', 'as_of.as_of_date') }}
        ) as silence_days,
        {{ days_between('purchase_days.purchase_date', 'as_of.as_of_date') }} as observed_days
    from purchase_days
    cross join as_of
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}
    where
        coalesce(
            {{ days_between('purchase_days.purchase_date', 'purchase_days.next_purchase_date') }},
            {{ days_between('purchase_days.purchase_date', 'as_of.as_of_date') }}
        ) > lapse_rules.lapse_days

),

final as (

    select
        silences.customer_id,
        silences.silence_start_date,
        silences.silence_start_number,
        silences.return_date,
        silences.silence_days,
        silences.observed_days,
        silences.return_date is not null as is_returned,
        coalesce(spells.end_date is not null, false) as is_second_life_over,
        case
            when silences.return_date is not null
                then {{ days_between(
                    'silences.return_date', 'coalesce(spells.end_date, silences.as_of_date)'
                ) }}
        end as second_life_days
    from silences
    left join spells
        on
            silences.customer_id = spells.customer_id
            and silences.return_date = spells.start_date

)

select * from final
