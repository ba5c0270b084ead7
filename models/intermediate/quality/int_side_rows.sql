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
{%- set text_null = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}

with

final as (

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
            content,
            rejection_code
        from {{ ref('stg_' ~ table) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
