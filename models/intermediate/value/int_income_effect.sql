with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

customers as (

    select * from {{ ref('int_customers__accepted') }}

),

rules as (

    select * from {{ ref('value_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- a logarithm asks for an income and a purchase that are more than nothing
earning as (

    select
        customers.annual_income,
        {{ as_float('facts.revenue_amount') }} / facts.order_count as amount_per_order
    from facts
    inner join customers
        on facts.customer_id = customers.customer_id
    where customers.annual_income > 0 and facts.revenue_amount > 0

),

compared as (

    select
        count(*) as income_customers,
        {{ income_elasticity_ratio('amount_per_order', 'annual_income') }} as elasticity_ratio,
        var_pop(ln(amount_per_order))
        / nullif(var_pop(ln({{ as_double('annual_income') }})), 0) as variance_ratio
    from earning

),

final as (

    select
        as_of.as_of_date,
        compared.income_customers,
        compared.income_customers >= rules.income_customer_count
        and compared.elasticity_ratio is not null as is_measured,
        cast(compared.elasticity_ratio as decimal(12, 6)) as elasticity_ratio,
        -- what the slope leaves unexplained, spread over the customers it does not use up
        cast(sqrt(
            case
                when compared.variance_ratio > compared.elasticity_ratio * compared.elasticity_ratio
                    then
                        compared.variance_ratio
                        - compared.elasticity_ratio * compared.elasticity_ratio
                -- rounding, where the line goes through every point
                when compared.elasticity_ratio is not null then 0
            end
            -- constant: a line through two points leaves nothing over
            / nullif(greatest(compared.income_customers - 2, 0), 0)
        ) as decimal(12, 6)) as elasticity_error_ratio,
        cast(case
            when
                compared.income_customers >= rules.income_customer_count
                and compared.elasticity_ratio is not null
                then compared.elasticity_ratio
            else rules.assumed_income_elasticity
        end as decimal(12, 6)) as applied_elasticity_ratio
    from compared
    cross join as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}

)

select * from final
