with

regainable as (

    select * from {{ ref('int_customers__regainable') }}
    where is_recoverable and not is_unwanted

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- what cannot be had is out before ranking, what is not worth it after
worth as (

    select
        *,
        floor(expected_net_value) as net_floor,
        floor(second_lifetime_value) as value_floor
    from regainable
    where expected_net_value is not null

),

counted as (

    select
        'net' as measure_code,
        net_floor as measure_floor,
        count(*) as customers
    from worth
    group by net_floor

    union all

    select
        'value' as measure_code,
        value_floor as measure_floor,
        count(*) as customers
    from worth
    group by value_floor

    union all

    select
        'probability' as measure_code,
        regain_probability_rate as measure_floor,
        count(*) as customers
    from worth
    group by regain_probability_rate

),

-- how many stand before the first of a range: so that no place has to put all customers in order
ranges as (

    select
        measure_code,
        measure_floor,
        sum(customers) over (
            partition by measure_code
            order by measure_floor desc
            rows between unbounded preceding and current row
        ) - customers as before_count
    from counted

),

ranked as (

    select
        worth.*,
        nets.before_count + row_number() over (
            partition by worth.net_floor
            order by worth.expected_net_value desc, worth.customer_id asc
        ) as rank_number,
        lifetimes.before_count + row_number() over (
            partition by worth.value_floor
            order by worth.second_lifetime_value desc, worth.customer_id asc
        ) as value_rank_number,
        probabilities.before_count + row_number() over (
            partition by worth.regain_probability_rate order by worth.customer_id asc
        ) as probability_rank_number
    from worth
    inner join ranges as nets
        on worth.net_floor = nets.measure_floor and nets.measure_code = 'net'
    inner join ranges as lifetimes
        on worth.value_floor = lifetimes.measure_floor and lifetimes.measure_code = 'value'
    inner join ranges as probabilities
        on
            worth.regain_probability_rate = probabilities.measure_floor
            and probabilities.measure_code = 'probability'

),

final as (

    select
        cast(ranked.customer_id as {{ dbt.type_string() }}) as customer_id,
        ranked.silence_start_date,
        as_of.as_of_date,
        cast(ranked.silence_cell_code as {{ dbt.type_string() }}) as silence_cell_code,
        cast(ranked.reason_code as {{ dbt.type_string() }}) as reason_code,
        cast(ranked.suggested_response as {{ dbt.type_string() }}) as suggested_response,
        ranked.is_recoverable,
        {{ as_money('ranked.period_margin_amount') }} as period_margin_amount,
        {{ as_money('ranked.second_lifetime_value') }} as second_lifetime_value_amount,
        {{ as_money('ranked.expected_net_value') }} as expected_net_value_amount,
        ranked.regain_probability_rate,
        ranked.silence_days,
        cast(ranked.rank_number as integer) as rank_number,
        cast(ranked.value_rank_number as integer) as value_rank_number,
        cast(ranked.probability_rank_number as integer) as probability_rank_number,
        ranked.rule_version_number
    from ranked
    cross join as_of
    where ranked.expected_net_value > 0

)

select * from final
