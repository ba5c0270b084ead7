"""What is written about a published version, in the version itself."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from scripts.workers import ROOT

HISTORY = "publication"
BY_MART = "publication_marts"


@dataclass(frozen=True)
class Publication:
    """One published version; `published_at` is UTC and the only time of day in the whole file."""

    version_number: int
    published_at: datetime.datetime
    as_of_date: datetime.date | None
    git_revision_code: str | None
    passed_check_count: int
    passed_test_count: int
    mart_count: int
    row_count: int
    content_hash_code: str
    mart_rows: dict[str, int]
    mart_hashes: dict[str, str]


COLUMNS = {
    "version_number": ("integer", "Number of the version, from 1; a number is never given twice."),
    "published_at": ("timestamp", "When it was published, in UTC."),
    "as_of_date": ("date", "The day the marts look back from."),
    "git_revision_code": ("varchar", "Revision of the project; null where it is not a clone."),
    "passed_check_count": ("bigint", "Checks of the input and of the marts that passed."),
    "passed_test_count": ("bigint", "Tests of dbt that passed."),
    "mart_count": ("bigint", "Marts in the version."),
    "row_count": ("bigint", "Rows in all marts."),
    "content_hash_code": ("varchar", "Hash of the hashes of all marts, by name of the mart."),
}
MART_COLUMNS = {
    "version_number": ("integer", "Version, as in publication."),
    "mart_name": ("varchar", "Name of the mart."),
    "row_count": ("bigint", "Rows of the mart."),
    "content_hash_code": (
        "varchar",
        "Hash of names and types of the columns and of all values, whatever the order of the rows.",
    ),
}


def content_hash(
    con: duckdb.DuckDBPyConnection, mart: str, catalog: str = "published", schema: str = "main"
) -> str:
    """Hash of a mart, by default of the file being written: the same for the same rows.

    DuckDB hashes the values of a row to one number, that number once more, as rows that are alike
    have numbers that are alike, and sums them: order does not matter, repetition does. No column
    and no row is left out. Hashes compare where one version of DuckDB made them.
    """
    columns = con.execute(
        f"select column_name, column_type from (describe {catalog}.{schema}.{_quoted(mart)})"
    ).fetchall()
    row = f"hash({', '.join(_quoted(name) for name, _ in columns)})"
    total = con.execute(
        f"""select count(*), coalesce(sum(cast(hash({row}) as hugeint)), 0)
        from {catalog}.{schema}.{_quoted(mart)}"""
    ).fetchone()
    return hashlib.sha256(repr((mart, columns, total)).encode()).hexdigest()


def publication_now(
    con: duckdb.DuckDBPyConnection,
    number: int,
    rows: dict[str, int],
    hashes: dict[str, str],
    passed: dict[str, int],
) -> Publication:
    """The row of the version being written; `passed` is how many tests and checks it passed."""
    whole = hashlib.sha256("".join(hashes[mart] for mart in sorted(hashes)).encode())
    return Publication(
        version_number=number,
        published_at=datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
        as_of_date=_as_of_date(con),
        git_revision_code=_git_revision(),
        passed_check_count=passed.get("input", 0) + passed["marts"],
        passed_test_count=passed["build"],
        mart_count=len(rows),
        row_count=sum(rows.values()),
        content_hash_code=whole.hexdigest(),
        mart_rows=rows,
        mart_hashes=hashes,
    )


def write_publication(
    con: duckdb.DuckDBPyConnection, history: list[Publication], own: Publication
) -> None:
    """Write the table of all versions, and that of their marts, into the new file."""
    versions = [[getattr(entry, name) for name in COLUMNS] for entry in [*history, own]]
    marts = [
        [entry.version_number, mart, entry.mart_rows[mart], entry.mart_hashes[mart]]
        for entry in [*history, own]
        for mart in sorted(entry.mart_rows)
    ]
    _write(con, HISTORY, COLUMNS, versions, "One row per version published so far, this one last.")
    _write(con, BY_MART, MART_COLUMNS, marts, "One row per published version and mart.")


def history_of(published: Path) -> list[Publication]:
    """The versions that a published file tells of, itself last; none without a readable file."""
    if not published.exists():
        return []
    try:
        return _read(published)
    except duckdb.IOException:
        # somebody has it open for writing: a copy can be read all the same
        with tempfile.TemporaryDirectory(prefix="perennial-") as folder:
            copied = Path(folder) / published.name
            shutil.copyfile(published, copied)
            try:
                return _read(copied)
            except duckdb.Error:
                return []
    except duckdb.Error:
        return []


def _read(published: Path) -> list[Publication]:
    with duckdb.connect(str(published), read_only=True) as con:
        versions = con.execute(
            f"select {', '.join(COLUMNS)} from {HISTORY} order by version_number"
        ).fetchall()
        marts = con.execute(f"select {', '.join(MART_COLUMNS)} from {BY_MART}").fetchall()
    return [
        Publication(
            **dict(zip(COLUMNS, row, strict=True)),
            mart_rows={mart: rows for number, mart, rows, _ in marts if number == row[0]},
            mart_hashes={mart: code for number, mart, _, code in marts if number == row[0]},
        )
        for row in versions
    ]


def _write(
    con: duckdb.DuckDBPyConnection,
    name: str,
    columns: dict[str, tuple[str, str]],
    rows: list[list[Any]],
    description: str,
) -> None:
    listing = ", ".join(f"{column} {kind}" for column, (kind, _) in columns.items())
    con.execute(f"create table published.main.{name} ({listing})")
    places = ", ".join("?" for _ in columns)
    con.executemany(f"insert into published.main.{name} values ({places})", rows)
    con.execute(f"comment on table published.main.{name} is '{description}'")
    for column, (_, text) in columns.items():
        con.execute(f"comment on column published.main.{name}.{column} is '{text}'")


def _as_of_date(con: duckdb.DuckDBPyConnection) -> datetime.date | None:
    found = con.execute("select as_of_date from build.intermediate.int_as_of").fetchone()
    return found[0] if found else None


def _git_revision() -> str | None:
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "HEAD"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() if asked.returncode == 0 else None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
