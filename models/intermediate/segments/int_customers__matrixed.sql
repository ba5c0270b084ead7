with

growing as (

    select * from {{ ref('int_customers__growing') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- a part that is not measured adds nothing; without an expectation there is no potential at all
potentials as (

    select
        customer_id,
        current_margin_amount,
        incremental_margin_amount
        + coalesce(cross_sell_margin_amount, 0)
        + coalesce(referral_margin_amount, 0) as growth_potential_amount
    from growing

),

ranked as (

    select
        potentials.customer_id,
        potentials.current_margin_amount,
        potentials.growth_potential_amount,
        count(*) over () as customers,
        row_number() over (
            order by potentials.current_margin_amount, potentials.customer_id
        ) as current_position,
        row_number() over (
            order by potentials.growth_potential_amount, potentials.customer_id
        ) as growth_position
    from potentials
    where potentials.growth_potential_amount is not null

),

-- the least value above the cut: whoever has it, or ties with it, is up
cuts as (

    select
        max(
            case
                when ranked.current_position = floor(rules.cut_share * ranked.customers) + 1
                    then ranked.current_margin_amount
            end
        ) as current_cut_amount,
        max(
            case
                when ranked.growth_position = floor(rules.cut_share * ranked.customers) + 1
                    then ranked.growth_potential_amount
            end
        ) as growth_cut_amount
    from ranked
    cross join rules

),

-- what is not positive is never high, wherever the cut falls
placed as (

    select
        potentials.customer_id,
        potentials.current_margin_amount,
        potentials.growth_potential_amount,
        potentials.current_margin_amount > 0
        and potentials.current_margin_amount >= cuts.current_cut_amount as is_current_high,
        potentials.growth_potential_amount > 0
        and potentials.growth_potential_amount >= cuts.growth_cut_amount as is_growth_high
    from potentials
    cross join cuts

),

final as (

    select
        customer_id,
        {{ as_money('current_margin_amount') }} as current_margin_amount,
        {{ as_money('growth_potential_amount') }} as growth_potential_amount,
        case
            when growth_potential_amount is null then 'unclassified'
            when is_current_high and is_growth_high then 'iv'
            when is_growth_high then 'iii'
            when is_current_high then 'ii'
            else 'i'
        end as value_quadrant_code
    from placed

)

select * from final
