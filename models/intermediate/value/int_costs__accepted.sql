with

costs as (

    select * from {{ ref('stg_costs') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

rules as (

    select * from {{ ref('cost_allocation_rules') }}

),

-- without an id, the same row again is the same entry
ranked as (

    select
        costs.cost_id,
        costs.incurred_on,
        costs.cost_type,
        costs.amount,
        costs.channel,
        costs.campaign_id,
        costs.customer_id,
        costs.group_name,
        costs.group_value,
        row_number() over (
            partition by
                coalesce(
                    'id ' || costs.cost_id,
                    'row ' || costs.row_digest,
                    costs.source_file || ' ' || cast(costs.source_row_number as {{ dbt.type_string() }})
                )
            order by costs.load_number desc, costs.source_file desc, costs.source_row_number desc
        ) as version_number
    from costs
    cross join as_of
    where
        costs.rejection_code is null
        and costs.incurred_on <= as_of.as_of_date

),

scoped as (

    select
        ranked.*,
        coalesce(identities.person_customer_id, ranked.customer_id) as person_customer_id,
        case
            when ranked.customer_id is not null then 'customer'
            when ranked.campaign_id is not null then 'campaign'
            when ranked.channel is not null then 'channel'
            when ranked.group_name is not null then ranked.group_name
            else 'all'
        end as scope_code
    from ranked
    left join identities
        on ranked.customer_id = identities.customer_id
    where ranked.version_number = 1

),

final as (

    select
        scoped.incurred_on as incurred_date,
        {{ month_of('scoped.incurred_on') }} as incurred_month,
        scoped.cost_type,
        coalesce(rules.base_code, 'none') as base_code,
        coalesce(rules.is_allocated, false) as is_allocated,
        scoped.scope_code,
        case scoped.scope_code
            when 'customer' then scoped.person_customer_id
            when 'campaign' then scoped.campaign_id
            when 'channel' then scoped.channel
            when 'all' then 'all'
            else coalesce(scoped.group_value, '(unknown)')
        end as scope_value,
        {{ as_money('sum(scoped.amount)') }} as cost_amount,
        count(*) as entry_count
    from scoped
    left join rules
        on scoped.cost_type = rules.cost_type
    group by
        scoped.incurred_on,
        scoped.cost_type,
        rules.base_code,
        rules.is_allocated,
        scoped.scope_code,
        scoped.person_customer_id,
        scoped.campaign_id,
        scoped.channel,
        scoped.group_value

)

select * from final
