"""What an erasure request takes from the loaded rows, in the transaction of the load.

Each id of an erased person, and of their orders, becomes a token, and what else is told of them
goes, but for what their rows need to be counted: dates, kinds, amounts. A token is the same
wherever the id stood, so models judge the rows as before and every total holds. The random key it
is made with stays in the build: a row that brings the id again, years later, gets the same token.
"""

from __future__ import annotations

import duckdb

from scripts.contract import EMPTY_TYPES, Contract, Table
from scripts.tokens import PREFIX, erased_people, note, prepare

PEOPLE = ("customer_id", "merged_into_customer_id", "referrer_id", "referred_id")
ORDERS = ("order_id", "refunds_order_id")
NOTHING = "(erased)"
KEPT_KINDS = ("money", "number", "integer")
KEPT_COLUMNS = ("currency", "status")

# What is noted of people and of orders, and the columns that name them.
GROUPS = {"erased": PEOPLE, "erased_orders": ORDERS}

Columns = dict[str, list[str]]
# A table and one of its files.
Stale = set[tuple[str, str]]


def erase(con: duckdb.DuckDBPyConnection, contract: Contract, load_number: int | None) -> Stale:
    """Take away what the loaded rows tell of people whose erasure was requested.

    Only rows of this load are looked at (of all loads, where no number is given), unless somebody
    is newly erased, or an order turns out to be theirs. The files are returned that have a token in
    the place of what need not be one any more, as a request, a merge or an order was taken back:
    their rows have to be loaded anew, and then this is to be called again.
    """
    prepare(con, GROUPS)
    columns = _columns(con)
    people = sorted(erased_people(con))
    has_new, has_old = note(con, "erased", "select unnest(?) as token", [people])
    if not people and not has_old:
        return set()
    rows = "true" if has_new or load_number is None else f"_load_number = {load_number}"
    _name(con, columns, "erased", rows)
    changed = _scrub_all(con, contract, columns, PEOPLE)
    more_orders, fewer_orders = note(con, "erased_orders", _orders(columns))
    _name(con, columns, "erased_orders", "true" if more_orders else rows)
    if more_orders and rows != "true" and _are_named(con, columns, f"not ({rows})"):
        con.execute("delete from raw.build_state")  # its rows are to change, though no file did
    changed += _scrub_all(con, contract, columns, ORDERS)
    changed += _scrub_lines(con, contract, rows)
    if changed:
        con.execute(
            "update private.erasure_state set is_pending = true, is_new = is_new or ?", [has_new]
        )
    return _stale(con, contract, columns) if has_old or fewer_orders else set()


def _columns(con: duckdb.DuckDBPyConnection) -> Columns:
    """The columns of each table in `raw` that has a person or an order."""
    found: Columns = {}
    for table, column in con.execute(
        """select table_name, column_name from information_schema.columns
        where table_catalog = current_database() and table_schema = 'raw'
        order by table_name, ordinal_position"""
    ).fetchall():
        found.setdefault(str(table), []).append(str(column))
    return {table: own for table, own in found.items() if {*PEOPLE, *ORDERS} & {*own}}


def _orders(columns: Columns) -> str:
    """The query for tokens of the orders of the erased, as the files have them now."""
    parts = [
        f"""select token(order_id) as token from raw.{table}
        where customer_id in (select token from private.erased) and trim(order_id) <> ''"""
        for table, own in columns.items()
        if {"order_id", "customer_id", "_source_file"} <= {*own}
    ]
    return " union ".join(parts)


def _stale(con: duckdb.DuckDBPyConnection, contract: Contract, columns: Columns) -> Stale:
    """Files with rows that hold a token of somebody, or of an order, not erased any more.

    Nobody can tell whom a line named that could not be split: its file is among them too.
    """
    wrong = [
        (
            table,
            f"""starts_with({column}, '{PREFIX}')
            and {column} not in (select token from private.{noted})""",
        )
        for table, own in columns.items()
        for noted, group in GROUPS.items()
        for column in group
        if column in own and "_source_file" in own
    ]
    wrong += [(table, f"_unreadable_line = '{NOTHING}'") for table in contract.tables]
    return {
        (table, str(name))
        for table, condition in wrong
        for (name,) in con.execute(
            f"select distinct _source_file from raw.{table} where {condition}"
        ).fetchall()
    }


def _name(con: duckdb.DuckDBPyConnection, columns: Columns, noted: str, rows: str) -> None:
    """Collect how rows write the names that are to go, each with its token."""
    parts = [
        f"""select {column} as name from raw.{table}
        where {rows if "_load_number" in own else "true"}"""
        for table, own in columns.items()
        for column in GROUPS[noted]
        if column in own
    ]
    con.execute(
        f"""create or replace temporary table erased_names as
        select name, token(name) as token from ({" union ".join(parts)})
        where token(name) in (select token from private.{noted}) and name <> token(name)"""
    )


def _are_named(con: duckdb.DuckDBPyConnection, columns: Columns, rows: str) -> bool:
    """Whether any of some rows has an order that is to go."""
    return any(
        con.execute(
            f"from raw.{table} where {rows} and {column} in (select name from erased_names)"
        ).fetchone()
        for table, own in columns.items()
        for column in ORDERS
        if column in own and "_load_number" in own
    )


def _scrub_all(
    con: duckdb.DuckDBPyConnection, contract: Contract, columns: Columns, group: tuple[str, ...]
) -> int:
    """Put tokens in the place of names in every table; return how many rows that changed."""
    return sum(
        _scrub(con, table, own, group, contract.tables.get(table)) for table, own in columns.items()
    )


def _scrub(
    con: duckdb.DuckDBPyConnection,
    table: str,
    own: list[str],
    group: tuple[str, ...],
    contract: Table | None,
) -> int:
    """Put tokens in the place of names in one table; return how many rows that changed."""
    present = [column for column in group if column in own]
    if not present:
        return 0
    changes = [
        f"""{column} = coalesce(
            (select token from erased_names where name = raw.{table}.{column}), {column})"""
        for column in present
    ]
    changes += [f"{column} = null" for column in _told(table, own, contract)]
    changes += [
        f"{column} = case when try_cast({column} as {kind}) is not null then {column} end"
        for column, kind in _measured(table, contract)
    ]
    named = " or ".join(f"{column} in (select name from erased_names)" for column in present)
    done = con.execute(f"update raw.{table} set {', '.join(changes)} where {named}").fetchone()
    return int(done[0]) if done else 0


def _told(table: str, own: list[str], contract: Table | None) -> list[str]:
    """Columns that tell of a person what is not needed to count a row."""
    if contract is None:
        return [column for column in ("statement_hash",) if column in own]
    kept = {*contract.required, *contract.key, *KEPT_COLUMNS}
    return [
        "_attributes",
        *(
            column
            for column, kind in contract.columns.items()
            if column not in kept
            and (table == "customers" or not (kind in KEPT_KINDS or column.endswith("_id")))
        ),
    ]


def _measured(table: str, contract: Table | None) -> list[tuple[str, str]]:
    """Columns that are kept to be counted by, each with its type: text in them may say anything."""
    if contract is None:
        return []
    told = _told(table, [], contract)
    return [
        (column, EMPTY_TYPES[kind])
        for column, kind in contract.columns.items()
        if kind != "string" and column not in told
    ]


def _scrub_lines(con: duckdb.DuckDBPyConnection, contract: Contract, rows: str) -> int:
    """Leave nothing of a line that could not be split, where it names somebody erased."""
    changed = 0
    for table in contract.tables:
        done = con.execute(
            f"""update raw.{table} set _unreadable_line = '{NOTHING}'
            where {rows} and list_has_any(
                list_transform(regexp_split_to_array(_unreadable_line, '[,;\\t|"]+'),
                    lambda part: token(part)),
                (select list(token) from private.erased))"""
        ).fetchone()
        changed += int(done[0]) if done else 0
    return changed
