"""Bring back what an erasure took from the loaded rows, where it does not hold any more."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from scripts.contract import Contract
from scripts.erase import Stale, erase
from scripts.raw_tables import Plan, Stamp, load_table


def load_again(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    plans: list[Plan],
    stale: Stale,
    stamp: Stamp,
    look_into: Callable[[list[Plan]], None],
) -> None:
    """Load files of this load anew, as if an erasure had taken nothing from them.

    They keep the number of the load that brought them, so that none wins over a later one.
    """
    again = [plan for plan in plans if (plan.file.table, plan.file.name) in stale]
    for plan in plans:
        plan.is_unchanged, plan.shaped = plan not in again, None
    look_into(again)
    for table in contract.tables.values():
        own = [plan for plan in plans if plan.file.table == table.name]
        list(load_table(con, table, own, stamp))
    for plan in again:
        _keep_number(con, plan)
    erase(con, contract, None)


def _keep_number(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    number, table = (plan.earlier or {}).get("load_number"), plan.file.table
    for sql in (
        f"update raw.{table} set _load_number = coalesce(?, _load_number) where _source_file = ?",
        f"""update raw.loaded_files set load_number = coalesce(?, load_number)
        where source_file = ? and table_name = '{table}'""",
    ):
        con.execute(sql, [number, plan.file.name])
