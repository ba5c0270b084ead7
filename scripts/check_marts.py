"""Check the marts in the build before they are published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer

from scripts.alerts import measure_alerts
from scripts.checks import Subject, Verdict, judge, rows_of_rule, show_verdict, start_checks
from scripts.lock import hold
from scripts.passed import note
from scripts.publication import history_of
from scripts.steps import BUILD, PUBLISHED, Step, StepError, plain_errors
from scripts.workers import Worker

# What the end of a column's name promises, and the measures that show whether it is kept.
SHARES = ("_rate", "_share")
COUNTS = ("_count", "_customers", "_orders")
FLAGS = ("is_", "has_")


def check_marts(warehouse: Path, gx: Worker, step: Step) -> Verdict:
    """Judge the schema `marts` of the build; raise StepError where it must not be published."""
    history = history_of(warehouse / PUBLISHED)
    earlier = history[-1].mart_rows if history else {}
    keys = mart_keys(warehouse / "target" / "manifest.json")
    with duckdb.connect(str(warehouse / BUILD), read_only=True) as con:
        subjects = measure_marts(con, keys, earlier)
        subjects += measure_alerts(con, warehouse / PUBLISHED)
    verdict = judge(gx, "mart", subjects, step)
    note(warehouse, "marts", verdict.held_count)
    return verdict


def measure_marts(
    con: duckdb.DuckDBPyConnection, keys: dict[str, list[str]], earlier: dict[str, int]
) -> list[Subject]:
    """Measure each mart in one pass.

    `keys` are the key columns by mart, `earlier` the rows each had when it was last published.
    """
    columns: dict[str, list[str]] = {}
    for table, column in con.execute(
        """select table_name, column_name from information_schema.columns
        where table_schema = 'marts' order by table_name, ordinal_position"""
    ).fetchall():
        columns.setdefault(str(table), []).append(str(column))
    subjects = []
    for table, names in columns.items():
        subjects += _measure_mart(con, table, names, keys.get(table, []), earlier.get(table, 0))
    return subjects + _compare_totals(con, columns)


def _measure_mart(
    con: duckdb.DuckDBPyConnection, table: str, columns: list[str], key: list[str], earlier: int
) -> list[Subject]:
    measures = {("", "row_count"): "count(*)"}
    if earlier:
        measures["", "lost_row_share"] = f"1 - count(*) / {earlier}"
    for column in columns:
        quoted = f'"{column}"'
        if column in key:
            measures[column, "missing_key_count"] = f"count(*) - count({quoted})"
        if column.startswith(FLAGS):
            measures[column, "unknown_flag_count"] = f"count(*) - count({quoted})"
        if column.endswith(SHARES):
            measures[column, "lowest_share"] = f"min({quoted})"
            measures[column, "highest_share"] = f"max({quoted})"
        if column.endswith(COUNTS):
            measures[column, "lowest_count"] = f"min({quoted})"
    found = con.execute(f'select {", ".join(measures.values())} from marts."{table}"').fetchone()
    subjects: dict[str, Subject] = {}
    for (column, measure), value in zip(measures, found or (), strict=True):
        own = subjects.setdefault(column, {"table_name": table, "column_name": column})
        own[measure] = None if value is None else float(value)
    return list(subjects.values())


def _compare_totals(con: duckdb.DuckDBPyConnection, columns: dict[str, list[str]]) -> list[Subject]:
    """The difference of each pair of totals that the rules want to be the same."""
    subjects = []
    for rule in rows_of_rule("total_rules"):
        column, tables = rule["column_name"], (rule["table_name"], rule["other_table_name"])
        if all(column in columns.get(table, []) for table in tables):
            one, other = (
                f'(select coalesce(sum("{column}"), 0) from marts."{table}")' for table in tables
            )
            found = con.execute(f"select abs({one} - {other})").fetchone()
            subjects.append(
                {
                    "table_name": tables[0],
                    "column_name": f"{column} against {tables[1]}",
                    "unmatched_amount": float(found[0]) if found else None,
                }
            )
    return subjects


def mart_keys(manifest: Path) -> dict[str, list[str]]:
    """The columns that identify a row of each model, from its key test."""
    nodes: dict[str, dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    return {
        nodes[node["attached_node"]]["name"]: node["test_metadata"]["kwargs"]["columns"]
        for node in nodes.values()
        if (node.get("test_metadata") or {}).get("name") == "unique_together"
        and node["attached_node"] in nodes
    }


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the build.")],
) -> None:
    """Check the marts that `python -m scripts.build` made in WAREHOUSE/build.duckdb.

    The limits are rows of seeds/rules/mart_expectations.csv; the Data Docs of Great Expectations
    are written to WAREHOUSE/checks.
    """
    with plain_errors("Not fit to be published"):
        if not (warehouse / BUILD).exists():
            raise StepError(f"{warehouse} holds no build; run `python -m scripts.build` first.")
        step = Step("check marts")
        with hold(warehouse), start_checks(warehouse) as gx:
            verdict = check_marts(warehouse, gx, step)
        show_verdict(verdict, step)


if __name__ == "__main__":
    typer.run(main)
