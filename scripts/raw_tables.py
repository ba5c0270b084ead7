"""The tables of the schema `raw`: bring each to the state of its files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from scripts.contract import LOADER_COLUMNS, Contract, InputError, Table
from scripts.discovery import TableFile
from scripts.mapping import Mapping
from scripts.readers import unreadable
from scripts.shaping import Shape, common_types, given_columns, select_sql

ORDER_TABLES = ("orders", "order_lines")

_FILE_COLUMNS = {
    "table_name": "VARCHAR",
    "source_file": "VARCHAR",
    "column_name": "VARCHAR",
    "is_attribute": "BOOLEAN",
}

_OF_A_ROW = (duckdb.ConversionException, duckdb.OutOfRangeException)


@dataclass(frozen=True)
class FileResult:
    """What became of one file: loaded, replaced, unchanged or removed; its rows of data."""

    table: str
    file: str
    action: str
    rows: int


@dataclass
class Plan:
    """A file with its state: now, and as it was loaded last (null where it was not)."""

    file: TableFile
    load_id: str
    record: dict[str, Any]  # hashes, size and time of change, as raw.loaded_files has them
    earlier: dict[str, Any] | None
    is_unchanged: bool
    shaped: Shape | None = None


@dataclass(frozen=True)
class Stamp:
    """Number and time of this load; the time is UTC."""

    number: int
    at: datetime.datetime


def rows_of(con: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> list[dict[str, Any]]:
    """Result of a query, a dictionary per row."""
    con.execute(sql, values)
    names = [str(entry[0]) for entry in con.description or []]
    return [dict(zip(names, row, strict=True)) for row in con.fetchall()]


def create_load_tables(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Make the tables in which the loader says what it did, where they are not there yet."""
    con.execute("create schema if not exists raw")
    for name, columns in {
        **contract.load_tables,
        "file_columns": _FILE_COLUMNS,
    }.items():
        listing = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        con.execute(f"create table if not exists raw.{name} ({listing})")
        for column, kind in columns.items():  # what an earlier version did not write
            con.execute(f"alter table raw.{name} add column if not exists {column} {kind}")


def stamp_of_load(con: duckdb.DuckDBPyConnection) -> Stamp:
    """The stamp of the load that begins now."""
    found = rows_of(con, "select coalesce(max(load_number), 0) as last from raw.loaded_files")
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    return Stamp(found[0]["last"] + 1, now)


def load_table(
    con: duckdb.DuckDBPyConnection, table: Table, plans: list[Plan], stamp: Stamp
) -> Iterator[FileResult]:
    """Bring one table to the state of its files, and say what became of each."""
    names = {plan.file.name for plan in plans}
    loaded = rows_of(con, "select * from raw.loaded_files where table_name = ?", table.name)
    gone = [row for row in loaded if row["source_file"] not in names]
    changed = [plan.file.name for plan in plans if not plan.is_unchanged]
    shapes = [plan.shaped for plan in plans if plan.shaped]
    staying = [plan.file.name for plan in plans if plan.is_unchanged]
    going = [*(row["source_file"] for row in gone), *changed]
    for name in going:
        _note_orders(con, table, name)
    if table.name in ORDER_TABLES and going and not staying:
        con.execute("delete from raw.build_state")  # all of it is new: so is the next build
    _prepare(con, table, shapes, staying)
    for name in going:
        con.execute(f"delete from raw.{table.name} where _source_file = ?", [name])
        for listing in ("loaded_files", "file_columns"):
            con.execute(
                f"delete from raw.{listing} where table_name = ? and source_file = ?",
                [table.name, name],
            )
    for row in gone:
        yield FileResult(table.name, row["source_file"], "removed", row["row_count"])
    for plan in plans:
        if plan.shaped:
            rows = _insert(con, table, plan, plan.shaped, stamp)
            _note_orders(con, table, plan.file.name)
            action = "replaced" if plan.earlier else "loaded"
        else:
            rows = plan.earlier["row_count"] if plan.earlier else 0
            action = "unchanged"
            con.execute(
                """update raw.loaded_files set size_bytes = ?, modified_ns = ?
                where table_name = ? and source_file = ? and modified_ns <> ?""",
                [
                    plan.record["size_bytes"],
                    plan.record["modified_ns"],
                    table.name,
                    plan.file.name,
                    plan.record["modified_ns"],
                ],
            )
        yield FileResult(table.name, plan.file.name, action, rows)


def _note_orders(con: duckdb.DuckDBPyConnection, table: Table, file: str) -> None:
    """Note whose orders come or go with a file, and of when: a refresh brings those up to date.

    Where nothing was built yet there is nothing to bring up to date, and nothing is noted.
    """
    if table.name not in ORDER_TABLES or not rows_of(con, "select * from raw.build_state"):
        return
    present = _present_types(con, table.name)
    order, customer, time = (
        name if name in present else "null" for name in ("order_id", "customer_id", "ordered_at")
    )
    con.execute(
        f"""insert into raw.changed_orders by name
        select distinct cast({order} as varchar) as order_id,
            cast({customer} as varchar) as customer_id, try_cast({time} as timestamp) as ordered_at
        from raw.{table.name} where _source_file = ?""",
        [file],
    )


def write_settings(
    con: duckdb.DuckDBPyConnection, mapping: Mapping, as_of_date: datetime.date | None
) -> None:
    """Write what models may know of this run. Here, and nowhere else, a clock is read for them."""
    con.execute("delete from raw.mapped_columns; delete from raw.run_settings")
    con.execute(
        """insert into raw.mapped_columns by name
        select table_name, column_name, is_attribute from raw.file_columns
        group by table_name, column_name, is_attribute"""
    )
    zone = mapping.settings.timezone
    now = datetime.datetime.now().astimezone()
    today = now.date()
    if zone is not None:
        today = rows_of(con, "select cast(timezone(?, ?) as date) as day", zone, now)[0]["day"]
    con.execute(
        """insert into raw.run_settings by name
        select cast(? as date) as as_of_date, cast(? as date) as run_date,
            cast(? as varchar) as reporting_currency, cast(? as varchar) as timezone""",
        [as_of_date, today, mapping.settings.currency, zone],
    )


def _prepare(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    shapes: list[Shape],
    staying: list[str],
) -> None:
    """Make the table anew, or give it types that hold what comes besides the rows that stay."""
    if not staying:
        types = common_types(shapes, table, {})
        listing = ", ".join(
            f"{column} {kind}" for column, kind in {**types, **LOADER_COLUMNS}.items()
        )
        con.execute(f"create or replace table raw.{table.name} ({listing})")
        return
    present = _present_types(con, table.name)
    given = rows_of(
        con,
        """select column_name from raw.file_columns
        where table_name = ? and source_file in (select unnest(?)) and not is_attribute""",
        table.name,
        staying,
    )
    kept = {row["column_name"]: present[row["column_name"]] for row in given}
    for column, kind in common_types(shapes, table, kept).items():
        if kind != present[column]:
            con.execute(f"alter table raw.{table.name} alter column {column} type {kind}")


def _present_types(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    con.execute(f"select * from raw.{table} limit 0")
    return {str(entry[0]): str(entry[1]) for entry in con.description or []}


def _insert(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    plan: Plan,
    shaped: Shape,
    stamp: Stamp,
) -> int:
    values = {
        "source_file": plan.file.name,
        "loaded_at": stamp.at,
        "load_id": plan.load_id,
        "load_number": stamp.number,
    }
    sql, parameters = select_sql(shaped, _present_types(con, table.name), table, values)
    try:
        count = con.execute(f"insert into raw.{table.name} by name {sql}", parameters).fetchone()
    except (*_OF_A_ROW, duckdb.InvalidInputException) as error:
        if plan.file.ending == ".parquet" and not isinstance(error, _OF_A_ROW):
            raise unreadable(plan.file, error) from error  # its pages are unpacked only now
        reason = str(error).split("\n")[0]
        raise InputError(
            f"{plan.file.name}, table `{table.name}`: an expression of mapping.yml fails on a row:"
            f" {reason} Use try_cast or try_strptime, which give null there."
        ) from error
    except duckdb.Error as error:
        raise unreadable(plan.file, error) from error
    rows = int(count[0]) if count else 0
    record = {"table_name": table.name, "row_count": rows, **values, **plan.record}
    names = ", ".join(record)
    places = ", ".join("?" for _ in record)
    con.execute(
        f"insert into raw.loaded_files ({names}) values ({places})",
        list(record.values()),
    )
    for column, is_attribute in given_columns(shaped):
        con.execute(
            "insert into raw.file_columns values (?, ?, ?, ?)",
            [table.name, plan.file.name, column, is_attribute],
        )
    return rows
