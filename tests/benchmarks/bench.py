"""Measure a refresh against a hand-written script, against itself a day later, and against peers.

`make bench SIZES="1000000 10000000"` writes `docs/benchmarks/DATE.json`, and puts the newest table
and its picture into the README. What is compared runs in turn, several times; the medians are
divided. Nothing here is a test.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.console import Console

from benchmarks.generate import generate

ROOT = Path(__file__).parents[2]
AS_OF = "2024-12-29"
NEXT_DAY = "2024-12-30"
# 1,000 orders: what they cost is what any refresh costs.
FIXED_LINES = 3000
# With more lines than these a run takes minutes: each is made once.
LONG_LINES = 1_000_000
# What DuckDB may keep of tables in memory during a refresh; more is spilled.
MEMORY_LIMIT = "3GB"
PEERS = ("polars", "lifetimes", "pymc")
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
Cost = dict[str, float]


def run(*arguments: str, python: Path | str = sys.executable) -> Cost:
    """CPU seconds, wall seconds and peak memory that a module of the benchmarks tells."""
    done = subprocess.run(
        [str(python), "-m", *arguments],
        cwd=ROOT / "tests",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr[-2000:]}")
    return {name: float(value) for name, value in json.loads(done.stdout).items()}


def refresh(folder: Path, warehouse: Path) -> dict[str, Cost]:
    """The cost of a refresh in all its processes, and of its publication."""
    before = os.times()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "scripts.refresh"),
            *(str(folder), str(warehouse), "--json", "--profile"),
        ],
        cwd=ROOT,
        env=os.environ | {"PERENNIAL_MEMORY_LIMIT": MEMORY_LIMIT},
        capture_output=True,
        text=True,
        check=False,
    )
    after = os.times()
    told = json.loads(done.stdout)
    if told["error"]:
        raise RuntimeError(told["error"])
    cpu = after.children_user - before.children_user
    cpu += after.children_system - before.children_system
    memory = max(
        told["profile"]["peak_memory_bytes"], told["profile"]["largest_helper_peak_memory_bytes"]
    )
    seconds = {step["name"]: float(step["seconds"]) for step in told["steps"]}
    return {
        "refresh": {"cpu": cpu, "wall": after.elapsed - before.elapsed, "memory": memory},
        "publishing": {"wall": seconds["publish"]},
    }


def copying(warehouse: Path) -> Cost:
    """The wall seconds that a copy of the published file takes until it is on the disk."""
    target = warehouse / "copied.duckdb"
    started = time.perf_counter()
    shutil.copyfile(warehouse / "marts.duckdb", target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    wall = time.perf_counter() - started
    target.unlink()
    return {"wall": wall}


def split_last_day(folder: Path) -> Path:
    """Keep the lines up to the date of analysis in the folder; say where the next day is."""
    lines, table = folder / "order_lines.parquet", folder / "order_lines"
    later = folder.parent / f"{folder.name}_day"
    for place in (table, later):
        place.mkdir(exist_ok=True)
    day = later / "day.parquet"
    with duckdb.connect() as con:
        source = f"from '{lines}' where cast(ordered_at as date)"
        con.execute(f"copy (select * {source} <= '{AS_OF}') to '{table}/base.parquet'")
        con.execute(f"copy (select * {source} = '{NEXT_DAY}') to '{day}'")
    return day


def measure(lines: int, repeats: int, scratch: Path, console: Console) -> dict[str, Cost]:
    """All costs for a number of order lines: medians of the repeats.

    A refresh is repeated where it is all fixed cost, and nothing where all of it takes minutes.
    """
    repeats = 1 if lines > LONG_LINES else repeats
    folder, warehouse = scratch / f"input_{lines}", scratch / f"warehouse_{lines}"
    console.print(f"{lines:,} lines: generating")
    generate(folder, lines)
    kept = scratch / f"whole_{lines}"
    kept.mkdir()
    shutil.copy(folder / "products.parquet", kept)
    shutil.move(folder / "order_lines.parquet", kept)
    shutil.copy(kept / "order_lines.parquet", folder)
    day = split_last_day(folder)
    (folder / "order_lines.parquet").unlink()
    costs: dict[str, list[Cost]] = {}

    def note(name: str, cost: Cost) -> None:
        costs.setdefault(name, []).append(cost)
        told = ", ".join(f"{key} {value:,.2f}" for key, value in cost.items())
        console.print(f"  {name}: {told}")

    for _ in range(repeats if lines == FIXED_LINES else 1):
        shutil.rmtree(warehouse, ignore_errors=True)
        whole = refresh(folder, warehouse)
        note("full refresh", whole["refresh"])
        note("publishing", whole["publishing"])
    for _ in range(repeats):
        note("copying", copying(warehouse))
        note("baseline", run("benchmarks.baseline", str(kept), AS_OF))
        for kind in ("summary", "core", "all", "tests"):
            note(kind, run("benchmarks.replay", str(warehouse), kind))
        for peer in PEERS if PEERS_PYTHON.exists() else ():
            file = str(kept / "order_lines.parquet")
            note(peer, run("benchmarks.peers", file, peer, python=PEERS_PYTHON))
    shutil.copy(day, folder / "order_lines" / "day.parquet")
    note("daily refresh", refresh(folder, warehouse)["refresh"])
    return {
        name: {key: statistics.median(cost[key] for cost in found) for key in found[0]}
        for name, found in costs.items()
    }


def record(costs: dict[int, dict[str, Cost]]) -> dict[str, Any]:
    """What is kept of a benchmark: the machine, the versions, the date and the costs."""
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "costs": {str(lines): found for lines, found in costs.items()},
    }


def main(
    sizes: Annotated[list[int], typer.Argument(help="Numbers of order lines.")],
    repeats: Annotated[int, typer.Option(help="How often each thing is run.")] = 3,
) -> None:
    """Measure, and show the newest figures in the README.

    1,000 orders are measured last: that is the fixed cost.
    """
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="perennial-bench-") as folder:
        costs = {
            lines: measure(lines, repeats, Path(folder), console)
            for lines in (*sorted(sizes), FIXED_LINES)
        }
    # a process tells its parent's memory where that is the larger one: Altair comes afterwards
    from benchmarks import show

    found = record(costs)
    show.keep(found)
    Console().print(show.table_of(found))


if __name__ == "__main__":
    typer.run(main)
