"""The same marts on every engine: builds some inputs on each that is at hand, and compares them.

`make parity` runs it. Every engine loads, fits and builds for itself: a fit that would start from
other counts shows as a difference like any other.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import duckdb
import pytest
import typer
from rich.console import Console
from rich.table import Table

from parity_inputs import INPUTS
from postgres_server import server
from scripts.check_marts import mart_keys
from spark_server import cluster

ROOT = Path(__file__).parents[2]
# Relative, for numbers with fractions: what is fitted or discounted is computed in binary ones.
TOLERANCE = 1e-9
FRACTIONS = ("DECIMAL", "DOUBLE")
SERVERS: dict[str, Callable[[], AbstractContextManager[dict[str, str]]]] = {
    "postgres": server,
    "spark": cluster,
}


@dataclass(frozen=True)
class Difference:
    """A column of a mart (or its rows, where the column is empty) that is not the same."""

    mart: str
    column: str
    count: int
    example: str


def compare(one: Path, other: Path, keys: dict[str, list[str]]) -> list[Difference]:
    """What the marts of two build files do not share, row for row by their keys."""
    with duckdb.connect() as con:
        for name, path in (("one", one), ("other", other)):
            con.execute(f"attach '{path}' as {name} (read_only)")
        marts = {name: _columns(con, name) for name in ("one", "other")}
        found = [
            Difference(mart, "", 1, "only one engine has it")
            for mart in marts["one"].keys() ^ marts["other"].keys()
        ]
        for mart in marts["one"].keys() & marts["other"].keys():
            if marts["one"][mart] == marts["other"][mart]:
                found += _compare_mart(con, mart, marts["one"][mart], keys[mart])
            else:
                told = f"{marts['one'][mart]} or {marts['other'][mart]}"
                found.append(Difference(mart, "", 1, f"columns or types: {told}"))
    return sorted(found, key=lambda difference: (difference.mart, difference.column))


def _columns(con: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, dict[str, str]]:
    """Types of columns by mart and name, in their order."""
    marts: dict[str, dict[str, str]] = {}
    for mart, column, kind in con.execute(
        """select table_name, column_name, data_type from information_schema.columns
        where table_catalog = ? and table_schema = 'marts' order by table_name, ordinal_position""",
        [catalog],
    ).fetchall():
        marts.setdefault(str(mart), {})[str(column)] = str(kind)
    return marts


def _compare_mart(
    con: duckdb.DuckDBPyConnection, mart: str, columns: dict[str, str], key: list[str]
) -> Iterator[Difference]:
    pairs = ", ".join(f"mine.{name} as {name}_1, theirs.{name} as {name}_2" for name in columns)
    same_key = " and ".join(f"mine.{name} is not distinct from theirs.{name}" for name in key)
    con.execute(
        f"""create or replace temp table paired as
        select mine.rowid is not null and theirs.rowid is not null as is_pair, {pairs}
        from one.marts.{mart} as mine full join other.marts.{mart} as theirs on {same_key}"""
    )
    broken = {"": "not is_pair"}
    broken |= {name: f"is_pair and {_differs(name, kind)}" for name, kind in columns.items()}
    for name, condition in broken.items():
        told = " || ' ' || ".join(
            f"coalesce(cast({column}_{side} as varchar), '-')"
            for column in ([*key, name] if name else key)
            for side in ((1, 2) if column == name or not name else (1,))
        )
        con.execute(f"select count(*), min({told}) from paired where {condition}")
        count, example = con.fetchall()[0]
        if count:
            yield Difference(mart, name, count, example)


def _differs(column: str, kind: str) -> str:
    mine, theirs = f"{column}_1", f"{column}_2"
    if not kind.startswith(FRACTIONS):
        return f"{mine} is distinct from {theirs}"
    # below ten million in money, and below a thousand in rates, this is less than the last place
    allowed = f"{TOLERANCE} * greatest(abs({mine}), abs({theirs}))"
    return f"""(({mine} is null) <> ({theirs} is null)
        or coalesce(abs(cast({mine} as double) - {theirs}) > {allowed}, false))"""


@contextmanager
def engines(targets: list[str]) -> Iterator[dict[str, dict[str, str]]]:
    """DuckDB, and which of these are at hand, with the settings by which they are found."""
    with ExitStack() as stack:
        found: dict[str, dict[str, str]] = {"duckdb": {}}
        for target in targets:
            try:
                found[target] = stack.enter_context(SERVERS[target]())
            except pytest.skip.Exception as reason:
                Console(stderr=True).print(f"{target} is skipped: {reason}")
        yield found


def refresh(
    source: Path, warehouse: Path, target: str, settings: dict[str, str], *options: str
) -> dict[str, Any]:
    """Run the whole job on an engine; fails with its own words."""
    done = subprocess.run(
        [
            *[sys.executable, "-m", "scripts.refresh", str(source), str(warehouse)],
            *["--target", target, "--json", *options],
        ],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return dict(json.loads(done.stdout))


def keys_of(warehouse: Path) -> dict[str, list[str]]:
    """The columns that identify a row of each mart."""
    return mart_keys(warehouse / "target" / "manifest.json")


def parity(source: Path, folder: Path, found: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Differences of each engine from the first, by its target, for one input."""
    for target, settings in found.items():
        refresh(source, folder / target, target, settings)
    first, *others = found
    builds = {target: folder / target / "build.duckdb" for target in found}
    return {
        target: [
            asdict(difference)
            for difference in compare(builds[first], builds[target], keys_of(folder / first))
        ]
        for target in others
    }


def main(
    inputs: Annotated[str, typer.Option(help="Which, with commas between.")] = ",".join(INPUTS),
    engines_wanted: Annotated[
        str, typer.Option("--engines", help="Beside DuckDB, with commas between.")
    ] = ",".join(SERVERS),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Build inputs on every engine that is at hand and list where their marts differ."""
    told: dict[str, Any] = {}
    progress = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="perennial-parity-") as scratch:
        folder = Path(scratch)
        with engines(engines_wanted.split(",")) as found:
            for name in inputs.split(","):
                try:
                    source = INPUTS[name](folder / name / "input")
                except pytest.skip.Exception as reason:
                    progress.print(f"{name} is skipped: {reason}")
                    continue
                progress.print(f"{name} is built on each engine")
                told[name] = parity(source, folder / name, found)
                for target, differences in told[name].items():
                    progress.print(f"{name} on {target}: {len(differences)} differences")
    if as_json:
        print(json.dumps(told))
    else:
        _print(told)
    raise typer.Exit(int(any(found for each in told.values() for found in each.values())))


def _print(told: dict[str, Any]) -> None:
    grid = Table("input", "engine", "mart", "column", "rows", "key, DuckDB's value, the other's")
    for name, engines_found in told.items():
        for target, differences in engines_found.items():
            for found in differences or [{"mart": "all the same"}]:
                grid.add_row(name, target, *(str(value) for value in found.values()))
    Console().print(grid)


if __name__ == "__main__":
    typer.run(main)
