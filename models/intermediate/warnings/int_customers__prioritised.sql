with

explained as (

    select * from {{ ref('int_customers__explained') }}

),

at_stake as (

    select * from {{ ref('int_customers__at_stake') }}

),

expected as (

    select * from {{ ref('int_customers__expected') }}

),

gathered as (

    select
        explained.customer_id,
        explained.is_warning,
        coalesce(at_stake.is_margin_estimated, false) as is_margin_estimated,
        coalesce(at_stake.value_at_risk_amount, 0) as value_at_risk_amount,
        expected.alive_probability_rate,
        expected.churn_probability_rate,
        {{ as_money(
            exact_product(
                'coalesce(at_stake.value_at_risk_amount, 0)', 'expected.churn_probability_rate'
            )
        ) }} as expected_loss_amount
    from explained
    left join at_stake
        on explained.customer_id = at_stake.customer_id
    left join expected
        on explained.customer_id = expected.customer_id

),

-- what waiting may cost comes first; only warnings are ranked: the lost have a list of their own
final as (

    select
        customer_id,
        case
            when is_warning
                then cast(row_number() over (
                    partition by is_warning
                    order by
                        coalesce(expected_loss_amount, 0) desc,
                        value_at_risk_amount desc,
                        customer_id asc
                ) as integer)
        end as priority_number,
        is_margin_estimated,
        value_at_risk_amount,
        expected_loss_amount,
        alive_probability_rate,
        churn_probability_rate
    from gathered

)

select * from final
