with

categories as (

    select * from {{ ref('int_customer_categories') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

starts as (

    select
        category as from_category,
        count(*) as from_customers
    from categories
    where step_number = 1
    group by category

),

-- who entered with several categories, or went on to several, counts for each pair
pairs as (

    select
        entered.category as from_category,
        followed.category as to_category,
        count(*) as customers,
        sum({{ days_between('entered.first_date', 'followed.first_date') }}) as waited_days
    from categories as entered
    inner join categories as followed
        on
            entered.customer_id = followed.customer_id
            and entered.step_number + 1 = followed.step_number
    where entered.step_number = 1
    group by entered.category, followed.category

),

final as (

    select
        cast(pairs.from_category as {{ dbt.type_string() }}) as from_category,
        cast(pairs.to_category as {{ dbt.type_string() }}) as to_category,
        as_of.as_of_date,
        starts.from_customers,
        pairs.customers,
        {{ ratio('pairs.customers', 'starts.from_customers') }} as next_category_rate,
        {{ ratio('pairs.waited_days', 'pairs.customers') }} as mean_wait_days
    from pairs
    inner join starts
        on pairs.from_category = starts.from_category
    cross join as_of

)

select * from final
