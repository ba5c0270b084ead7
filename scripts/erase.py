"""What an erasure request takes from the loaded rows, in the transaction of the load.

Each id of an erased person, and of their orders, becomes a token, and what else is told of them
goes, but for what their rows need to be counted: dates, kinds, amounts. A token is the same
wherever the id stood, so models judge the rows as before and every total holds. The random key it
is made with stays in the build: a row that brings the id again, years later, gets the same token.
"""

from __future__ import annotations

import secrets

import duckdb

from scripts.contract import EMPTY_TYPES, Contract, Table

PEOPLE = ("customer_id", "merged_into_customer_id", "referrer_id", "referred_id")
ORDERS = ("order_id", "refunds_order_id")
KEPT_KINDS = ("money", "number", "integer")
KEPT_COLUMNS = ("currency", "status")
PREFIX = "erased-"

Columns = dict[str, list[str]]
# A table and one of its files.
Stale = set[tuple[str, str]]


def erase(con: duckdb.DuckDBPyConnection, contract: Contract, load_number: int) -> Stale:
    """Take away what the loaded rows tell of people whose erasure was requested.

    Only rows of this load are looked at, unless somebody is newly erased. Where a request or a
    merge was taken back nothing is taken away; the files are returned whose rows have to be loaded
    anew, and then this is to be called again.
    """
    _prepare(con)
    erased = _people(con)
    known = {str(token) for (token,) in con.execute("from private.erased").fetchall()}
    columns = _columns(con)
    con.execute("delete from private.erased")
    if erased:
        con.executemany("insert into private.erased values (?)", [[name] for name in erased])
    if known - erased and (stale := _stale(con, columns)):
        return stale
    if not erased:
        return set()
    rows = f"_load_number = {load_number}" if erased <= known else "true"
    changed = 0
    for group, source in ((PEOPLE, "private.erased"), (ORDERS, f"({_orders(columns)})")):
        _name(con, columns, group, source, rows)
        for table, own in columns.items():
            changed += _scrub(con, table, own, group, contract.tables.get(table))
    changed += _scrub_lines(con, contract, rows)
    if changed:
        con.execute(
            "update private.erasure_state set is_pending = true, is_new = is_new or ?",
            [not erased <= known],
        )
    return set()


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        """create schema if not exists private;
        create table if not exists private.erased (token varchar);
        create table if not exists private.erasure_state
            (key varchar, is_pending boolean, is_new boolean)"""
    )
    state = con.execute("select key from private.erasure_state").fetchone()
    key = str(state[0]) if state else secrets.token_hex(32)
    if state is None:
        con.execute("insert into private.erasure_state values (?, false, false)", [key])
    con.execute(
        f"""create or replace temporary macro token(name) as case
            when starts_with(trim(name), '{PREFIX}') then trim(name)
            when trim(name) <> '' then '{PREFIX}' || left(sha256('{key}' || trim(name)), 16)
        end"""
    )


def _people(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Tokens of all who are erased: who asked for it, and whom they were merged with."""
    readable = "_unreadable_line is null and not _is_excluded"
    merges = con.execute(
        f"""select token(customer_id), token(merged_into_customer_id)
        from raw.customer_merges
        where {readable} and trim(merged_into_customer_id) <> ''
        qualify row_number() over (
            partition by trim(customer_id)
            order by _load_number desc, _source_file desc, _source_row desc) = 1"""
    ).fetchall()
    requests = con.execute(
        f"""select distinct token(customer_id) from raw.erasures
        where {readable} and trim(customer_id) <> ''
            and try_cast(cast(requested_at as varchar) as timestamp) >= date '1970-01-01'"""
    ).fetchall()
    erased = {str(name) for (name,) in requests}
    while True:
        more = {name for pair in merges if erased & set(pair) for name in pair} - erased
        if not more:
            return erased
        erased |= more


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
    """The query for tokens of the orders of the erased."""
    parts = [
        f"""select token(order_id) as token from raw.{table}
        where customer_id in (select token from private.erased)"""
        for table, own in columns.items()
        if {"order_id", "customer_id"} <= {*own}
    ]
    return " union ".join(parts)


def _stale(con: duckdb.DuckDBPyConnection, columns: Columns) -> Stale:
    """Files with rows that hold a token of somebody, or of an order, not erased any more."""
    found: Stale = set()
    for table, own in columns.items():
        for group, source in ((PEOPLE, "private.erased"), (ORDERS, f"({_orders(columns)})")):
            for column in {*group} & {*own} if "_source_file" in own else ():
                files = con.execute(
                    f"""select distinct _source_file from raw.{table}
                    where starts_with({column}, '{PREFIX}')
                        and {column} not in (select token from {source})"""
                ).fetchall()
                found |= {(table, str(name)) for (name,) in files}
    return found


def _name(
    con: duckdb.DuckDBPyConnection,
    columns: Columns,
    group: tuple[str, ...],
    source: str,
    rows: str,
) -> None:
    """Collect how rows write the names that are to go, each with its token."""
    parts = [
        f"""select {column} as name from raw.{table}
        where {rows if "_load_number" in own else "true"}"""
        for table, own in columns.items()
        for column in group
        if column in own
    ]
    con.execute(
        f"""create or replace temporary table erased_names as
        select name, token(name) as token from ({" union ".join(parts)})
        where token(name) in (select token from {source}) and name <> token(name)"""
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
            f"""update raw.{table} set _unreadable_line = '(erased)'
            where {rows} and list_has_any(
                list_transform(regexp_split_to_array(_unreadable_line, '[,;\\t|"]+'),
                    lambda part: token(part)),
                (select list(token) from private.erased))"""
        ).fetchone()
        changed += int(done[0]) if done else 0
    return changed
