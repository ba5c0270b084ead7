"""A small warehouse in which the probability models are fitted before they score."""

from datetime import date
from pathlib import Path

import duckdb

from warehouse import dbt, write_tables

FIT_INPUTS = "+int_fit_cuts +int_lifetime_cells +int_retention_counts"


def run(command: str, select: str, warehouse: Path, *more: str) -> None:
    """Run dbt on a selection; fails with dbt's own words."""
    tests = ["--indirect-selection", "cautious", "--exclude-resource-type", "unit_test"]
    options = tests if command == "build" else []
    outcome = dbt(command, *options, "--select", select, *more, warehouse=warehouse)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def build_fitted(
    orders: list[dict[str, object]],
    folder: Path,
    select: str,
    as_of: date | None = None,
    vintage_days: int | None = None,
) -> duckdb.DuckDBPyConnection:
    """Load, prepare, fit, score; `vintage_days` adds a forecast made so many days earlier."""
    from scripts.fit import fit
    from scripts.load import load

    warehouse = folder / "warehouse"
    warehouse.mkdir(parents=True, exist_ok=True)
    load(write_tables({"orders": orders}, folder / "input"), warehouse, as_of_date=as_of)
    run("build", "vintage_rules", warehouse)
    if vintage_days is not None:
        with duckdb.connect(str(warehouse / "build.duckdb")) as con:
            con.execute("insert into rules.vintage_rules values (?, 'For a test')", [vintage_days])
    run("build", FIT_INPUTS, warehouse, "--exclude", "vintage_rules")
    fit(warehouse)
    run("build", select, warehouse, "--exclude", FIT_INPUTS)
    return duckdb.connect(str(warehouse / "build.duckdb"), read_only=True)
