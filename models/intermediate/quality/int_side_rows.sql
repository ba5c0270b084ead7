{%- set side_tables = {
    'customers': {'key': ['customer_id'], 'person': ['customer_id'], 'amount': none},
    'products': {'key': ['product_id'], 'person': [], 'amount': none},
    'costs': {'key': ['cost_id'], 'person': ['customer_id'], 'amount': 'amount'},
    'interactions': {'key': ['interaction_id'], 'person': ['customer_id'], 'amount': 'cost'},
    'surveys': {'key': ['answer_id'], 'person': ['customer_id'], 'amount': none},
    'referrals': {
        'key': ['referrer_id', 'referred_id'],
        'person': ['referrer_id', 'referred_id'],
        'amount': 'incentive',
    },
    'churn_reasons': {
        'key': ['customer_id', 'reported_at'],
        'person': ['customer_id'],
        'amount': none,
    },
    'leads': {'key': ['lead_id'], 'person': ['customer_id'], 'amount': none},
    'assignments': {
        'key': ['customer_id', 'salesperson_id', 'starts_on'],
        'person': ['customer_id'],
        'amount': none,
    },
    'market': {'key': ['period_start'], 'person': [], 'amount': 'market_revenue'},
    'market_events': {'key': ['event_on', 'event_name'], 'person': [], 'amount': none},
    'customer_merges': {
        'key': ['customer_id'],
        'person': ['customer_id', 'merged_into_customer_id'],
        'amount': none,
    },
    'exchange_rates': {'key': ['currency', 'rate_on'], 'person': [], 'amount': none},
    'erasures': {'key': ['customer_id'], 'person': ['customer_id'], 'amount': none},
} -%}
{#- the day on which what a row tells has happened; customers, merges and erasures hold at once -#}
{%- set happened = {
    'costs': 'incurred_on', 'interactions': 'occurred_at', 'surveys': 'answered_at',
    'referrals': 'referred_at', 'churn_reasons': 'reported_at', 'leads': 'created_at',
    'assignments': 'starts_on', 'market': 'period_start', 'market_events': 'event_on',
    'exchange_rates': 'rate_on',
} -%}
{%- set text_null = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}

with

as_of as (

    select * from {{ ref('int_as_of') }}

),

handed_over as (

    {% for table, traits in side_tables.items() %}
        select
            '{{ table }}' as table_name,
            load_number,
            load_id,
            source_file,
            source_row_number,
            {{ traits.person[0] if traits.person else text_null }} as customer_id,
            {{ traits.person[1] if traits.person | length > 1 else text_null }}
                as other_customer_id,
            -- null where a part of it is not handed over: the digest of the row stands for it then
            {{ row_key(traits.key) }} as row_key,
            cast(row_digest as {{ dbt.type_string() }}) as row_digest,
            cast({{ traits.amount or 'null' }} as decimal(18, 4)) as source_amount,
            cast({{ happened.get(table, 'null') }} as date) as happened_date,
            content,
            rejection_code
        from {{ ref('stg_' ~ table) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- what is dated after the as-of date has not happened yet
final as (

    select
        handed_over.table_name,
        handed_over.load_number,
        handed_over.load_id,
        handed_over.source_file,
        handed_over.source_row_number,
        handed_over.customer_id,
        handed_over.other_customer_id,
        handed_over.row_key,
        handed_over.row_digest,
        handed_over.source_amount,
        handed_over.content,
        case
            when handed_over.rejection_code is not null then handed_over.rejection_code
            when handed_over.happened_date > as_of.as_of_date then 'impossible_date'
        end as rejection_code
    from handed_over
    cross join as_of

)

select * from final
