"""Publish the marts: a new file, complete and on disk before it takes the place of the old one."""

from __future__ import annotations

import csv
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from scripts.contract import InputError
from scripts.dashboard import write
from scripts.descriptions import describe
from scripts.engines import DUCKDB, TARGET, Engine, Target, engine_of
from scripts.forget import forget
from scripts.lock import hold
from scripts.passed import counts_or_published, kept
from scripts.pseudonyms import VARIABLE, Replacements, replacements, salt
from scripts.publication import content_hash, history_of, publication_now, write_publication
from scripts.published_orders import remember
from scripts.steps import BUILD, PUBLISHED, StepError, plain_errors
from scripts.workers import ROOT

# The oldest storage format that DuckDB 2 writes; every client since 0.10 reads it.
STORAGE_VERSION = "v1.0.0"
VERSIONS = "versions"
RULES = ROOT / "seeds" / "rules" / "publication_rules.csv"


@dataclass(frozen=True)
class PublishResult:
    """The version that was published: its number, its file, its marts and all their rows.

    `has_forgotten` tells whether the warehouse was cleaned of people who were erased.
    """

    version: int
    file: Path
    marts: dict[str, int]
    has_forgotten: bool = False

    @property
    def rows(self) -> int:
        """Rows in all marts."""
        return sum(self.marts.values())


def publish(warehouse: Path, engine: Engine = DUCKDB) -> PublishResult:
    """Copy the marts of the build into a new file and put it in the place of `marts.duckdb`.

    Where another engine has built them, its readers see them at the same moment.

    Until the last step nothing that a reader sees has changed. Raises StepError where this build
    has no marts, or has not passed its tests and checks and has other marts than are published.
    """
    key = salt()
    if key is not None and engine is not DUCKDB:
        raise InputError(f"{VARIABLE} hashes customers in a file; unset it to publish elsewhere.")
    target = warehouse / PUBLISHED
    fresh = warehouse / f"{PUBLISHED}.new"
    number = _newest(warehouse) + 1
    history = history_of(target)
    passed, refusal = counts_or_published(warehouse, history)
    for leftover in (fresh, Path(f"{fresh}.wal")):
        leftover.unlink(missing_ok=True)
    try:
        with duckdb.connect() as con:
            _attach(con, warehouse / BUILD, fresh)
            con.execute("begin transaction")  # one write to the disk, not one for every comment
            manifest = warehouse / "target" / "manifest.json"
            rows = _copy_marts(con, replacements(con, manifest, key))
            hashes = {mart: content_hash(con, mart) for mart in rows}
            if refusal and hashes != history[-1].mart_hashes:
                raise refusal
            describe(con, manifest, list(rows))
            own = publication_now(con, number, rows, hashes, passed)
            write_publication(con, history, own)
            con.execute("commit")
            con.execute("checkpoint published")
            con.execute("detach published")
    except StepError:
        fresh.unlink(missing_ok=True)
        raise
    except duckdb.Error as error:
        fresh.unlink(missing_ok=True)
        raise StepError(f"the marts could not be copied: {error}") from error
    _to_disk(fresh)
    engine.publish(fresh, number, _kept_count())
    _keep(warehouse, fresh, number)
    fresh.replace(target)
    _to_disk(warehouse)
    with kept(warehouse):
        remember(warehouse, number)
        has_forgotten = forget(warehouse, target, engine.forget)
    _prune(warehouse)
    return PublishResult(number, target, rows, has_forgotten)


def roll_back(warehouse: Path, engine: Engine = DUCKDB) -> PublishResult:
    """Put the version before the published one in its place; raise StepError if none is kept."""
    target = warehouse / PUBLISHED
    history = history_of(target)
    if not history:
        raise StepError(f"{warehouse} has published nothing that could be rolled back.")
    current = history[-1].version_number
    kept = _kept(warehouse)
    earlier = [number for number in kept if number < current]
    if not earlier:
        raise StepError(f"no version before {current} is kept; {RULES.name} says how many are.")
    number = max(earlier)
    fresh = warehouse / f"{PUBLISHED}.new"
    fresh.unlink(missing_ok=True)
    _link(kept[number], fresh)
    engine.roll_back(number)
    fresh.replace(target)
    _to_disk(warehouse)
    return PublishResult(number, target, history_of(target)[-1].mart_rows)


def _attach(con: duckdb.DuckDBPyConnection, build: Path, fresh: Path) -> None:
    quoted = {name: str(path).replace("'", "''") for name, path in (("b", build), ("f", fresh))}
    con.execute(f"attach '{quoted['b']}' as build (read_only)")
    con.execute(f"attach '{quoted['f']}' as published (storage_version '{STORAGE_VERSION}')")


def _copy_marts(con: duckdb.DuckDBPyConnection, replaced: Replacements) -> dict[str, int]:
    """Copy each table of the schema `marts` as it lies, but for columns to replace.

    Returns the rows of each by its name.
    """
    names = con.execute(
        """select table_name from information_schema.tables
        where table_catalog = 'build' and table_schema = 'marts' order by table_name"""
    ).fetchall()
    if not names:
        raise StepError("the build holds no marts; run `python -m scripts.build` first.")
    rows = {}
    for (name,) in names:
        own = ", ".join(f'{sql} as "{column}"' for column, sql in replaced.get(name, {}).items())
        change = f"replace ({own})" if own else ""
        made = con.execute(
            f'create table published.main."{name}" as select * {change} from build.marts."{name}"'
        ).fetchone()
        rows[str(name)] = int(made[0]) if made else 0
    return rows


def _keep(warehouse: Path, fresh: Path, number: int) -> None:
    """Keep the version beside its place: another name for the same file, no second copy."""
    folder = warehouse / VERSIONS
    folder.mkdir(exist_ok=True)
    _link(fresh, folder / f"marts_{number:06d}.duckdb")
    _to_disk(folder)


def _link(file: Path, name: Path) -> None:
    try:
        name.hardlink_to(file)
    except OSError:  # a file system without links
        shutil.copyfile(file, name)
        _to_disk(name)


def _kept(warehouse: Path) -> dict[int, Path]:
    """The kept versions by number."""
    return {
        int(path.stem.removeprefix("marts_")): path
        for path in sorted((warehouse / VERSIONS).glob("marts_*.duckdb"))
    }


def _newest(warehouse: Path) -> int:
    """The highest number given to a version so far, 0 before the first."""
    published = [entry.version_number for entry in history_of(warehouse / PUBLISHED)]
    return max([0, *_kept(warehouse), *published])


def _prune(warehouse: Path) -> None:
    """Remove versions beyond as many as the rules keep, never the published one."""
    kept = _kept(warehouse)
    for number in sorted(kept)[: -_kept_count()]:
        if not kept[number].samefile(warehouse / PUBLISHED):
            kept[number].unlink()


def _kept_count() -> int:
    """How many versions the rules keep."""
    with RULES.open(encoding="utf-8") as source:
        return int(next(csv.DictReader(source))["kept_versions_count"])


def _to_disk(path: Path) -> None:
    """Have the operating system write a file or folder through to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the build.")],
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Publish the version before the current one again.")
    ] = False,
    target: Target = TARGET,
) -> None:
    """Publish the marts of WAREHOUSE/build.duckdb as WAREHOUSE/marts.duckdb, or take a step back.

    Readers that have the file open keep the version they opened;
    those that open it anew see the new one.
    """
    with plain_errors("Not published"):
        if not warehouse.is_dir():
            raise InputError(f"there is no folder {warehouse}.")
        with hold(warehouse):
            take = roll_back if rollback else publish
            result = take(warehouse, engine_of(target))
            write(warehouse)
        Console().print(
            f"Version {result.version} in {result.file}: {len(result.marts)} marts, "
            f"{result.rows:,} rows",
            highlight=False,
        )


if __name__ == "__main__":
    typer.run(main)
