with

regainable as (

    select * from {{ ref('int_customers__regainable') }}
    where is_recoverable and not is_unwanted

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- what cannot be had is out before ranking, what is not worth it after
ranked as (

    select
        regainable.*,
        row_number() over (
            order by regainable.expected_net_value desc, regainable.customer_id asc
        ) as rank_number,
        row_number() over (
            order by regainable.second_lifetime_value desc, regainable.customer_id asc
        ) as value_rank_number,
        row_number() over (
            order by regainable.regain_probability_rate desc, regainable.customer_id asc
        ) as probability_rank_number
    from regainable
    where regainable.expected_net_value is not null

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
