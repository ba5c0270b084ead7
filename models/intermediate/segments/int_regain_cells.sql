with

counted as (

    select * from {{ ref('int_regain_cells__counted') }}

),

pooled as (

    select
        counted.*,
        {{ as_double('sum(counted.returned_customers) over ()') }}
        / nullif(sum(counted.silent_customers) over (), 0) as average_regain,
        {{ as_double('sum(counted.ended_count) over ()') }}
        / nullif(sum(counted.lived_days) over (), 0) as average_hazard,
        {{ as_double('sum(counted.returned_margin_amount) over ()') }}
        / nullif(sum(counted.period_margin_amount) over (), 0) as uplift
    from counted

),

drawn as (

    select
        pooled.*,
        {{ smoothed_rate(
            'pooled.returned_customers', 'pooled.silent_customers',
            'pooled.average_regain', 'pooled.prior_customers'
        ) }} as drawn_regain
    from pooled

),

-- the longer the silence the rarer the return: a cell leans on the one before, not on the average
leaning as (

    select
        drawn.*,
        coalesce(
            lag(drawn.drawn_regain) over (order by drawn.lower_days), drawn.average_regain
        ) as likely_regain
    from drawn

),

final as (

    select
        silence_cell_code,
        rule_version_number,
        lower_days,
        upper_days,
        silent_customers,
        returned_customers,
        cast(
            {{ smoothed_rate(
                'returned_customers', 'silent_customers', 'likely_regain', 'prior_customers'
            ) }} as decimal(18, 12)
        ) as regain_probability,
        cast(
            power(
                1 - {{ smoothed_rate(
                    'ended_count', 'lived_days', 'average_hazard', 'prior_customers * period_days'
                ) }},
                period_days
            ) as decimal(18, 12)
        ) as period_survival,
        cast(
            -- constant: days in a year
            power(1 + {{ as_double('yearly_discount_rate') }}, period_days / {{ as_double(365) }})
            as decimal(18, 12)
        ) as period_discount,
        horizon_periods,
        cast(uplift as decimal(18, 12)) as uplift,
        contact_cost_amount,
        offer_cost_amount,
        suggested_response
    from leaning

)

select * from final
