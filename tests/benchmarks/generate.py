"""Write an invented retailer of any size as Parquet: the same bytes for the same size."""

from __future__ import annotations

from pathlib import Path

import duckdb

# Uniform numbers in [0, 1) from an integer and a salt. DuckDB's hash of two values is correlated
# across the second one, so the salt is mixed into one value.
UNIFORM = "(hash({key} * 31 + {salt}) % 1000003) / 1000003.0"

LINES = """
copy (
    with numbered as (
        select
            range as line_number_of_all,
            range // 3 as order_number
        from range({lines})
    ),
    drawn as (
        select
            *,
            {customer} as customer_draw,
            {day} as day_draw,
            {product} as product_draw,
            {price} as price_draw,
            {refund} as refund_draw
        from numbered
    )
    select
        'o' || order_number as order_id,
        line_number_of_all % 3 + 1 as line_number,
        'c' || cast(floor({customers} * pow(customer_draw, 1.6)) as bigint) as customer_id,
        timestamp '2020-01-01' + to_seconds(cast(floor(day_draw * 157766400) as bigint))
            as ordered_at,
        'p' || cast(floor(2000 * pow(product_draw, 2)) as bigint) as product_id,
        case when refund_draw < 0.02 then -1 else 1 + line_number_of_all % 3 end as quantity,
        cast(2 + floor(price_draw * 4800) / 100 as decimal(9, 2)) as unit_price,
        case when order_number % 3 = 0 then 'shop' else 'web' end as channel
    from drawn
) to '{target}' (format parquet, row_group_size 500000)
"""

PRODUCTS = """
copy (
    select
        'p' || range as product_id,
        'category ' || (range % 40) as category,
        cast(1 + range % 17 as decimal(9, 2)) as unit_cost
    from range(2000)
) to '{target}' (format parquet)
"""

COSTS = """
copy (
    select
        'k' || range as cost_id,
        cast(date '2020-01-01' + to_months(cast(range // 3 as integer)) as date) as incurred_on,
        case range % 3 when 0 then 'acquisition' when 1 then 'marketing' else 'service' end
            as cost_type,
        cast(1000 + range as decimal(18, 2)) as amount
    from range(180)
) to '{target}' (format parquet)
"""


def _uniform(key: str, salt: int) -> str:
    return UNIFORM.format(key=key, salt=salt)


def generate(folder: Path, lines: int) -> Path:
    """An input folder with `lines` order lines of five years, a customer for every twenty."""
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    con.execute("set preserve_insertion_order = true")
    draws = {
        "customer": _uniform("order_number", 1),
        "day": _uniform("order_number", 2),
        "product": _uniform("line_number_of_all", 3),
        "price": _uniform("line_number_of_all", 4),
        "refund": _uniform("order_number", 5),
    }
    target = folder / "order_lines.parquet"
    con.execute(LINES.format(lines=lines, customers=lines // 20, target=target, **draws))
    con.execute(PRODUCTS.format(target=folder / "products.parquet"))
    con.execute(COSTS.format(target=folder / "costs.parquet"))
    return folder
