with

profit_months as (

    select * from {{ ref('int_customer_profit_months') }}

),

expected_months as (

    select * from {{ ref('int_customer_expected_months') }}

),

value_rates as (

    select * from {{ ref('int_value_rates') }}

),

cost_types as (

    select * from {{ ref('int_cost_types') }}

),

assumed as (

    select
        count(case when cost_type = 'acquisition' and is_given then 1 end) = 0
            as is_acquisition_assumed,
        count(case when cost_type = 'marketing' and is_given then 1 end) = 0
            as is_marketing_assumed,
        count(case when cost_type = 'service' and is_given then 1 end) = 0 as is_service_assumed,
        count(case when cost_type = 'retention' and is_given then 1 end) = 0
            as is_retention_assumed
    from cost_types

),

unioned as (

    select
        customer_id,
        calendar_month,
        false as is_expected,
        is_cost_assumed,
        revenue_amount,
        variable_cost_amount,
        acquisition_cost_amount,
        marketing_cost_amount,
        service_cost_amount,
        retention_cost_amount
    from profit_months

    union all

    select
        expected_months.customer_id,
        expected_months.calendar_month,
        true as is_expected,
        value_rates.is_variable_cost_assumed as is_cost_assumed,
        expected_months.revenue_amount,
        expected_months.variable_cost_amount,
        0 as acquisition_cost_amount,
        0 as marketing_cost_amount,
        0 as service_cost_amount,
        0 as retention_cost_amount
    from expected_months
    cross join value_rates

),

profited as (

    select
        *,
        revenue_amount
        - variable_cost_amount
        - acquisition_cost_amount
        - marketing_cost_amount
        - service_cost_amount
        - retention_cost_amount as profit_amount
    from unioned

),

final as (

    select
        profited.customer_id,
        profited.calendar_month,
        value_rates.as_of_date,
        profited.is_expected,
        profited.is_cost_assumed,
        {{ as_money('profited.revenue_amount') }} as revenue_amount,
        {{ as_money('profited.variable_cost_amount') }} as variable_cost_amount,
        {{ as_money(
            known_amount('profited.acquisition_cost_amount', 'assumed.is_acquisition_assumed')
        ) }} as acquisition_cost_amount,
        {{ as_money(
            known_amount('profited.marketing_cost_amount', 'assumed.is_marketing_assumed')
        ) }} as marketing_cost_amount,
        {{ as_money(
            known_amount('profited.service_cost_amount', 'assumed.is_service_assumed')
        ) }} as service_cost_amount,
        {{ as_money(
            known_amount('profited.retention_cost_amount', 'assumed.is_retention_assumed')
        ) }} as retention_cost_amount,
        {{ as_money('profited.profit_amount') }} as profit_amount,
        {{ as_money(
            'sum(profited.profit_amount) over ('
            ~ 'partition by profited.customer_id '
            ~ 'order by profited.is_expected, profited.calendar_month)'
        ) }} as cumulative_profit_amount
    from profited
    cross join value_rates
    cross join assumed

)

select * from final
