"""Measure a refresh against a hand-written script, against itself a day later, and against peers.

`make bench SIZES="1000000 10000000"` writes `docs/benchmarks/DATE.json` and prints the ratios. What
is compared runs in turn, several times; the medians are divided. Nothing here is a test.
"""

from __future__ import annotations

import datetime
import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.generate import generate

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "docs" / "benchmarks"
AS_OF = "2024-12-30"
NEXT_DAY = "2024-12-31"
PEERS = {"polars": "polars", "lifetimes": "lifetimes", "pymc": "pymc_marketing"}
Cost = dict[str, float]


def run(*arguments: str) -> Cost:
    """CPU seconds, wall seconds and peak memory that a module of the benchmarks tells."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT / "tests",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr[-2000:]}")
    return {name: float(value) for name, value in json.loads(done.stdout).items()}


def refresh(folder: Path, warehouse: Path) -> Cost:
    """The cost of a refresh in all its processes."""
    before = os.times()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "scripts.refresh",
            str(folder),
            str(warehouse),
            "--json",
            "--profile",
        ],
        cwd=ROOT,
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
    return {"cpu": cpu, "wall": after.elapsed - before.elapsed, "memory": memory}


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


def measure(lines: int, repeats: int, scratch: Path, console: Console) -> dict[str, Any]:
    """All costs for a number of order lines: medians of the repeats."""
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
        console.print(f"  {name}: CPU {cost['cpu']:.1f} s, {cost['memory'] / 2**20:,.0f} MiB")

    note("full refresh", refresh(folder, warehouse))
    for _ in range(repeats):
        note("baseline", run("benchmarks.baseline", str(kept), AS_OF))
        for kind in ("summary", "core", "all", "tests"):
            note(kind, run("benchmarks.replay", str(warehouse), kind))
        for peer, module in PEERS.items():
            if importlib.util.find_spec(module):
                file = str(kept / "order_lines.parquet")
                note(peer, run("benchmarks.peers", file, peer))
    shutil.copy(day, folder / "order_lines" / "day.parquet")
    note("daily refresh", refresh(folder, warehouse))
    return {
        name: {key: statistics.median(cost[key] for cost in found) for key in found[0]}
        for name, found in costs.items()
    }


def ratios(sizes: dict[int, dict[str, Cost]]) -> list[tuple[str, int, float]]:
    """What is divided by what: name, lines and ratio of CPU seconds."""
    fixed = sizes[min(sizes)]
    found = []
    for lines, costs in sizes.items():
        if lines == min(sizes):
            continue
        cpu = {name: cost["cpu"] for name, cost in costs.items()}
        found += [
            ("core outputs ÷ baseline", lines, cpu["core"] / cpu["baseline"]),
            ("all models ÷ baseline", lines, cpu["all"] / cpu["baseline"]),
            ("data tests ÷ models", lines, cpu["tests"] / cpu["all"]),
            (
                "one more day ÷ full refresh, both beyond the fixed cost",
                lines,
                (cpu["daily refresh"] - fixed["daily refresh"]["cpu"])
                / (cpu["full refresh"] - fixed["full refresh"]["cpu"]),
            ),
        ]
        found += [
            (f"{peer} ÷ customer summary", lines, cpu[peer] / cpu["summary"])
            for peer in PEERS
            if peer in cpu
        ]
    return found


def main(
    sizes: Annotated[list[int], typer.Argument(help="Numbers of order lines.")],
    repeats: Annotated[int, typer.Option(help="How often each thing is run.")] = 3,
) -> None:
    """Measure, tell the ratios and keep them in docs/benchmarks.

    1,000 lines are measured first: that is the fixed cost.
    """
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="perennial-bench-") as folder:
        costs = {
            lines: measure(lines, repeats, Path(folder), console)
            for lines in (1000, *sorted(sizes))
        }
    found = ratios(costs)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    RESULTS.mkdir(parents=True, exist_ok=True)
    record = {
        "date": today,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "costs": costs,
        "ratios": found,
    }
    (RESULTS / f"{today}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    table = Table("CPU of", "lines", "ratio")
    for name, lines, ratio in found:
        table.add_row(name, f"{lines:,}", f"{ratio:.2f}")
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
