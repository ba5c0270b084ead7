"""The main job: load, check what came in, build, check the marts, publish, report."""

from __future__ import annotations

import datetime
import json
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from scripts.build import build, start_dbt
from scripts.check_input import check_input
from scripts.check_marts import check_marts
from scripts.checks import start_checks
from scripts.load import as_date, loading
from scripts.lock import hold
from scripts.progress import progress_on
from scripts.publish import publish
from scripts.steps import Show, Step, plain_errors, timed


@dataclass
class RefreshResult:
    """What a refresh did; `version` is null where nothing was published."""

    steps: list[Step] = field(default_factory=list)
    version: int | None = None
    published_file: Path | None = None
    nodes: list[dict[str, Any]] = field(default_factory=list)
    error: str | None = None
    exit_code: int = 0


def refresh(
    input_folder: Path, warehouse: Path, as_of_date: datetime.date | None, show: Show
) -> RefreshResult:
    """Run all steps; where one fails, raise InputError or StepError, with nothing published."""
    result = RefreshResult()
    steps = result.steps
    with hold(warehouse), start_dbt(warehouse) as dbt, start_checks(warehouse) as gx:
        # the load counts only once it is checked
        with ExitStack() as transaction:
            with timed("load", steps, show) as step:
                load = loading(input_folder, warehouse, as_of_date)
                loaded, con = transaction.enter_context(load)
                step.detail = f"{loaded.rows:,} rows in {len(loaded.files)} files"
            with timed("check input", steps, show) as step:
                input_verdict = check_input(con, gx, step)
        with timed("build", steps, show) as step:
            built = build(dbt, show, step)
            result.nodes = built.nodes
            dbt.close()
        with timed("check marts", steps, show) as step:
            mart_verdict = check_marts(warehouse, gx, step)
            gx.close()
        with timed("publish", steps, show) as step:
            checks = sum(
                verdict.expectation_count - len(verdict.findings)
                for verdict in (input_verdict, mart_verdict)
            )
            tests = sum(number for kind, number in built.counts().items() if "test" in kind)
            published = publish(warehouse, checks, tests)
            step.detail = f"version {published.version}: {len(published.marts)} marts"
    result.version, result.published_file = published.version, published.file
    return result


def main(
    input_folder: Annotated[Path, typer.Argument(metavar="INPUT", help="Folder of files.")],
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the result.")],
    as_of: Annotated[str, typer.Option(help="Date of analysis, YYYY-MM-DD.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Turn the orders in INPUT into customer facts in WAREHOUSE/marts.duckdb."""
    with plain_errors("Not published"), progress_on(Console(stderr=True)) as show:
        result = refresh(input_folder, warehouse, as_date(as_of), show)
    if as_json:
        print(json.dumps(asdict(result), default=str))


if __name__ == "__main__":
    typer.run(main)
