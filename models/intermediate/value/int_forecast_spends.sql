with

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

customer_cuts as (

    select * from {{ ref('int_customer_cuts__recency_frequency') }}

),

fitted_models as (

    select * from {{ ref('int_fitted_models') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

averages as (

    select
        cut_date,
        sum(repeat_revenue_amount) as repeat_revenue_amount,
        sum(repeat_count) as repeat_count,
        sum(revenue_amount) as revenue_amount,
        sum(repeat_count + 1) as purchase_day_count
    from customer_cuts
    group by cut_date

),

-- before anybody came back, the first purchases are all there is
final as (

    select
        cuts.cut_date,
        fitted_models.cut_date is not null as is_fitted,
        fitted_models.spend_p,
        fitted_models.spend_q,
        fitted_models.spend_v,
        {{ as_double('probability_rules.smoothing_count') }} as smoothing_count,
        case
            when averages.repeat_count > 0
                then {{ as_double('averages.repeat_revenue_amount') }} / averages.repeat_count
            else {{ as_double('averages.revenue_amount') }} / averages.purchase_day_count
        end as average_amount
    from cuts
    inner join averages
        on cuts.cut_date = averages.cut_date
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'cuts.as_of_date') }}
    left join fitted_models
        on
            cuts.cut_date = fitted_models.cut_date
            and fitted_models.is_usable
            and fitted_models.spend_p is not null

)

select * from final
