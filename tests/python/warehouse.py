"""A small warehouse built from rows: loader, then dbt, then a connection to look into it."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]


def write_tables(tables: dict[str, list[dict[str, object]]], folder: Path) -> Path:
    """Write one CSV per table, the columns being those of its first row."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as target:
            writer = csv.DictWriter(target, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def dbt(command: str, *arguments: str, warehouse: Path) -> subprocess.CompletedProcess[str]:
    """Run dbt in a process of its own, so that the database is free again afterwards."""
    return subprocess.run(
        [
            str(Path(sys.executable).parent / "dbt"),
            command,
            "--quiet",
            "--project-dir",
            str(ROOT),
            "--profiles-dir",
            str(ROOT),
            "--target-path",
            str(warehouse / "target"),
            *arguments,
        ],
        env={**os.environ, "PERENNIAL_WAREHOUSE": str(warehouse)},
        capture_output=True,
        text=True,
        check=False,
    )


def build(
    tables: dict[str, list[dict[str, object]]] | Path,
    folder: Path,
    select: str | None = None,
    as_of: str | None = None,
) -> duckdb.DuckDBPyConnection:
    """Load and build; fails with dbt's own words. `tables` is rows by table, or an input folder."""
    from scripts.load import as_date, load

    source = tables if isinstance(tables, Path) else write_tables(tables, folder / "input")
    warehouse = folder / "warehouse"
    warehouse.mkdir(parents=True, exist_ok=True)
    load(source, warehouse, as_of_date=as_date(as_of) if as_of else None)
    outcome = dbt(
        "build",
        *(["--indirect-selection", "buildable", "--select", select] if select else []),
        warehouse=warehouse,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return duckdb.connect(str(warehouse / "build.duckdb"), read_only=True)
