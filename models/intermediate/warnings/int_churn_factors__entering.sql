with

customers as (

    select * from {{ ref('int_customers__cut') }}

),

measured as (

    select * from {{ ref('int_churn_factors__measured') }}

),

fits as (

    select * from {{ ref('int_churn_factor_fits') }}

),

cut as (

    select * from {{ ref('int_churn_cut') }}

),

totals as (

    select count(*) as customers
    from customers

),

-- known of everybody, seen often enough on both sides, and alone no separation of lost and kept;
-- the commonest value of an attribute comes last, where it is what the others are compared with
final as (

    select
        measured.scene_code,
        measured.factor_name,
        cast(
            row_number() over (
                order by
                    measured.scene_code desc, measured.high_customers asc, measured.factor_name asc
            ) as integer
        ) as factor_number
    from measured
    inner join fits
        on
            measured.scene_code = fits.scene_code
            and measured.factor_name = fits.factor_name
    inner join totals
        on measured.customers = totals.customers
    cross join cut
    where
        measured.high_customers >= cut.minimum_customers
        and measured.customers - measured.high_customers >= cut.minimum_customers

)

select * from final
