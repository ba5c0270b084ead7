with

handed_over as (

    select * from {{ ref('stg_churn_reasons') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'churn_reasons' and rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

tree as (

    select * from {{ ref('churn_reason_tree') }}

),

-- a code that is no leaf of the tree is kept, as unlisted
final as (

    select
        coalesce(identities.person_customer_id, handed_over.customer_id) as customer_id,
        cast(handed_over.reported_at as date) as report_date,
        handed_over.reported_at,
        handed_over.reason_code as stated_reason,
        coalesce(tree.reason_code, 'unlisted') as reason_code,
        handed_over.source_file,
        handed_over.source_row_number
    from handed_over
    inner join judged
        on
            handed_over.source_file = judged.source_file
            and handed_over.source_row_number = judged.source_row_number
    left join identities
        on handed_over.customer_id = identities.customer_id
    left join tree
        on replace(lower(handed_over.reason_code), ' ', '_') = tree.reason_code

)

select * from final
