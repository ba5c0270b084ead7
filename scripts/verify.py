"""Build everything anew beside a warehouse, and compare each mart with the one in it."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.table import Table

from scripts.build import build, start_dbt
from scripts.contract import InputError, load_contract
from scripts.engines import DUCKDB
from scripts.load import loading
from scripts.lock import hold
from scripts.progress import progress_on
from scripts.publication import content_hash
from scripts.steps import BUILD, Show, Silent, StepError, plain_errors
from scripts.tokens import keep_key, key_of

# Marts that tell of what was published before, which no build from nothing can know.
HISTORY = ("restatements",)


@dataclass(frozen=True)
class Comparison:
    """A mart in the warehouse and built anew: rows in each, and rows that only one of them has."""

    mart: str
    rows: int
    rows_anew: int
    differing_rows: int

    @property
    def is_equal(self) -> bool:
        """Whether the two hold the same rows."""
        return self.differing_rows == 0


def verify(input_folder: Path, warehouse: Path, show: Show | None = None) -> list[Comparison]:
    """Compare each mart of the last build with one built from nothing; all equal is the aim.

    What the warehouse knows and the files do not tell is carried over: the day of the load, the
    date of analysis that was asked for, which load brought which file, and the key that names of
    the erased are replaced with. Raises StepError where
    the files are no longer those that were built from, InputError where they cannot be loaded.
    """
    if not (warehouse / BUILD).exists():
        raise InputError(f"{warehouse} holds no build to verify; run `make refresh` first.")
    with hold(warehouse), tempfile.TemporaryDirectory(dir=warehouse, prefix="verify-") as scratch:
        anew = Path(scratch)
        load_anew(input_folder, anew, warehouse)
        with start_dbt(anew) as dbt:
            build(anew, dbt, DUCKDB, [], show or Silent())
        return compare(warehouse / BUILD, anew / BUILD, "marts")


def load_anew(input_folder: Path, anew: Path, warehouse: Path) -> None:
    """Load a folder into `anew` as if it were `warehouse`, which was loaded from the same files.

    Raises StepError where they are no longer the same, InputError where they cannot be loaded.
    """
    with loading(input_folder, anew, before_erasure=lambda con: carry_over(con, warehouse)) as (
        _,
        con,
    ):
        with duckdb.connect(str(warehouse / BUILD), read_only=True) as before:
            dates = before.execute("select as_of_date, run_date from raw.run_settings").fetchone()
        con.execute("update raw.run_settings set as_of_date = ?, run_date = ?", dates)


def carry_over(con: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    """Give a load elsewhere the load numbers of a warehouse, and its key of erased names.

    Raises StepError where the files are not those that the warehouse was loaded from.
    """
    with duckdb.connect(str(warehouse / BUILD), read_only=True) as before:
        numbers = before.execute("select load_id, load_number from raw.loaded_files").fetchall()
        key = key_of(before)
    found = con.execute("select load_id from raw.loaded_files").fetchall()
    if {load_id for (load_id,) in found} != {load_id for load_id, _ in numbers}:
        raise StepError("the files have changed since the build; run `make refresh` first.")
    if key:
        keep_key(con, key)
    for load_id, number in numbers:
        con.execute(
            "update raw.loaded_files set load_number = ? where load_id = ?", [number, load_id]
        )
    for table in load_contract().tables:
        con.execute(
            f"""update raw.{table} set _load_number = files.load_number
            from raw.loaded_files as files where raw.{table}._load_id = files.load_id"""
        )


def compare(held: Path, anew: Path, schema: str) -> list[Comparison]:
    """Compare the tables of a schema in two builds, row for row."""
    found = []
    with duckdb.connect() as con:
        for name, file in (("held", held), ("anew", anew)):
            con.execute(f"attach '{str(file).replace(chr(39), chr(39) * 2)}' as {name} (read_only)")
        tables = con.execute(
            """select distinct table_name from information_schema.tables
            where table_catalog in ('held', 'anew') and table_schema = ?
                and table_type = 'BASE TABLE' order by all""",
            [schema],
        ).fetchall()
        for (table,) in tables:
            if table in HISTORY:
                continue
            both = [f'{name}.{schema}."{table}"' for name in ("held", "anew")]
            hashes = {content_hash(con, table, name, schema) for name in ("held", "anew")}
            rows, rows_anew = (_count(con, f"from {each}") for each in both)
            differing = 0 if len(hashes) == 1 else _differing_rows(con, *both)
            found.append(Comparison(str(table), rows, rows_anew, differing))
    return found


def _differing_rows(con: duckdb.DuckDBPyConnection, held: str, anew: str) -> int:
    return _count(
        con,
        f"""from (
            (from {held} except all from {anew}) union all (from {anew} except all from {held}))""",
    )


def _count(con: duckdb.DuckDBPyConnection, rows: str) -> int:
    return int(con.execute(f"select count(*) {rows}").fetchall()[0][0])


def main(
    input_folder: Annotated[Path, typer.Argument(metavar="INPUT", help="Folder of the files.")],
    warehouse: Annotated[
        Path, typer.Argument(metavar="WAREHOUSE", help="Folder that was refreshed from them.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Build everything from INPUT anew, beside WAREHOUSE, and compare every mart.

    Refreshes bring up to date what new files touch; this shows that nothing else should have moved.
    Exit codes: 0 all marts are equal, 1 some differ or could not be built, 2 the input is at fault.
    """
    with plain_errors("Not verified"), progress_on(Console(stderr=True)) as show:
        found = verify(input_folder, warehouse, show)
    odd = [comparison for comparison in found if not comparison.is_equal]
    if as_json:
        print(json.dumps([dataclasses.asdict(comparison) for comparison in found]))
    else:
        table = Table("mart", "rows", "rows built anew", "rows that differ")
        for entry in odd or found:
            counts = (entry.rows, entry.rows_anew, entry.differing_rows)
            table.add_row(entry.mart, *(f"{count:,}" for count in counts))
        Console().print(table)
        Console().print(f"{len(found) - len(odd)} of {len(found)} marts are equal.")
    raise typer.Exit(1 if odd else 0)


if __name__ == "__main__":
    typer.run(main)
