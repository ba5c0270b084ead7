with

silences as (

    select * from {{ ref('int_customer_silences') }}

),

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

winback_rules as (

    select * from {{ ref('winback_rules') }}

),

rules as (

    select
        winback_rules.period_days,
        winback_rules.before_days
    from winback_rules
    inner join as_of
        on {{ is_valid_on('winback_rules', 'as_of.as_of_date') }}

),

summed as (

    select
        silences.customer_id,
        silences.silence_start_date,
        sum(
            case
                when customer_days.trade_date <= silences.silence_start_date
                    then customer_days.revenue_amount - customer_days.estimated_cost_amount
            end
        ) as before_margin_amount,
        coalesce(
            sum(
                case
                    when customer_days.trade_date >= silences.return_date
                        then customer_days.revenue_amount - customer_days.estimated_cost_amount
                end
            ),
            0
        ) as after_margin_amount
    from silences
    cross join rules
    inner join customer_days
        on
            silences.customer_id = customer_days.customer_id
            and (
                customer_days.day_number
                between silences.silence_start_number - rules.before_days + 1
                and silences.silence_start_number
                or customer_days.day_number
                between silences.silence_start_number + silences.silence_days
                and silences.silence_start_number + silences.silence_days + rules.period_days - 1
            )
    group by silences.customer_id, silences.silence_start_date

),

-- who is younger than the time looked back on earned it in their own time, a period at least
final as (

    select
        summed.customer_id,
        summed.silence_start_date,
        {{ quotient_as_money(
            'summed.before_margin_amount * rules.period_days / least('
            ~ 'rules.before_days, greatest(rules.period_days, '
            ~ days_between('facts.first_order_date', 'summed.silence_start_date') ~ ' + 1))'
        ) }} as period_margin_amount,
        -- null until the first period after the return has passed
        case
            when
                silences.is_returned
                and silences.observed_days - silences.silence_days >= rules.period_days - 1
                then {{ as_money('summed.after_margin_amount') }}
        end as returned_margin_amount
    from summed
    inner join silences
        on
            summed.customer_id = silences.customer_id
            and summed.silence_start_date = silences.silence_start_date
    inner join facts
        on summed.customer_id = facts.customer_id
    cross join rules

)

select * from final
