-- The core outputs in one hand-written DuckDB script, as fast as we can write it: what the project is measured
-- against. It reads the generated Parquet files and knows nothing of dirty input, rules, groups or contracts.
-- {folder} is the input folder, {as_of} the date of analysis.

create table order_facts as
select
    lines.order_id,
    any_value(lines.customer_id) as customer_id,
    any_value(cast(lines.ordered_at as date)) as order_date,
    any_value(lines.channel) as channel,
    sum(lines.quantity * lines.unit_price) as revenue,
    sum(lines.quantity * products.unit_cost) as cost
from '{folder}/order_lines.parquet' as lines
left join '{folder}/products.parquet' as products using (product_id)
where cast(lines.ordered_at as date) <= date '{as_of}'
group by lines.order_id
order by customer_id, order_date;

create table customer_months as
select
    customer_id,
    date_trunc('month', order_date)::date as calendar_month,
    count(*) filter (revenue >= 0) as orders,
    bit_or(case when revenue >= 0 then 1::bigint << day(order_date) else 0 end) as days,
    sum(revenue) as revenue,
    sum(cost) as cost
from order_facts
group by all
order by all;

create table customers as
select
    customer_id,
    min(order_date) filter (revenue >= 0) as first_date,
    max(order_date) filter (revenue >= 0) as last_date,
    count(*) filter (revenue >= 0) as orders,
    sum(revenue) as revenue,
    sum(cost) as cost
from order_facts
group by customer_id
having count(*) filter (revenue >= 0) > 0;

create table growth as
with states as (
    select
        customer_id,
        calendar_month,
        revenue,
        lag(calendar_month) over customer as before,
        lead(calendar_month) over customer as after
    from customer_months
    where orders > 0
    window customer as (partition by customer_id order by calendar_month)
)

select
    calendar_month,
    count(*) as active,
    count(*) filter (before is null) as new,
    count(*) filter (before = calendar_month - interval 1 month) as retained,
    count(*) filter (before < calendar_month - interval 1 month) as resurrected,
    count(*) filter (after is null or after > calendar_month + interval 1 month) as lost_next,
    sum(revenue) as revenue
from states
group by calendar_month;

create table cohorts as
select
    date_trunc('month', customers.first_date)::date as cohort_month,
    datediff('month', customers.first_date, months.calendar_month) as period_number,
    count(*) filter (months.orders > 0) as active,
    sum(months.revenue) as revenue
from customer_months as months
inner join customers using (customer_id)
group by all;

create table warnings as
with windows as (
    select
        facts.customer_id,
        count(distinct facts.order_date)
            filter (facts.order_date >= customers.last_date - 30) as frequency_now,
        count(distinct facts.order_date)
            filter (facts.order_date < customers.last_date - 30) as frequency_before,
        sum(facts.revenue) filter (facts.order_date >= customers.last_date - 30) as money_now,
        sum(facts.revenue) filter (facts.order_date < customers.last_date - 30) as money_before
    from order_facts as facts
    inner join customers
        on
            facts.customer_id = customers.customer_id
            and facts.order_date >= customers.last_date - 60
            and facts.order_date < customers.last_date
    group by facts.customer_id
),

levels as (
    select
        customers.customer_id,
        date '{as_of}' - customers.last_date as silence,
        case when silence > 60 then 4 when silence > 30 then 3 when silence > 10 then 2 else 1 end as r,
        case
            when frequency_before = 0 then null
            when frequency_now >= frequency_before then 0
            when frequency_now > 0.7 * frequency_before then 1
            when frequency_now > 0.5 * frequency_before then 2
            else 3
        end as f,
        case
            when money_before <= 0 then null
            when money_now >= money_before then 0
            when money_now > 0.7 * money_before then 1
            when money_now > 0.5 * money_before then 2
            else 3
        end as m
    from customers
    left join windows using (customer_id)
)

select
    customer_id,
    silence,
    case when r = 4 then 'lost' when f is null or m is null then 'insufficient_history' else least(r, f, m)::varchar end
        as tier
from levels;

create table segments as
with cuts as (
    select
        quantile_disc(date '{as_of}' - last_date, [0.2, 0.4, 0.6, 0.8]) as r,
        quantile_disc(orders, [0.2, 0.4, 0.6, 0.8]) as f,
        quantile_disc(revenue, [0.2, 0.4, 0.6, 0.8]) as m
    from customers
),

ranked as (
    select
        *,
        row_number() over (order by revenue desc, customer_id) as place,
        count(*) over () as everybody
    from customers
)

select
    customer_id,
    5 - len(list_filter(cuts.r, lambda cut: date '{as_of}' - last_date > cut)) as recency_score,
    1 + len(list_filter(cuts.f, lambda cut: orders > cut)) as frequency_score,
    1 + len(list_filter(cuts.m, lambda cut: revenue > cut)) as monetary_score,
    case when place <= 0.1 * everybody then 'a' when place <= 0.3 * everybody then 'b' else 'c' end as abc
from ranked
cross join cuts;

create table dwyer as
with tenures as (
    select
        facts.*,
        year(customers.first_date) as cohort_year,
        (facts.order_date - customers.first_date) // 365 + 1 as year_number
    from order_facts as facts
    inner join customers using (customer_id)
)

select
    cohort_year,
    channel,
    year_number,
    count(distinct customer_id) as active,
    count(*) as transactions,
    sum(revenue) as sales,
    sum(cost) as cost,
    sum(revenue - cost) / pow(1.1, year_number - 1) as present_value
from tenures
group by cohort_year, channel, year_number;
