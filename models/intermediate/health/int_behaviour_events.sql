with

warnings as (

    select * from {{ ref('int_customer_warning_periods') }}
    where is_default

),

tiers as (

    select * from {{ ref('warning_tiers') }}
    where is_warning

),

exits as (

    select * from {{ ref('int_customer_exits') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- one warning per silence, on its first day
warned as (

    select
        warnings.customer_id,
        warnings.anchor_order_date,
        min(warnings.valid_from_date) as event_date,
        max(warnings.next_purchase_date) as next_purchase_date
    from warnings
    inner join tiers
        on warnings.warning_tier_code = tiers.warning_tier_code
    group by warnings.customer_id, warnings.anchor_order_date

),

-- kept is who comes back before the silence makes them lost; early returns decide nothing
-- before everybody's window has passed, or the last months would look better than they are
judged as (

    select
        warned.customer_id,
        warned.event_date,
        coalesce(
            {{ days_between('warned.anchor_order_date', 'warned.next_purchase_date') }}
            <= lapse_rules.lapse_days,
            false
        ) as is_kept,
        {{ days_between('warned.anchor_order_date', 'as_of.as_of_date') }} > lapse_rules.lapse_days
            as is_decided
    from warned
    cross join as_of
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}

),

final as (

    select
        customer_id,
        'warning' as behaviour_code,
        event_date,
        is_kept,
        is_decided
    from judged

    union all

    select
        customer_id,
        'lapse' as behaviour_code,
        exit_date as event_date,
        false as is_kept,
        true as is_decided
    from exits

)

select * from final
