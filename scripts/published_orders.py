"""What the last publication said of each order, kept in the build: restatements compare with it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from scripts.publication import history_of
from scripts.steps import BUILD, PUBLISHED

STATED = ("intermediate", "int_orders__stated")


def remember(warehouse: Path, version: int) -> None:
    """Keep what the build says of each order: it was published as this version.

    It is taken from the build and not from the published file, which has no order that was
    rejected, and where customers may have other names than here.
    """
    with duckdb.connect(str(warehouse / BUILD)) as con:
        found = con.execute(
            "select 1 from information_schema.tables where table_schema = ? and table_name = ?",
            STATED,
        ).fetchone()
        if found is None:
            return  # built by an earlier version of the project: the next load recalls it
        con.execute("begin transaction; delete from raw.published_orders")
        con.execute(
            f"""insert into raw.published_orders by name
            select ? as version_number, as_of.as_of_date, stated.*
            from {".".join(STATED)} as stated
            cross join intermediate.int_as_of as as_of""",
            [version],
        )
        con.execute("commit")


def recall(con: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    """See to it that the build remembers the version that readers have.

    After a rollback, or where a run was killed in the last moment, it remembers another one. Then
    the accepted orders are taken from the published file; what their rows said is not known.
    """
    published = warehouse / PUBLISHED
    history = history_of(published)
    version = history[-1].version_number if history else 0
    found = con.execute("select max(version_number) from raw.published_orders").fetchone()
    if version == (found[0] if found and found[0] is not None else 0):
        return
    con.execute("delete from raw.published_orders")
    if not version:
        return
    with duckdb.connect() as reader:
        quoted = str(published).replace("'", "''")
        try:
            reader.execute(f"attach '{quoted}' as published (read_only)")
        except duckdb.IOException:
            return  # somebody has it open for writing
        orders = reader.sql(
            """select order_id, customer_id, order_date, revenue_amount, as_of_date
            from published.main.orders"""
        ).to_arrow_table()
    con.register("orders_published", orders)
    con.execute(
        """insert into raw.published_orders by name
        select *, ? as version_number, false as is_erased from orders_published""",
        [version],
    )
    con.unregister("orders_published")
