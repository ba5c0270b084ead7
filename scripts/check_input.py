"""Check what was handed over, in the loaded tables, before anything is built on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import duckdb
import jinja2
import typer

from scripts.checks import Subject, Verdict, judge, show_verdict, start_checks
from scripts.contract import Contract, InputError, Table, load_contract
from scripts.lock import hold
from scripts.steps import BUILD, Step, StepError, plain_errors
from scripts.workers import ROOT, Worker

MACROS = ROOT / "macros" / "sql"
DATES = ("date", "timestamp")


def check_input(con: duckdb.DuckDBPyConnection, gx: Worker, step: Step) -> Verdict:
    """Judge the schema `raw`; raise InputError where it is not fit to be built on."""
    return judge(gx, "input", measure_input(con, load_contract()), step, InputError)


def measure_input(con: duckdb.DuckDBPyConnection, contract: Contract) -> list[Subject]:
    """Measure each table that was handed over, in one pass of each.

    Shares are of the rows that the mapping does not exclude and whose line could be split.
    Repeated keys are estimated (HyperLogLog, within about 2 %): the ledger counts them exactly.
    """
    given = con.execute(
        "select table_name, column_name from raw.mapped_columns where not is_attribute"
    ).fetchall()
    loaded = con.execute("select distinct table_name from raw.loaded_files").fetchall()
    subjects = []
    for (name,) in sorted(loaded):
        table = contract.tables[name]
        columns = [column for column in table.columns if (name, column) in set(given)]
        subjects += _measure_table(con, table, columns)
    return subjects


def _measure_table(
    con: duckdb.DuckDBPyConnection, table: Table, columns: list[str]
) -> list[Subject]:
    measures = {
        ("", "row_count"): "count(*)",
        ("", "unreadable_line_share"): "avg(case when _unreadable_line is null then 0 else 1 end)",
        ("", "excluded_share"): "avg(case when _is_excluded then 1 else 0 end)",
    }
    usable = "not _is_excluded and _unreadable_line is null"
    if table.key and set(table.key) <= set(columns):
        key = " || chr(31) || ".join(f"cast({column} as varchar)" for column in table.key)
        measures["", "repeated_key_share"] = (
            f"1 - approx_count_distinct({key}) / nullif(count({key}), 0)"
        )
    for column in columns:
        kind = table.columns[column]
        text = f"nullif(trim(cast({column} as varchar)), '')"
        if column in table.required:
            measures[column, "missing_share"] = _share(f"{text} is null", usable)
        if kind != "string":
            read = _reading(kind, column)
            measures[column, "unreadable_share"] = _share(
                f"{read} is null and {text} is not null", usable
            )
        if kind in DATES and column in table.required:
            late = (
                f"cast({_reading(kind, column)} as date) > (select run_date from raw.run_settings)"
            )
            measures[column, "future_date_share"] = _share(late, usable)
    found = con.execute(f"select {', '.join(measures.values())} from raw.{table.name}").fetchone()
    subjects: dict[str, Subject] = {}
    for (column, measure), value in zip(measures, found or (), strict=True):
        own = subjects.setdefault(column, {"table_name": table.name, "column_name": column})
        own[measure] = None if value is None else float(value)
    return list(subjects.values())


def _share(condition: str, of_rows: str) -> str:
    return f"avg(case when {of_rows} then case when {condition} then 1 else 0 end end)"


def _reading(kind: str, column: str) -> str:
    """The expression by which staging reads a column of this kind: its macro, rendered."""
    environment = jinja2.Environment(autoescape=False)  # noqa: S701 - it writes SQL, not HTML
    reader, try_cast = (
        (MACROS / f"{name}.sql").read_text(encoding="utf-8")
        for name in (f"read_{kind}", "try_cast")
    )
    call = f"{{{{ read_{kind}('{column}') }}}}"
    dispatched: Any = environment.from_string(try_cast).module
    template = environment.from_string(reader + call)
    return template.render(try_cast=dispatched.default__try_cast).strip()


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the build.")],
) -> None:
    """Check what `python -m scripts.load` put into WAREHOUSE/build.duckdb.

    The limits are rows of seeds/rules/input_expectations.csv; the Data Docs of Great Expectations
    are written to WAREHOUSE/checks.
    """
    with plain_errors("Not fit to be built on"):
        if not (warehouse / BUILD).exists():
            raise StepError(f"{warehouse} holds no load; run `python -m scripts.load` first.")
        step = Step("check input")
        with (
            hold(warehouse),
            start_checks(warehouse) as gx,
            duckdb.connect(str(warehouse / BUILD), read_only=True) as con,
        ):
            verdict = check_input(con, gx, step)
        show_verdict(verdict, step)


if __name__ == "__main__":
    typer.run(main)
