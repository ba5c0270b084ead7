"""Spark: tables come and go as Parquet; views lead readers to the schema of a version."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from scripts.engines import Name
from scripts.engines.spark_input import read_there
from scripts.steps import StepError

try:
    from pyhive import exc, hive
except ImportError as error:
    raise StepError("Spark needs its driver; run `make setup-spark`.") from error

# How Spark calls what DuckDB calls otherwise; types with a precision keep it.
TYPES = {"VARCHAR": "string", "UHUGEINT": "string", "HUGEINT": "decimal(38, 0)"}
# Marts are built where no reader looks.
SCHEMAS = {"marts": "marts_build"}
KEPT = "marts_v{:06d}"
# What tells that the tables here are those of a build file.
SETTLED = ("private", "settled_build")
# What the published file says of itself is published here too.
PUBLICATION = ("publication", "publication_marts")


class Spark:
    """A cluster behind a Thrift server; where it is, say the variables PERENNIAL_SPARK_*.

    PERENNIAL_SPARK_FOLDER is a folder by which this machine and every worker reach the same files,
    and so is PERENNIAL_SPARK_INPUT, the input folder, where Spark is to read files of it itself.
    """

    target = "spark"

    def send(self, build: Path, tables: Iterable[Name]) -> None:
        """Put tables of the build file in the place of the cluster's."""
        with _cursor() as spark, duckdb.connect(str(build), read_only=True) as con:
            for name in tables:
                _send_raw(con, spark, name)

    def fetch(self, build: Path, tables: Iterable[Name]) -> None:
        """Put tables of the cluster in the place of the build file's."""
        with _cursor() as spark, duckdb.connect(str(build)) as con:
            con.execute("set TimeZone = 'UTC'")
            for name in tables:
                _fetch(con, spark, name)

    def resume(self, build: Path, /) -> bool:
        """Compare what was noted here and in the build file, and take the note here away."""
        query = f"select token from {'.'.join(SETTLED)}"
        with _cursor() as spark, duckdb.connect(str(build)) as con:
            con.execute(f"create table if not exists {'.'.join(SETTLED)} (token varchar)")
            noted: list[tuple[str]] = con.execute(query).fetchall()
            spark.execute(f"create schema if not exists {SETTLED[0]}")
            is_here = SETTLED[1] in _names(spark, SETTLED[0])
            if is_here:
                spark.execute(query)
                is_here = [tuple(row) for row in spark.fetchall()] == noted
            spark.execute(f"drop table if exists {'.'.join(SETTLED)}")
        return is_here

    def settle(self, build: Path) -> None:
        """Note a word here and in the build file, which no other build knows."""
        with duckdb.connect(str(build)) as con:
            con.execute(
                f"create or replace table {'.'.join(SETTLED)} as"
                " select cast(uuid() as varchar) as token"
            )
        with _cursor() as spark, duckdb.connect(str(build), read_only=True) as con:
            _send(con, spark, SETTLED, SETTLED)

    def publish(self, published: Path, version: int, kept_count: int) -> None:
        """Copy the marts to a schema of this version, and lead readers' views there, one by one."""
        schema = KEPT.format(version)
        with _cursor() as spark, duckdb.connect(str(published), read_only=True) as con:
            spark.execute(f"drop schema if exists {schema} cascade")
            spark.execute(f"create schema {schema}")
            for mart in _names(spark, SCHEMAS["marts"]):
                spark.execute(
                    f"create table {schema}.{mart} using parquet"
                    f" as select * from {SCHEMAS['marts']}.{mart}"
                )
            for table in PUBLICATION:
                _send(con, spark, ("main", table), (schema, table))
            _show(spark, schema)
            for gone in [kept for kept in _kept(spark) if kept != schema][
                : -(kept_count - 1) or None
            ]:
                spark.execute(f"drop schema {gone} cascade")

    def roll_back(self, version: int) -> None:
        """Lead readers' views to an earlier version."""
        with _cursor() as spark:
            if KEPT.format(version) not in _kept(spark):
                raise StepError(f"Spark does not keep version {version} any more.")
            _show(spark, KEPT.format(version))

    def forget(self) -> None:
        """Drop every version but the published one, with its files."""
        with _cursor() as spark:
            for schema in _kept(spark)[:-1]:
                spark.execute(f"drop schema {schema} cascade")


@contextmanager
def _cursor() -> Iterator[Any]:
    host = os.environ.get("PERENNIAL_SPARK_HOST", "127.0.0.1")
    port = int(os.environ.get("PERENNIAL_SPARK_PORT", "10000"))
    user = os.environ.get("PERENNIAL_SPARK_USER", "perennial")
    try:
        with hive.connect(host, port, username=user) as connection:
            yield connection.cursor()
    except exc.Error as error:
        status = getattr(error.args[0] if error.args else None, "status", None)
        reason = getattr(status, "errorMessage", None) or str(error)
        raise StepError(f"Spark refused: {' '.join(reason.split())[:1000]}") from error
    except OSError as error:
        raise StepError(f"Spark does not answer on {host}:{port}: {error}") from error


def _folder(kind: str, name: Name) -> Path:
    """Where the files of a table lie on their way; nothing is there yet."""
    shared = os.environ.get("PERENNIAL_SPARK_FOLDER")
    if not shared:
        raise StepError("PERENNIAL_SPARK_FOLDER has to name a folder that all of Spark can reach.")
    folder = Path(shared).resolve() / kind / name[0] / name[1]
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def _send_raw(con: duckdb.DuckDBPyConnection, spark: Any, name: Name) -> None:
    """Send what Spark cannot read in the input folder; a view puts it with what it reads there."""
    there: dict[str, str] = {}
    if folder := os.environ.get("PERENNIAL_SPARK_INPUT"):
        columns = _described(con, f'select * from "{name[0]}"."{name[1]}"')
        kinds = {column: TYPES.get(kind, kind) for column, kind in columns}
        there = {
            file: found.select
            for file, found in read_there(con, name[1], Path(folder), kinds)
            if found.is_as_loaded(con, spark)
        }
    if not there:
        _send(con, spark, name, name)
        return
    rest = (name[0], f"{name[1]}__sent")
    _send(con, spark, name, rest, list(there))
    parts = " union all ".join([f"select * from {rest[0]}.{rest[1]}", *there.values()])
    spark.execute(f"drop table if exists {name[0]}.{name[1]}")
    spark.execute(f"create view {name[0]}.{name[1]} as {parts}")


def _send(
    con: duckdb.DuckDBPyConnection, spark: Any, name: Name, place: Name, without: Iterable[str] = ()
) -> None:
    """Write a table of a DuckDB file as Parquet, which is then a table of Spark's as it lies.

    `without` names files whose rows are left out.
    """
    columns = _described(con, f'select * from "{name[0]}"."{name[1]}"')
    values = ", ".join(
        f'cast("{column}" as varchar) as "{column}"' if kind == "UHUGEINT" else f'"{column}"'
        for column, kind in columns
    )
    listing = ", ".join(f"`{column}` {TYPES.get(kind, kind)}" for column, kind in columns)
    folder = _folder("sent", place)
    folder.mkdir()
    left_out = ", ".join(f"'{_escaped(file)}'" for file in without)
    kept = f"_source_file not in ({left_out})" if left_out else "true"
    con.execute(
        f"""copy (select {values} from "{name[0]}"."{name[1]}" where {kept})
        to '{_escaped(folder)}/rows.parquet' (format parquet)"""
    )
    table = f"{place[0]}.{place[1]}"
    spark.execute(f"create schema if not exists {place[0]}")
    spark.execute(f"drop table if exists {table}")
    spark.execute(f"create table {table} ({listing}) using parquet location '{_escaped(folder)}'")


def _fetch(con: duckdb.DuckDBPyConnection, spark: Any, name: Name) -> None:
    """Have the workers write a table as Parquet, each its own rows: none passes the driver."""
    folder = _folder("fetched", name)
    spark.execute(
        f"insert overwrite directory '{_escaped(folder)}' using parquet"
        f" select * from {SCHEMAS.get(name[0], name[0])}.{name[1]}"
    )
    files = f"select * from read_parquet('{_escaped(folder)}/*.parquet')"
    values = ", ".join(
        f'cast("{column}" as timestamp) as "{column}"'
        if kind.startswith("TIMESTAMP")
        else f'"{column}"'
        for column, kind in _described(con, files)
    )
    con.execute(f'create schema if not exists "{name[0]}"')
    con.execute(
        f'create or replace table "{name[0]}"."{name[1]}" as select {values} from ({files})'
    )


def _show(spark: Any, schema: str) -> None:
    """Lead the views in `marts` to the tables of a version; each of them changes at once."""
    spark.execute("create schema if not exists marts")
    shown = _names(spark, schema)
    for table in shown:
        spark.execute(f"create or replace view marts.{table} as select * from {schema}.{table}")
    for gone in sorted(set(_names(spark, "marts")) - set(shown)):
        spark.execute(f"drop view marts.{gone}")


def _names(spark: Any, schema: str) -> list[str]:
    """Tables and views of a schema."""
    spark.execute(f"show tables in {schema}")
    return sorted(str(row[1]) for row in spark.fetchall())


def _kept(spark: Any) -> list[str]:
    """The schemas of all versions that are kept, oldest first."""
    spark.execute(f"show schemas like '{KEPT.split('{')[0]}*'")
    return sorted(str(schema) for (schema,) in spark.fetchall())


def _described(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, str]]:
    """Columns of a query with their types."""
    return [(str(row[0]), str(row[1])) for row in con.execute(f"describe {query}").fetchall()]


def _escaped(path: Path | str) -> str:
    return str(path).replace("'", "''")
