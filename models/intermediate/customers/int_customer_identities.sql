with

followed_merges as (

    select * from {{ ref('int_customer_merges__followed') }}

),

erased_identities as (

    select customer_id
    from {{ ref('stg_erasures') }}
    where rejection_code is null
    group by customer_id

),

known as (

    select
        customer_id,
        merged_into_customer_id as person_customer_id
    from followed_merges

    union distinct

    select
        merged_into_customer_id as customer_id,
        merged_into_customer_id as person_customer_id
    from followed_merges

    union distinct

    select
        erased_identities.customer_id,
        erased_identities.customer_id as person_customer_id
    from erased_identities
    left join followed_merges
        on erased_identities.customer_id = followed_merges.customer_id
    where followed_merges.customer_id is null

),

-- an erasure under any identity of a person erases the person
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
