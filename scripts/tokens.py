"""Tokens that stand for people who are erased, and for their orders, and who these people are."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import duckdb

PREFIX = "erased-"


def key_of(con: duckdb.DuckDBPyConnection) -> str | None:
    """The key that tokens are made with; none where nothing was loaded yet."""
    try:
        state = con.execute("select key from private.erasure_state").fetchone()
    except duckdb.CatalogException:
        return None
    return str(state[0]) if state else None


def keep_key(con: duckdb.DuckDBPyConnection, key: str) -> None:
    """Have tokens made with this key from now on, where there is none yet."""
    con.execute(
        """create schema if not exists private;
        create table if not exists private.erasure_state
            (key varchar, is_pending boolean, is_new boolean)"""
    )
    con.execute(
        """insert into private.erasure_state
        select ?, false, false where not exists (from private.erasure_state)""",
        [key],
    )


def prepare(con: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Make ready to make tokens, and to note them in these tables."""
    keep_key(con, secrets.token_hex(32))
    for table in tables:
        con.execute(f"create table if not exists private.{table} (token varchar)")
    con.execute(
        f"""create or replace temporary macro token(name) as case
            when starts_with(trim(name), '{PREFIX}') then trim(name)
            when trim(name) <> ''
                then '{PREFIX}' || left(sha256('{key_of(con)}' || trim(name)), 16)
        end"""
    )


def note(
    con: duckdb.DuckDBPyConnection, table: str, tokens: str, values: list[list[str]] | None = None
) -> tuple[bool, bool]:
    """Note the tokens of people or orders; whether any is new, and whether any is one no more."""
    now, noted = "erased_now", f"private.{table}"
    con.execute(f"create or replace temporary table {now} as {tokens}", values)
    more, fewer = (
        con.execute(f"from {one} except from {other}").fetchone() is not None
        for one, other in ((now, noted), (noted, now))
    )
    con.execute(f"delete from {noted}; insert into {noted} from {now}")
    return more, fewer


def erased_people(con: duckdb.DuckDBPyConnection) -> set[str]:
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
