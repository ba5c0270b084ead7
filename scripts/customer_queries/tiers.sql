-- neighbouring intervals in the same tier are told as one
with

marked as (

    select
        valid_from_date,
        valid_to_date,
        warning_tier_code,
        case
            when
                warning_tier_code
                = lag(warning_tier_code) over (order by valid_from_date)
                then 0
            else 1
        end as is_turn
    from customer_warning_periods
    where customer_id = $customer_id and is_default

),

numbered as (

    select
        valid_from_date,
        valid_to_date,
        warning_tier_code,
        sum(is_turn) over (order by valid_from_date) as stretch_number
    from marked

)

select
    min(valid_from_date) as from_date,
    case when count(valid_to_date) = count(*) then max(valid_to_date) end as to_date,
    warning_tier_code
from numbered
group by stretch_number, warning_tier_code
order by from_date desc
limit 12
