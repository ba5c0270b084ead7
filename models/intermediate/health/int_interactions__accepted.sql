with

handed_over as (

    select * from {{ ref('stg_interactions') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'interactions' and rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- what is dated after the as-of date has not happened yet
final as (

    select
        coalesce(identities.person_customer_id, handed_over.customer_id) as customer_id,
        handed_over.interaction_id,
        cast(handed_over.occurred_at as date) as interaction_date,
        case
            when
                handed_over.resolved_at >= handed_over.occurred_at
                and cast(handed_over.resolved_at as date) <= as_of.as_of_date
                then cast(handed_over.resolved_at as date)
        end as resolved_date,
        handed_over.kind,
        coalesce(handed_over.scene, '(unknown)') as scene,
        handed_over.outcome,
        handed_over.staff_id,
        {{ as_money('handed_over.cost') }} as cost_amount,
        handed_over.source_file,
        handed_over.source_row_number
    from handed_over
    inner join judged
        on
            handed_over.source_file = judged.source_file
            and handed_over.source_row_number = judged.source_row_number
    cross join as_of
    left join identities
        on handed_over.customer_id = identities.customer_id

)

select * from final
