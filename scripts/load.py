"""Load an input folder into the schema `raw` of the build: all of it, or nothing.

Files that have not changed since they were loaded are skipped, changed ones replace their rows,
and rows of files that are gone go with them, in one transaction.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from scripts.contract import Contract, InputError, hint, load_contract
from scripts.discovery import TableFile, find_files
from scripts.erase import erase
from scripts.lock import hold
from scripts.mapping import Mapping, load_mapping
from scripts.published_orders import recall
from scripts.raw_tables import (
    FileResult,
    Plan,
    create_load_tables,
    load_table,
    rows_of,
    stamp_of_load,
    write_settings,
)
from scripts.readers import open_source
from scripts.restore import load_again
from scripts.shaping import check_required, shape
from scripts.steps import BUILD, StepError, exit_code, refusals_told


@dataclass
class LoadResult:
    """What a load did. `rows` counts the rows of data that are in the build now, of all files."""

    files: list[FileResult] = field(default_factory=list)
    ignored_files: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of data in the build after the load."""
        return sum(file.rows for file in self.files if file.action != "removed")


Progress = Callable[[FileResult], None]


def load(
    input_folder: Path,
    warehouse: Path,
    as_of_date: datetime.date | None = None,
    progress: Progress | None = None,
) -> LoadResult:
    """Load a folder; raise InputError, with nothing changed, where it cannot be loaded whole."""
    with loading(input_folder, warehouse, as_of_date, progress) as (result, _):
        return result


@contextmanager
def loading(
    input_folder: Path,
    warehouse: Path,
    as_of_date: datetime.date | None = None,
    progress: Progress | None = None,
    before_erasure: Callable[[duckdb.DuckDBPyConnection], None] = lambda _: None,
) -> Iterator[tuple[LoadResult, duckdb.DuckDBPyConnection]]:
    """Load a folder and look at what was loaded, in the block, before it counts.

    When the block ends the load is committed; when anything raises, in it or before it, nothing
    has changed. Raises InputError where the folder cannot be loaded whole. `before_erasure` is
    called when all rows are there as the files have them.
    """
    contract = load_contract()
    mapping = load_mapping(input_folder, contract)
    files, ignored = find_files(input_folder, mapping, contract, warehouse)
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        con = duckdb.connect(str(warehouse / BUILD))
    except OSError as error:
        raise InputError(f"{warehouse} cannot be made a folder: {error.strerror}.") from error
    except duckdb.IOException as error:
        raise InputError(
            f"{warehouse / BUILD} cannot be opened: another program has it open, or it is damaged."
        ) from error
    result = LoadResult(ignored_files=ignored)
    with con, tempfile.TemporaryDirectory(prefix="perennial-") as scratch:
        con.execute("set TimeZone = 'UTC'")
        _check_zones(con, mapping)
        con.execute("begin transaction")
        try:
            create_load_tables(con, contract)
            recall(con, warehouse)
            plans = [_plan(con, file, mapping, contract) for file in files]
            _look_into(plans, mapping, contract, Path(scratch))
            _check_given(con, plans, contract)
            stamp = stamp_of_load(con)
            for table in contract.tables.values():
                own = [plan for plan in plans if plan.file.table == table.name]
                for done in load_table(con, table, own, stamp):
                    result.files.append(done)
                    if progress:
                        progress(done)
            before_erasure(con)
            if stale := erase(con, contract, stamp.number):
                folder = Path(scratch) / "again"
                load_again(
                    *(con, contract, plans, stale, stamp),
                    lambda again: _look_into(again, mapping, contract, folder),
                )
            write_settings(con, mapping, as_of_date)
            yield result, con
            con.execute("commit")
        except BaseException:
            con.execute("rollback")
            raise


def _check_zones(con: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    known = [
        str(name) for (name,) in con.execute("select name from pg_timezone_names()").fetchall()
    ]
    for key in ("timezone", "source_timezone"):
        zone = getattr(mapping.settings, key)
        if zone is not None and zone not in known:
            raise InputError(f"mapping.yml: {key} `{zone}` is not known.{hint(zone, known)}")


def _plan(
    con: duckdb.DuckDBPyConnection, file: TableFile, mapping: Mapping, contract: Contract
) -> Plan:
    found = rows_of(
        con,
        "select * from raw.loaded_files where table_name = ? and source_file = ?",
        file.table,
        file.name,
    )
    earlier = found[0] if found else None
    state = file.path.stat()
    mapping_hash = mapping.digest(contract.tables[file.table])
    same_mapping = earlier is not None and earlier["mapping_hash"] == mapping_hash
    stamp = {"size_bytes": state.st_size, "modified_ns": state.st_mtime_ns}
    if earlier and all(earlier[key] == value for key, value in stamp.items()):
        content_hash = str(earlier["content_hash"])
    else:
        try:
            with file.path.open("rb") as stream:
                content_hash = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise InputError(f"{file.name} cannot be opened: {error.strerror}.") from error
    is_unchanged = bool(same_mapping and earlier and earlier["content_hash"] == content_hash)
    identity = f"{file.table}\n{file.name}\n{content_hash}\n{mapping_hash}"
    load_id = hashlib.sha256(identity.encode()).hexdigest()[:16]
    record = {"content_hash": content_hash, "mapping_hash": mapping_hash, **stamp}
    return Plan(file, load_id, record, earlier, is_unchanged)


def _look_into(plans: list[Plan], mapping: Mapping, contract: Contract, scratch: Path) -> None:
    """Look into each new or changed file, away from the build: an error there aborts nothing."""
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        for place, plan in enumerate(plans):
            if not plan.is_unchanged:
                own = scratch / str(place)
                own.mkdir(parents=True)
                source = open_source(con, plan.file, mapping.table(plan.file.table), own)
                plan.shaped = shape(con, source, contract.tables[plan.file.table], mapping)


def _check_given(con: duckdb.DuckDBPyConnection, plans: list[Plan], contract: Contract) -> None:
    has_orders = any(plan.file.table == "orders" for plan in plans)
    for plan in plans:
        if plan.shaped:
            given, headers = list(plan.shaped.columns), plan.shaped.source.headers
        else:
            sql = """select column_name from raw.file_columns
                where table_name = ? and source_file = ? and not is_attribute"""
            found = rows_of(con, sql, plan.file.table, plan.file.name)
            given = headers = [row["column_name"] for row in found]
        check_required(contract.tables[plan.file.table], given, has_orders, plan.file.name, headers)


def as_date(text: str | None) -> datetime.date | None:
    """The date that a user wrote as YYYY-MM-DD."""
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"`{text}` is no date; write it as YYYY-MM-DD.") from error


def main(
    input_folder: Annotated[Path, typer.Argument(metavar="INPUT", help="Folder of files.")],
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the build.")],
    as_of: Annotated[str, typer.Option(help="Date of analysis, YYYY-MM-DD.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Load INPUT into the build of WAREHOUSE: all of it, or nothing."""
    try:
        with refusals_told(), hold(warehouse):
            result = load(input_folder, warehouse, as_date(as_of))
    except (InputError, StepError) as error:
        if as_json:
            print(json.dumps({"error": str(error)}))
        Console(stderr=True).print(f"Not loaded: {error}", style="red", markup=False)
        raise typer.Exit(exit_code(error)) from error
    if as_json:
        print(json.dumps({"rows": result.rows, **dataclasses.asdict(result)}))
        return
    grid = Grid("table", "file", "what happened", "rows")
    for file in result.files:
        grid.add_row(file.table, Text(file.file), file.action, f"{file.rows:,}")
    console = Console()
    console.print(grid)
    for name, advice in result.ignored_files.items():
        console.print(f"{name}: {advice}", style="yellow", markup=False)


if __name__ == "__main__":
    typer.run(main)
