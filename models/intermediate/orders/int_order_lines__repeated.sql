with

as_of as (

    select * from {{ ref('int_as_of') }}

),

order_lines as (

    select * from {{ touched('stg_order_lines', 'order_id') }}

),

-- a row that is rejected for itself neither repeats nor replaces another
lines as (

    select order_lines.*
    from order_lines
    cross join as_of
    where
        order_lines.rejection_code is null
        and (
            as_of.is_order_table_given
            or (
                order_lines.customer_id is not null
                and cast(order_lines.ordered_at as date) <= as_of.as_of_date
            )
        )

),

-- a key or a whole row that stands more than once; most inputs have few or none
repeated_keys as (

    select
        order_id,
        line_number
    from lines
    where line_number is not null
    group by order_id, line_number
    having count(*) > 1

),

repeated_rows as (

    select
        order_id,
        row_digest
    from lines
    where row_digest is not null
    group by order_id, row_digest
    having count(*) > 1

),

-- of a key the row loaded last stays, of equal rows the first
ranked as (

    select
        lines.order_id,
        lines.source_file,
        lines.source_row_number,
        'superseded_row' as rejection_code,
        row_number() over (
            partition by lines.order_id, lines.line_number
            order by lines.load_number desc, lines.source_file desc, lines.source_row_number desc
        ) as version_number
    from lines
    inner join repeated_keys
        on
            lines.order_id = repeated_keys.order_id
            and lines.line_number = repeated_keys.line_number

    union all

    select
        lines.order_id,
        lines.source_file,
        lines.source_row_number,
        'duplicate_row' as rejection_code,
        row_number() over (
            partition by lines.order_id, lines.row_digest
            order by lines.load_number, lines.source_file, lines.source_row_number
        ) as version_number
    from lines
    inner join repeated_rows
        on
            lines.order_id = repeated_rows.order_id
            and lines.row_digest = repeated_rows.row_digest

),

final as (

    select
        order_id,
        source_file,
        source_row_number,
        rejection_code
    from ranked
    where version_number > 1

)

select * from final
