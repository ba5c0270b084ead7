with

side_rows as (

    select * from {{ ref('int_side_rows') }}

),

repeated as (

    select * from {{ ref('int_side_rows__repeated') }}

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

erased as (

    select customer_id
    from identities
    where is_erased

),

final as (

    select
        side_rows.table_name,
        side_rows.load_id,
        side_rows.source_file,
        side_rows.source_row_number,
        side_rows.source_amount,
        -- nothing of an erased customer is shown, whatever the reason
        case
            when erased.customer_id is null and other_erased.customer_id is null
                then side_rows.content
        end as content,
        case
            when side_rows.rejection_code is not null then side_rows.rejection_code
            when repeated.rejection_code is not null then repeated.rejection_code
            -- a merge and the request itself are what tells who is erased
            when side_rows.table_name in ('customer_merges', 'erasures') then null
            when erased.customer_id is not null or other_erased.customer_id is not null
                then 'erased_customer'
        end as rejection_code
    from side_rows
    left join repeated
        on
            side_rows.table_name = repeated.table_name
            and side_rows.source_file = repeated.source_file
            and side_rows.source_row_number = repeated.source_row_number
    left join erased
        on side_rows.customer_id = erased.customer_id
    left join erased as other_erased
        on side_rows.other_customer_id = other_erased.customer_id

)

select * from final
