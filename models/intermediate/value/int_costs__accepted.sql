with

costs as (

    select * from {{ ref('stg_costs') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where
        table_name = 'costs'
        and rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

rules as (

    select * from {{ ref('cost_allocation_rules') }}

),

scoped as (

    select
        costs.*,
        coalesce(identities.person_customer_id, costs.customer_id) as person_customer_id,
        case
            when costs.customer_id is not null then 'customer'
            when costs.campaign_id is not null then 'campaign'
            when costs.channel is not null then 'channel'
            when costs.group_name is not null then costs.group_name
            else 'all'
        end as scope_code
    from costs
    inner join judged
        on
            costs.source_file = judged.source_file
            and costs.source_row_number = judged.source_row_number
    left join identities
        on costs.customer_id = identities.customer_id

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
