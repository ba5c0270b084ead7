with

leads as (

    select * from {{ ref('int_leads__accepted') }}

),

stages as (

    select * from {{ ref('funnel_stages') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

judged as (

    select
        leads.salesperson_id,
        leads.stage_code,
        stages.stage_number,
        leads.is_won,
        coalesce(leads.is_won is null and leads.expected_close_date < as_of.as_of_date, false)
            as is_overdue,
        {{ days_between('leads.created_date', 'leads.closed_date') }} as close_days
    from leads
    left join stages
        on leads.stage_code = stages.stage_code
    cross join as_of

),

by_seller as (

    select
        coalesce(salesperson_id, '(unknown)') as salesperson_id,
        stage_code,
        stage_number,
        is_won,
        is_overdue,
        close_days
    from judged

    union all

    select
        '(all)' as salesperson_id,
        stage_code,
        stage_number,
        is_won,
        is_overdue,
        close_days
    from judged

),

counted as (

    select
        salesperson_id,
        stage_code,
        stage_number,
        count(*) as lead_count,
        count(case when is_won is null then 1 end) as open_count,
        count(case when is_won then 1 end) as won_count,
        count(case when not is_won then 1 end) as lost_count,
        count(case when is_overdue then 1 end) as overdue_count,
        -- closed before it began is a slip of the pen
        avg(case when close_days >= 0 then close_days end) as mean_close_days
    from by_seller
    group by salesperson_id, stage_code, stage_number

),

-- who stands at a stage has been through the ones before it
reached as (

    select
        *,
        sum(lead_count) over (
            partition by salesperson_id, stage_number is not null
            order by stage_number desc
        ) as reached_count,
        sum(case when stage_number is not null then lead_count else 0 end)
            over (partition by salesperson_id) as staged_count
    from counted

),

final as (

    select
        cast(reached.salesperson_id as {{ dbt.type_string() }}) as salesperson_id,
        as_of.as_of_date,
        cast(reached.stage_code as {{ dbt.type_string() }}) as stage_code,
        reached.stage_number,
        cast(reached.lead_count as bigint) as lead_count,
        cast(
            case when reached.stage_number is not null then reached.reached_count end as bigint
        ) as reached_count,
        cast(reached.open_count as bigint) as open_count,
        cast(reached.overdue_count as bigint) as overdue_count,
        cast(reached.won_count as bigint) as won_count,
        cast(reached.lost_count as bigint) as lost_count,
        cast(reached.mean_close_days as decimal(12, 6)) as mean_close_days,
        case
            when reached.stage_number is not null
                then {{ ratio('reached.reached_count', 'reached.staged_count') }}
        end as reach_rate,
        {{ win_rate('reached.won_count', 'reached.lost_count') }} as win_rate
    from reached
    cross join as_of

)

select * from final
