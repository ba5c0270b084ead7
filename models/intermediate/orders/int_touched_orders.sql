with

changed as (

    select * from {{ ref('stg_changed_orders') }}

),

built as (

    select * from {{ ref('stg_build_state') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

orders as (

    select * from {{ ref('stg_orders') }}

),

order_lines as (

    select * from {{ ref('stg_order_lines') }}

),

rule_sets as (

    select * from {{ ref('int_rule_periods') }}

),

dated as (

    select
        order_id,
        cast(ordered_at as date) as order_date
    from orders

    union all

    select
        order_id,
        cast(ordered_at as date) as order_date
    from order_lines

),

-- rules that began or ended between the two dates of analysis
turned_rules as (

    select count(*) as rule_count
    from rule_sets
    cross join as_of
    cross join built
    where
        {{ is_valid_on('rule_sets', 'as_of.as_of_date') }}
        <> {{ is_valid_on('rule_sets', 'built.as_of_date') }}

),

-- a day is judged anew where it lies beyond a date of analysis; some changes touch every order
rejudged as (

    select
        least(as_of.as_of_date, built.as_of_date) as before_date,
        greatest(as_of.as_of_date, built.as_of_date) as until_date,
        turned_rules.rule_count > 0
        or as_of.data_start_date <> built.data_start_date
        or coalesce(as_of.reporting_currency_code, '')
        <> coalesce(built.reporting_currency_code, '') as is_everything
    from as_of
    cross join built
    cross join turned_rules

),

final as (

    select order_id
    from changed
    where order_id is not null

    union distinct

    select dated.order_id
    from dated
    cross join rejudged
    where
        dated.order_id is not null
        and (
            rejudged.is_everything
            or (
                dated.order_date > rejudged.before_date
                and dated.order_date <= rejudged.until_date
            )
        )

)

select * from final
