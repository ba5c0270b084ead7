"""The main job: load, check what came in, build, check the marts, publish, report."""

from __future__ import annotations

import datetime
import signal
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

from scripts.build import build, start_dbt
from scripts.check_input import check_input
from scripts.check_marts import check_marts
from scripts.checks import start_checks
from scripts.contract import InputError
from scripts.dashboard import write
from scripts.engines import TARGET, Engine, Target, engine_of
from scripts.load import as_date, loading
from scripts.lock import hold
from scripts.outcome import Outcome, as_json, keep_log, print_outcome, print_profile
from scripts.passed import note
from scripts.progress import progress_on
from scripts.publish import publish
from scripts.report import summarise
from scripts.steps import FAILED, INTERRUPTED, Show, StepError, exit_code, refusals_told, timed
from scripts.workers import Worker, import_ahead


def refresh(
    input_folder: Path,
    warehouse: Path,
    as_of: str,
    show: Show,
    with_unit_tests: bool = False,
    target: str = TARGET,
) -> Outcome:
    """Run all steps, up to the first that fails; then the published file is as it was.

    `as_of` is the date of analysis, as YYYY-MM-DD, or empty for the latest day of the orders;
    `target` the engine that builds, as `profiles.yml` calls it.
    What a user can cause is told in the outcome; nothing is raised.
    """
    outcome = Outcome(input_folder=input_folder, warehouse=warehouse)
    with _told(outcome), _stoppable():
        as_of_date = as_date(as_of)
        engine = engine_of(target)
        with (
            hold(warehouse),
            start_dbt(warehouse, engine.target) as dbt,
            start_checks(warehouse) as gx,
        ):
            _load(outcome, as_of_date, gx, show)
            outcome.nodes = build(
                warehouse, dbt, engine, outcome.steps, show, with_unit_tests=with_unit_tests
            )
            _publish(outcome, engine, gx, show)
        keep_log(outcome)
    return outcome


def _load(outcome: Outcome, as_of_date: datetime.date | None, gx: Worker, show: Show) -> None:
    """Load and check; what was loaded counts only once it is checked."""
    with ExitStack() as transaction:
        with timed("load", outcome.steps, show) as step:
            load = loading(outcome.input_folder, outcome.warehouse, as_of_date)
            result, con = transaction.enter_context(load)
            step.detail = f"{result.rows:,} rows in {len(result.files)} files"
            outcome.ignored_files = result.ignored_files
        with timed("check input", outcome.steps, show) as step:
            verdict = check_input(con, gx, step)
            outcome.verdicts.append(verdict)
    note(outcome.warehouse, "input", verdict.held_count)


def _publish(outcome: Outcome, engine: Engine, gx: Worker, show: Show) -> None:
    """Check the marts, publish them, and read back what was published."""
    import_ahead("scripts.dashboard.page")  # the chart library takes a second
    with timed("check marts", outcome.steps, show) as step:
        outcome.verdicts.append(check_marts(outcome.warehouse, gx, step))
        gx.close()
    with timed("publish", outcome.steps, show) as step:
        published = publish(outcome.warehouse, engine)
        outcome.version, outcome.published_file = published.version, published.file
        step.detail = f"version {published.version}, {len(published.marts)} marts"
        if published.has_forgotten:
            step.detail += (
                "; who asked is erased here, but not in the files of INPUT: they are yours"
            )
    with timed("report", outcome.steps, show) as step:
        outcome.summary = summarise(published.file)
        outcome.dashboard = write(outcome.warehouse)
        step.detail = f"{len(outcome.summary)} sections"


@contextmanager
def _told(outcome: Outcome) -> Iterator[None]:
    """Turn what raises into the outcome's error: one paragraph, never a stack trace."""
    try:
        yield
    except (InputError, StepError) as error:
        outcome.fail(str(error), exit_code(error))
    except KeyboardInterrupt:
        outcome.fail("stopped on request.", INTERRUPTED)
    except Exception as error:
        log = outcome.warehouse / "logs" / "failure.log"
        with suppress(OSError):  # a full disk is no reason to say nothing
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(traceback.format_exc(), encoding="utf-8")
        outcome.fail(
            f"a fault of Perennial itself ({type(error).__name__}: {error}). Please report it with"
            f" {log}.",
            FAILED,
        )


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a polite request to end the process stop it as Ctrl-C does."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with refusals_told():
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def main(
    input_folder: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT",
            help="Folder of the files: orders or order_lines as .csv, .csv.gz, .parquet, .jsonl or"
            " .xlsx, further tables, and mapping.yml where columns have other names.",
        ),
    ],
    warehouse: Annotated[
        Path,
        typer.Argument(
            metavar="WAREHOUSE",
            help="Folder of the result, made if need be. Give the same one every time: only files"
            " that are new or changed are loaded again.",
        ),
    ],
    as_of: Annotated[
        str,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="The day to look back from. Default: the latest day of the orders.",
        ),
    ] = "",
    json_wanted: Annotated[
        bool, typer.Option("--json", help="Print the outcome as one JSON object, nothing else.")
    ] = False,
    unit_tests: Annotated[
        bool,
        typer.Option(
            "--unit-tests",
            help="Also run the tests of logic on made-up rows, which `make test` runs.",
        ),
    ] = False,
    target: Target = TARGET,
    profile: Annotated[
        bool, typer.Option("--profile", help="Also show time by model and test, and memory.")
    ] = False,
) -> None:
    """Turn the orders in INPUT into customer facts in WAREHOUSE/marts.duckdb.

    Load the files, check what came in, build and test with dbt (fitting the probability models on
    the way), check the marts, publish them, report. The published file changes in the last moment
    and only if everything passed; whoever has it open meanwhile keeps what they opened.

    Exit codes: 0 published, 1 a step failed, 2 the input has to be mended, 3 another run is at
    work in WAREHOUSE, 130 stopped.

    Example: python -m scripts.refresh exports warehouse --as-of 2024-12-31
    """
    with progress_on(Console(stderr=True)) as show:
        outcome = refresh(input_folder, warehouse, as_of, show, unit_tests, target)
    if json_wanted:
        print(as_json(outcome, with_profile=profile))
    else:
        print_outcome(outcome, Console(), Console(stderr=True))
        if profile:
            print_profile(outcome, Console())
    raise typer.Exit(outcome.exit_code)


if __name__ == "__main__":
    typer.run(main)
