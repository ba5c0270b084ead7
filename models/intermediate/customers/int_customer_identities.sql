with

handed_over as (

    select * from {{ ref('stg_customer_merges') }}
    where rejection_code is null

),

erasures as (

    select * from {{ ref('stg_erasures') }}
    where rejection_code is null

),

repeated as (

    select * from {{ ref('int_side_rows__repeated') }}
    where table_name = 'customer_merges'

),

one_step as (

    select
        handed_over.customer_id,
        handed_over.merged_into_customer_id
    from handed_over
    left join repeated
        on
            handed_over.source_file = repeated.source_file
            and handed_over.source_row_number = repeated.source_row_number
    where
        repeated.source_row_number is null
        and handed_over.customer_id <> handed_over.merged_into_customer_id

),

-- each join doubles the length of the chains followed: 2, 4, 8 steps
two_steps as (

    select
        one_step.customer_id,
        coalesce(onward.merged_into_customer_id, one_step.merged_into_customer_id)
            as merged_into_customer_id
    from one_step
    left join one_step as onward
        on one_step.merged_into_customer_id = onward.customer_id

),

four_steps as (

    select
        two_steps.customer_id,
        coalesce(onward.merged_into_customer_id, two_steps.merged_into_customer_id)
            as merged_into_customer_id
    from two_steps
    left join two_steps as onward
        on two_steps.merged_into_customer_id = onward.customer_id

),

eight_steps as (

    select
        four_steps.customer_id,
        coalesce(onward.merged_into_customer_id, four_steps.merged_into_customer_id)
            as merged_into_customer_id
    from four_steps
    left join four_steps as onward
        on four_steps.merged_into_customer_id = onward.customer_id

),

erased_identities as (

    select customer_id
    from erasures
    group by customer_id

),

-- an erasure under any identity of a person erases the person
known as (

    select
        customer_id,
        merged_into_customer_id as person_customer_id
    from eight_steps

    union all

    select
        erased_identities.customer_id,
        erased_identities.customer_id as person_customer_id
    from erased_identities
    left join eight_steps
        on erased_identities.customer_id = eight_steps.customer_id
    where eight_steps.customer_id is null

    union all

    -- the identity that goes on, where it has no row of its own yet
    select
        eight_steps.merged_into_customer_id as customer_id,
        eight_steps.merged_into_customer_id as person_customer_id
    from eight_steps
    left join erased_identities
        on eight_steps.merged_into_customer_id = erased_identities.customer_id
    where erased_identities.customer_id is null
    group by eight_steps.merged_into_customer_id

),

erased_people as (

    select known.person_customer_id
    from known
    inner join erased_identities
        on known.customer_id = erased_identities.customer_id
    group by known.person_customer_id

),

final as (

    select
        known.customer_id,
        known.person_customer_id,
        erased_people.person_customer_id is not null as is_erased
    from known
    left join erased_people
        on known.person_customer_id = erased_people.person_customer_id

)

select * from final
