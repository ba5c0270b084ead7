with

handed_over as (

    select * from {{ ref('stg_assignments') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'assignments' and rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- an end that has not come yet is no end; merged identities have one spell that spans theirs
final as (

    select
        coalesce(identities.person_customer_id, handed_over.customer_id) as customer_id,
        handed_over.salesperson_id,
        handed_over.starts_on as start_date,
        case
            when
                count(case when handed_over.ends_on <= as_of.as_of_date then 1 end) = count(*)
                then max(handed_over.ends_on)
        end as end_date
    from handed_over
    inner join judged
        on
            handed_over.source_file = judged.source_file
            and handed_over.source_row_number = judged.source_row_number
    cross join as_of
    left join identities
        on handed_over.customer_id = identities.customer_id
    group by
        coalesce(identities.person_customer_id, handed_over.customer_id),
        handed_over.salesperson_id,
        handed_over.starts_on

)

select * from final
