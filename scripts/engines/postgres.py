"""PostgreSQL: tables come and go by COPY, and marts are published by renaming a schema."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from scripts.engines import Name, tables_of
from scripts.steps import StepError

try:
    import psycopg2
    from psycopg2 import sql
except ImportError as error:
    raise StepError("PostgreSQL needs its driver; run `make setup-postgres`.") from error

# How PostgreSQL calls what DuckDB calls otherwise; types with a precision keep it.
TYPES = {"VARCHAR": "text", "DOUBLE": "double precision", "UHUGEINT": "decimal(39, 0)"}
CSV = "format csv, header false"
LONGEST_LINE = 2**28
# Marts are built where no reader looks.
SCHEMAS = {"marts": "marts_build"}
KEPT = "marts_v{:06d}"
# Nobody's open transaction holds a publication up for longer.
PATIENCE = "5s"
# What the published file says of itself is published here too.
PUBLICATION = ("publication", "publication_marts")


class Postgres:
    """A database of its own on a server; where it is, say the variables PERENNIAL_PG_*."""

    target = "postgres"

    def send(self, build: Path, tables: Iterable[Name]) -> None:
        """Put tables of the build file in the place of the server's, in one transaction."""
        with _connection() as server, duckdb.connect(str(build), read_only=True) as con:
            for name in tables:
                _send(con, server.cursor(), name, name)

    def fetch(self, build: Path, tables: Iterable[Name]) -> None:
        """Put tables of the server in the place of the build file's."""
        with _connection() as server, duckdb.connect(str(build)) as con:
            for name in tables:
                _fetch(con, server.cursor(), name)

    def resume(self, _build: Path, /) -> bool:
        """The marts have gone to readers with their schema: all is built."""
        return False

    def settle(self, build: Path) -> None:
        """The next build starts from nothing."""

    def publish(self, published: Path, version: int, kept_count: int) -> None:
        """Rename the schema that was built to `marts`, and the one before to its version."""
        with _connection() as server, duckdb.connect(str(published), read_only=True) as con:
            cursor = server.cursor()
            for table in PUBLICATION:
                _send(con, cursor, ("main", table), (SCHEMAS["marts"], table))
            _match(cursor, {table for _, table in tables_of(published, "main")})
            _make_way(cursor)
            _take_place(cursor, SCHEMAS["marts"], version)
            for schema in _kept(cursor)[: -(kept_count - 1) or None]:
                _drop(cursor, schema)

    def roll_back(self, version: int) -> None:
        """Rename the schema of an earlier version to `marts`."""
        with _connection() as server:
            cursor = server.cursor()
            if KEPT.format(version) not in _kept(cursor):
                raise StepError(f"PostgreSQL has no version {version} any more.")
            _take_place(cursor, KEPT.format(version), version)

    def forget(self) -> None:
        """Drop every version but the published one; what somebody's view reads is emptied."""
        with _connection() as server:
            cursor = server.cursor()
            for schema in _kept(cursor):
                if not _drop(cursor, schema):
                    for table in _tables(cursor, schema):
                        cursor.execute(sql.SQL("truncate {}").format(table))


def _take_place(cursor: Any, schema: str, version: int) -> None:
    """Let readers see a schema as `marts`, and nothing else: what they saw is kept, and closed."""
    reader = sql.Identifier(os.environ.get("PERENNIAL_PG_READER", "perennial_reader"))
    cursor.execute("select 1 from pg_roles where rolname = %s", [reader.string])
    if cursor.fetchone() is None:
        cursor.execute(sql.SQL("create role {} nologin").format(reader))
    earlier = _published_as(cursor)
    if earlier:
        kept = sql.Identifier(earlier)
        cursor.execute(sql.SQL("revoke usage on schema marts from {}").format(reader))
        cursor.execute(sql.SQL("alter schema marts rename to {}").format(kept))
    cursor.execute(sql.SQL("alter schema {} rename to marts").format(sql.Identifier(schema)))
    cursor.execute("comment on schema marts is %s", [str(version)])
    cursor.execute(sql.SQL("grant usage on schema marts to {}").format(reader))
    cursor.execute(sql.SQL("grant select on all tables in schema marts to {}").format(reader))


def _published_as(cursor: Any) -> str:
    """The schema that what is published will be kept as; empty where nothing is."""
    cursor.execute("select obj_description(to_regnamespace('marts'), 'pg_namespace')")
    (version,) = cursor.fetchone()
    return "" if version is None else KEPT.format(int(version))


def _make_way(cursor: Any) -> None:
    """Drop an earlier version of the same number: a folder made anew counts from 1 again."""
    kept = _published_as(cursor)
    if kept in _kept(cursor) and not _drop(cursor, kept):
        raise StepError(f"PostgreSQL holds an earlier {kept}, which a view or a session reads.")


def _kept(cursor: Any) -> list[str]:
    """Schemas of versions before the published one, oldest first."""
    cursor.execute(
        r"select nspname from pg_namespace where nspname ~ '^marts_v\d{6}$' order by nspname"
    )
    return [str(name) for (name,) in cursor.fetchall()]


def _match(cursor: Any, published: set[str]) -> None:
    """See that the schema that was built has these tables, and drop what a failed build left."""
    place = SCHEMAS["marts"]
    cursor.execute("select tablename from pg_tables where schemaname = %s", [place])
    built = {str(table) for (table,) in cursor.fetchall()}
    if published - built:
        raise StepError(f"PostgreSQL has not built {', '.join(sorted(published - built))}.")
    for table in sorted(built - published):
        cursor.execute(sql.SQL("drop table {}").format(sql.Identifier(place, table)))


def _drop(cursor: Any, schema: str) -> bool:
    """Drop a version, unless somebody's view or transaction reads it: then it stays till later."""
    cursor.execute("savepoint before_drop")
    cursor.execute("select set_config('lock_timeout', %s, true)", [PATIENCE])
    try:
        for table in _tables(cursor, schema):
            cursor.execute(sql.SQL("drop table {}").format(table))
        cursor.execute(sql.SQL("drop schema {}").format(sql.Identifier(schema)))
    except (psycopg2.errors.DependentObjectsStillExist, psycopg2.errors.LockNotAvailable):
        cursor.execute("rollback to savepoint before_drop")
        return False
    cursor.execute("set local lock_timeout to default")
    return True


def _tables(cursor: Any, schema: str) -> list[sql.Identifier]:
    cursor.execute("select tablename from pg_tables where schemaname = %s", [schema])
    return [sql.Identifier(schema, table) for (table,) in cursor.fetchall()]


@contextmanager
def _connection() -> Iterator[Any]:
    """A connection whose transaction ends with the block, for good or for nothing."""
    settings = {
        "host": os.environ.get("PERENNIAL_PG_HOST", "localhost"),
        "port": os.environ.get("PERENNIAL_PG_PORT", "5432"),
        "user": os.environ.get("PERENNIAL_PG_USER", "perennial"),
        "password": os.environ.get("PERENNIAL_PG_PASSWORD", ""),
        "dbname": os.environ.get("PERENNIAL_PG_DATABASE", "perennial"),
    }
    try:
        connection = psycopg2.connect(**settings)
        try:
            with connection:
                yield connection
        finally:
            connection.close()
    except psycopg2.Error as error:
        raise StepError(f"PostgreSQL refused: {' '.join(str(error).split())}") from error


def _send(con: duckdb.DuckDBPyConnection, cursor: Any, name: Name, place: Name) -> None:
    """Copy a table to the server; PostgreSQL's text holds no character 0, so it is left out."""
    columns = _columns(con, name)
    values = ", ".join(
        f"replace({_quoted(column)}, chr(0), '')" if kind == "VARCHAR" else _quoted(column)
        for column, kind in columns
    )
    listing = sql.SQL(", ").join(
        sql.SQL("{} " + TYPES.get(kind, kind)).format(sql.Identifier(column))
        for column, kind in columns
    )
    target = sql.Identifier(*place)
    cursor.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(place[0])))
    cursor.execute(sql.SQL("drop table if exists {} cascade").format(target))
    cursor.execute(sql.SQL("create table {} ({})").format(target, listing))
    with tempfile.TemporaryDirectory(prefix="perennial-") as folder:
        path = Path(folder) / "rows.csv"
        con.execute(
            # in quotes, an empty text is no null
            f"copy (select {values} from {_dotted(name)}) to '{path}'"
            f" ({CSV}, nullstr '', force_quote *)"
        )
        with path.open("rb") as rows:
            cursor.copy_expert(sql.SQL(f"copy {{}} from stdin ({CSV})").format(target), rows)
    cursor.execute(sql.SQL("analyze {}").format(target))


def _fetch(con: duckdb.DuckDBPyConnection, cursor: Any, name: Name) -> None:
    """Copy a table, or what a view gives, from the server."""
    place = (SCHEMAS.get(name[0], name[0]), name[1])
    cursor.execute(
        """select attname, format_type(atttypid, atttypmod) from pg_attribute
        where attrelid = %s::regclass and attnum > 0 and not attisdropped order by attnum""",
        [_dotted(place)],
    )
    kinds = ", ".join(f"{_quoted(column)}: '{kind}'" for column, kind in cursor.fetchall())
    source = sql.SQL("select * from {}").format(sql.Identifier(*place))
    with tempfile.TemporaryDirectory(prefix="perennial-") as folder:
        path = Path(folder) / "rows.csv"
        with path.open("wb") as rows:
            cursor.copy_expert(sql.SQL(f"copy ({{}}) to stdout ({CSV})").format(source), rows)
        con.execute(f"create schema if not exists {_quoted(name[0])}")
        con.execute(
            f"""create or replace table {_dotted(name)} as
            select * from read_csv('{path}', header = false, auto_detect = false,
                columns = {{{kinds}}}, delim = ',', quote = '"', escape = '"', nullstr = '',
                allow_quoted_nulls = false, max_line_size = {LONGEST_LINE})"""
        )


def _columns(con: duckdb.DuckDBPyConnection, name: Name) -> list[Name]:
    """Names and types of the columns of a table of a DuckDB file."""
    found = con.execute(
        """select column_name, data_type from information_schema.columns
        where table_catalog = current_database() and table_schema = ? and table_name = ?
        order by ordinal_position""",
        name,
    ).fetchall()
    return [(str(column), str(kind)) for column, kind in found]


def _dotted(name: Name) -> str:
    return ".".join(_quoted(part) for part in name)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
