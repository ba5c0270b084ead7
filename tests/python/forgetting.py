"""A few customers, one of whom asks to be forgotten, and what a database says of them."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

Rows = list[dict[str, object]]
ID = "zzanna-4711"
TOLD = ("Xanaduland", "zzanna@example.org", "Zzannastreet")


def tables() -> dict[str, Rows]:
    """Two years of a few customers, one of whom will ask to be forgotten."""
    orders: Rows = []
    for place, who in enumerate(("zzben-1", "zzcat-2", "zzdan-3", "zzeve-4", ID)):
        for month in range(1, 13):
            orders.append(
                {
                    "order_id": f"{who}/{month}",
                    "customer_id": who,
                    "ordered_at": f"2023-{month:02d}-{place + 3:02d}",
                    "amount": f"{10 * (place + 1)}.{month:02d}",
                    "channel": "zzchannel" if who == ID else "shop",
                }
            )
    orders.append({**orders[-1], "order_id": "zzbad", "amount": f"ten for {ID}"})
    return {
        "orders": orders,
        "customers": [
            {"customer_id": ID, "region": TOLD[0], "email": TOLD[1], "note": TOLD[2]},
            {"customer_id": "zzben-1", "region": "North", "email": "b@example.org", "note": ""},
        ],
        "interactions": [
            {
                "customer_id": ID,
                "occurred_at": "2023-06-01",
                "kind": "complaint",
                "scene": TOLD[2],
            }
        ],
        "referrals": [
            {"referrer_id": ID, "referred_id": "zzben-1", "referred_at": "2023-01-02"},
        ],
        "costs": [
            {
                "incurred_on": "2023-02-01",
                "cost_type": "marketing",
                "amount": "3.33",
                "customer_id": ID,
            }
        ],
    }


def texts(database: Path) -> Iterator[tuple[str, str]]:
    """Every text in every table of a database, with the table it stands in."""
    with duckdb.connect(str(database), read_only=True) as con:
        for schema, table in con.execute(
            """select table_schema, table_name from information_schema.tables
            where table_type = 'BASE TABLE'"""
        ).fetchall():
            con.execute(f'select * from {schema}."{table}"')
            for row in con.fetchall():
                yield from ((f"{schema}.{table}", str(value)) for value in row)
