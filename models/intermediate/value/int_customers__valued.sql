with

value_parts as (

    select * from {{ ref('int_customers__value_parts') }}

),

spent as (

    select * from {{ ref('int_customers__spent') }}

),

referring as (

    select * from {{ ref('int_customers__referring') }}

),

expected as (

    select * from {{ ref('int_customers__expected') }}

),

value_rates as (

    select * from {{ ref('int_value_rates') }}

),

joined as (

    select
        value_parts.customer_id,
        value_parts.has_lines,
        value_parts.first_purchase_amount,
        value_parts.repeat_amount,
        value_parts.cross_sell_amount,
        value_parts.service_saving_amount,
        coalesce(
            referring.referral_amount,
            case when value_rates.is_referral_table_given then cast(0 as decimal(18, 2)) end
        ) as referral_amount,
        value_parts.loyalty_amount,
        value_parts.net_margin_amount,
        {{ known_amount('spent.acquisition_cost_amount', 'spent.is_acquisition_cost_assumed') }}
            as acquisition_cost_amount,
        spent.service_cost_amount,
        {{ known_amount('spent.marketing_cost_amount', 'spent.is_marketing_cost_assumed') }}
            as marketing_cost_amount,
        spent.retention_cost_amount,
        value_rates.is_variable_cost_assumed
        or spent.is_marketing_cost_assumed
        or spent.is_acquisition_cost_assumed as is_cost_assumed,
        expected.model_code,
        expected.horizon_days,
        expected.alive_probability_rate,
        expected.churn_probability_rate,
        expected.expected_order_ratio,
        expected.expected_order_amount,
        -- purchases are spread over the horizon: on average they come half way; 37 digits of a
        -- product are what every engine keeps exactly
        {{ present_value(
            'cast(expected.expected_order_ratio as decimal(19, 6)) * expected.expected_order_amount'
            ~ ' * value_rates.margin_ratio',
            'value_rates.annual_rate',
            'expected.horizon_days / 2.0'
        ) }} as expected_margin_amount,
        {{ as_money(
            'value_parts.net_margin_amount'
            ~ ' - spent.marketing_cost_amount - coalesce(spent.retention_cost_amount, 0)'
        ) }} as historic_value_amount
    from value_parts
    inner join spent
        on value_parts.customer_id = spent.customer_id
    cross join value_rates
    left join referring
        on value_parts.customer_id = referring.customer_id
    left join expected
        on value_parts.customer_id = expected.customer_id

),

-- nothing expected is known where no model can speak: then the past is all there is
final as (

    select
        customer_id,
        model_code,
        has_lines,
        is_cost_assumed,
        expected_margin_amount is not null as has_expectation,
        horizon_days,
        first_purchase_amount,
        repeat_amount,
        cross_sell_amount,
        service_saving_amount,
        referral_amount,
        loyalty_amount,
        net_margin_amount,
        acquisition_cost_amount,
        service_cost_amount,
        marketing_cost_amount,
        retention_cost_amount,
        historic_value_amount,
        {{ as_money('expected_margin_amount') }} as expected_value_amount,
        {{ as_money(
            'historic_value_amount + coalesce(' ~ as_money('expected_margin_amount') ~ ', 0)'
        ) }} as lifetime_value_amount,
        expected_order_amount,
        alive_probability_rate,
        churn_probability_rate,
        expected_order_ratio
    from joined

)

select * from final
