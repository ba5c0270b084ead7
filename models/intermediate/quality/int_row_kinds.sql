with

interactions as (

    select * from {{ ref('int_interactions__accepted') }}

),

costs as (

    select * from {{ ref('int_costs__accepted') }}

),

final as (

    select
        'interactions' as table_name,
        kind as row_kind,
        count(*) as accepted_count
    from interactions
    group by kind

    union all

    select
        'costs' as table_name,
        cost_type as row_kind,
        sum(entry_count) as accepted_count
    from costs
    group by cost_type

)

select * from final
