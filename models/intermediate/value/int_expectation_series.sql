with

arguments as (

    select * from {{ ref('int_expectation_arguments') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

steps as (

    {{ dbt.generate_series(2000) }} -- constant: more terms than any rule asks for

),

counts as (

    select
        model_code,
        cut_date,
        repeat_count,
        min(first_argument) as first_argument,
        min(second_argument) as second_argument,
        min(third_argument) as third_argument
    from arguments
    group by model_code, cut_date, repeat_count

),

-- logarithms of the coefficients, each from the one before
coefficients as (

    select
        counts.model_code,
        counts.cut_date,
        counts.repeat_count,
        steps.generated_number as term_number,
        sum(
            ln(counts.first_argument + steps.generated_number - 1)
            + case
                when steps.generated_number > 1
                    then ln(counts.second_argument + steps.generated_number - 1)
                else 0
            end
            - ln(counts.third_argument + steps.generated_number - 1)
            - ln(steps.generated_number)
        ) over (
            partition by counts.model_code, counts.cut_date, counts.repeat_count
            order by steps.generated_number
            rows between unbounded preceding and current row
        ) as log_coefficient
    from counts
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'counts.cut_date') }}
    inner join steps
        on probability_rules.series_term_count >= steps.generated_number

),

sums as (

    select
        arguments.model_code,
        arguments.cut_date,
        arguments.repeat_count,
        arguments.tenure_days,
        sum({{ safe_exp(
            'coefficients.log_coefficient + coefficients.term_number * ln(arguments.horizon_share)'
        ) }}) as series_sum
    from arguments
    inner join coefficients
        on
            arguments.model_code = coefficients.model_code
            and arguments.cut_date = coefficients.cut_date
            and arguments.repeat_count = coefficients.repeat_count
            -- constant: what is below e to the -40 is below double precision
            and -coefficients.term_number * ln(arguments.horizon_share) <= 40
    group by
        arguments.model_code,
        arguments.cut_date,
        arguments.repeat_count,
        arguments.tenure_days

),

final as (

    select
        arguments.model_code,
        arguments.cut_date,
        arguments.repeat_count,
        arguments.tenure_days,
        cast(
            arguments.third_argument / arguments.second_argument * (
                1
                - power(1 - arguments.horizon_share, arguments.second_argument)
                * (1 + arguments.second_argument * coalesce(sums.series_sum, 0))
            ) as decimal(18, 9)
        ) as expected_if_alive_ratio
    from arguments
    left join sums
        on
            arguments.model_code = sums.model_code
            and arguments.cut_date = sums.cut_date
            and arguments.repeat_count = sums.repeat_count
            and arguments.tenure_days = sums.tenure_days

)

select * from final
