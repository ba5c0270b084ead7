"""The engines that build: DuckDB in the build file itself, or a server beside it.

Whatever the engine, files are read, checked and fitted on with DuckDB in `build.duckdb`, and what
is published is written to `marts.duckdb`, which the report, the dashboard and single readers open.
An engine that is a server is sent the loaded tables, builds from the same models, and gives back
what the next steps read; then it also publishes among its own readers.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Protocol

import duckdb
import typer

from scripts.contract import InputError

TARGET = "duckdb"
Target = Annotated[
    str,
    typer.Option(metavar="duckdb|postgres|spark", help="The engine that builds: docs/engines.md."),
]

# A table by schema and name, as the build file calls both.
Name = tuple[str, str]


class Engine(Protocol):
    """Where the models are built. What fails raises StepError, in words that help."""

    target: str
    """The output of `profiles.yml` that dbt builds with."""

    def send(self, build: Path, tables: Iterable[Name]) -> None:
        """Put tables of the build file in the place of the engine's."""

    def fetch(self, build: Path, tables: Iterable[Name]) -> None:
        """Put tables of the engine in the place of the build file's."""

    def resume(self, build: Path, /) -> bool:
        """Whether what the last complete build left is here still; until `settle`, it is not."""

    def settle(self, build: Path) -> None:
        """Note that a build is complete: the next may start from it."""

    def publish(self, published: Path, version: int, kept_count: int) -> None:
        """Let readers see the marts as they are built now, all at once, as this version.

        `published` is the file of that version, which tells of all versions; `kept_count` versions
        are kept, this one among them.
        """

    def roll_back(self, version: int) -> None:
        """Let readers see an earlier version again, all of it at once."""

    def forget(self) -> None:
        """Let nothing be left of any version but the newest, which readers see."""


class DuckDb:
    """The engine that needs nothing: dbt builds in the build file, readers open the published."""

    target = TARGET

    def send(self, build: Path, tables: Iterable[Name]) -> None:
        """They are there."""

    def fetch(self, build: Path, tables: Iterable[Name]) -> None:
        """They are there."""

    def resume(self, _build: Path, /) -> bool:
        """The build file tells itself."""
        return True

    def settle(self, build: Path) -> None:
        """The build file tells itself."""

    def publish(self, published: Path, version: int, kept_count: int) -> None:
        """The file is all that readers see."""

    def roll_back(self, version: int) -> None:
        """The file is all that readers see."""

    def forget(self) -> None:
        """Earlier files are removed by whoever publishes them."""


DUCKDB = DuckDb()


def engine_of(target: str) -> Engine:
    """The engine by the name of its output in `profiles.yml`."""
    if target == TARGET:
        return DUCKDB
    if target == "postgres":
        from scripts.engines.postgres import Postgres  # its driver is an extra

        return Postgres()
    if target == "spark":
        from scripts.engines.spark import Spark  # as is this

        return Spark()
    raise InputError(f"there is no target `{target}`; there are duckdb, postgres and spark.")


def tables_of(file: Path, schema: str) -> list[Name]:
    """The tables of a schema of a DuckDB file."""
    with duckdb.connect(str(file), read_only=True) as con:
        found = con.execute(
            """select table_schema, table_name from information_schema.tables
            where table_schema = ? order by table_name""",
            [schema],
        ).fetchall()
    return [(str(schema), str(table)) for schema, table in found]
