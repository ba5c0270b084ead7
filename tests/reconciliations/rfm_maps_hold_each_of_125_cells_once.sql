-- whatever version of a map is in force on a day, each cell of scores lies in one of its boxes
with

cells as (

    select * from {{ ref('int_rfm_cells') }}

),

boxes as (

    select
        'rfm_segment_map' as map_name,
        valid_from,
        recency_score_from,
        recency_score_to,
        frequency_score_from,
        frequency_score_to,
        monetary_score_from,
        monetary_score_to
    from {{ ref('rfm_segment_map') }}

    union all

    select
        'relationship_type_map' as map_name,
        valid_from,
        recency_score_from,
        recency_score_to,
        frequency_score_from,
        frequency_score_to,
        monetary_score_from,
        monetary_score_to
    from {{ ref('relationship_type_map') }}

),

versions as (

    select
        map_name,
        valid_from
    from boxes
    group by map_name, valid_from

),

counted as (

    select
        versions.map_name,
        versions.valid_from,
        cells.rfm_cell_code,
        count(boxes.map_name) as box_count,
        count(*) over (partition by versions.map_name, versions.valid_from) as cell_count
    from versions
    cross join cells
    left join boxes
        on
            versions.map_name = boxes.map_name
            and versions.valid_from = boxes.valid_from
            and cells.recency_score between boxes.recency_score_from and boxes.recency_score_to
            and cells.frequency_score
            between boxes.frequency_score_from and boxes.frequency_score_to
            and cells.monetary_score between boxes.monetary_score_from and boxes.monetary_score_to
    group by versions.map_name, versions.valid_from, cells.rfm_cell_code

)

select * from counted
where box_count <> 1 or cell_count <> 125
