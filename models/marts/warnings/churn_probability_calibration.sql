with

vintages as (

    select * from {{ ref('int_expectation_vintages') }}

),

-- one lapse window ago, so that everybody is known to have bought since or not
predicted as (

    select
        model_code,
        is_headline,
        cut_date,
        as_of_date,
        window_days,
        churn_probability_rate,
        count(*) as customers,
        count(case when actual_order_count = 0 then 1 end) as lost_customers
    from vintages
    where is_window_past and churn_probability_rate is not null
    group by
        model_code, is_headline, cut_date, as_of_date, window_days, churn_probability_rate

),

-- customers with one probability stand in one decile: the one in which the first of them is
ranked as (

    select
        predicted.*,
        {{ squared_error(
            'predicted.churn_probability_rate', 'predicted.lost_customers', 'predicted.customers'
        ) }} as squared_error,
        sum(predicted.customers) over (
            partition by predicted.model_code
            order by predicted.churn_probability_rate
            rows between unbounded preceding and current row
        ) - predicted.customers as customers_before,
        sum(predicted.customers) over (partition by predicted.model_code) as model_customers
    from predicted

),

deciles as (

    select
        model_code,
        is_headline,
        cut_date,
        as_of_date,
        window_days,
        -- constant: ten tenths
        cast(floor(10.0 * customers_before / model_customers) + 1 as integer) as decile_number,
        sum(customers) as customers,
        sum(lost_customers) as lost_customers,
        sum(churn_probability_rate * customers) as predicted_customers,
        sum(squared_error) as squared_error
    from ranked
    group by
        model_code,
        is_headline,
        cut_date,
        as_of_date,
        window_days,
        -- constant: ten tenths
        cast(floor(10.0 * customers_before / model_customers) + 1 as integer)

),

-- who gives everybody the share that was lost in the end makes this error
totalled as (

    select
        deciles.*,
        sum(deciles.squared_error) over (partition by deciles.model_code) as model_squared_error,
        sum(deciles.customers) over (partition by deciles.model_code) as model_customers,
        sum(deciles.lost_customers) over (partition by deciles.model_code) as model_lost_customers
    from deciles

),

final as (

    select
        model_code,
        decile_number,
        as_of_date,
        cut_date,
        is_headline,
        cast(window_days as integer) as window_days,
        cast(customers as bigint) as customers,
        cast(lost_customers as bigint) as lost_customers,
        {{ ratio('predicted_customers', 'customers') }} as predicted_rate,
        {{ ratio('lost_customers', 'customers') }} as observed_rate,
        {{ ratio('squared_error', 'customers') }} as brier_score_ratio,
        {{ ratio('model_squared_error', 'model_customers') }} as model_brier_score_ratio,
        cast(
            {{ ratio('model_lost_customers', 'model_customers') }}
            * (1 - {{ ratio('model_lost_customers', 'model_customers') }}) as decimal(12, 6)
        ) as base_brier_score_ratio
    from totalled

)

select * from final
