with

customer_years as (

    select * from {{ ref('int_customer_calendar_years') }}

),

-- whoever bought last year and not this year was lost this year, with what they brought last year
flows as (

    select
        calendar_year_number,
        1 as active_count,
        case when previous_year_number is null then 1 else 0 end as new_count,
        case when previous_year_number = calendar_year_number - 1 then 1 else 0 end as kept_count,
        0 as lost_count,
        margin_amount,
        case when previous_year_number is null then margin_amount else 0 end as new_margin_amount,
        0 as lost_margin_amount
    from customer_years

    union all

    select
        calendar_year_number + 1 as calendar_year_number,
        0 as active_count,
        0 as new_count,
        0 as kept_count,
        1 as lost_count,
        0 as margin_amount,
        0 as new_margin_amount,
        margin_amount as lost_margin_amount
    from customer_years
    where coalesce(next_year_number, 0) <> calendar_year_number + 1

),

final as (

    select
        calendar_year_number,
        sum(active_count) as active_count,
        sum(new_count) as new_count,
        sum(kept_count) as kept_count,
        sum(lost_count) as lost_count,
        sum(margin_amount) as margin_amount,
        sum(new_margin_amount) as new_margin_amount,
        sum(lost_margin_amount) as lost_margin_amount
    from flows
    group by calendar_year_number

)

select * from final
