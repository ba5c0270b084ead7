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

valued as (

    select
        'current' as measure_code,
        current_margin_amount as amount
    from potentials
    where growth_potential_amount is not null

    union all

    select
        'growth' as measure_code,
        growth_potential_amount as amount
    from potentials
    where growth_potential_amount is not null

),

-- counted by amount first, so that amounts are put in order, and not all customers in one place
counted as (

    select
        measure_code,
        amount,
        count(*) as customers
    from valued
    group by measure_code, amount

),

positioned as (

    select
        measure_code,
        amount,
        sum(customers) over (
            partition by measure_code
            order by amount
            rows between unbounded preceding and current row
        ) as last_position,
        sum(customers) over (partition by measure_code) as customers
    from counted

),

-- the least value above the cut: whoever has it, or ties with it, is up
cuts as (

    select
        min(
            case when positioned.measure_code = 'current' then positioned.amount end
        ) as current_cut_amount,
        min(
            case when positioned.measure_code = 'growth' then positioned.amount end
        ) as growth_cut_amount
    from positioned
    cross join rules
    where positioned.last_position > floor(rules.cut_share * positioned.customers)

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
