with

handed_over as (

    select * from {{ ref('stg_market_events') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'market_events' and rejection_code is null

),

final as (

    select
        handed_over.event_on as event_date,
        handed_over.event_name,
        coalesce(lower(handed_over.kind), 'other') as event_kind_code
    from handed_over
    inner join judged
        on
            handed_over.source_file = judged.source_file
            and handed_over.source_row_number = judged.source_row_number

)

select * from final
