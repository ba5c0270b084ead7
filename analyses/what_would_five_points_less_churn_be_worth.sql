-- What would five points less churn be worth?
-- The row retention_rate up of clv_sensitivity is that case; the others say what else would do
-- as much.
with

shifts as (

    select * from {{ ref('clv_sensitivity') }}

),

final as (

    select
        shifts.factor_code,
        shifts.change_code,
        shifts.clv_per_customer_amount,
        shifts.clv_change_amount,
        shifts.value_change_amount,
        shifts.factor_code = 'retention_rate' and shifts.change_code = 'up' as is_the_question
    from shifts
    where
        shifts.clv_change_amount > 0
        or (shifts.factor_code = 'retention_rate' and shifts.change_code = 'up')

)

select * from final
order by is_the_question desc, clv_change_amount desc
