"""Build the warehouse: run dbt over what was loaded, with all tests, in `build.duckdb`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from scripts.lock import hold
from scripts.passed import note
from scripts.steps import BUILD, Show, Silent, Step, StepError, plain_errors, timed
from scripts.workers import Worker

SHOWN_FAULTS = 3


# A model, seed or test that dbt ran: name, kind, file, status, seconds and message.
Node = dict[str, Any]


def start_dbt(warehouse: Path) -> Worker:
    """Start the process that builds, so that it imports dbt while other work is done."""
    return Worker("scripts.dbt_worker", str(warehouse), log=warehouse / "logs" / "dbt_worker.log")


def build(
    warehouse: Path, dbt: Worker, show: Show, step: Step, with_unit_tests: bool = False
) -> list[Node]:
    """Build and test everything, and end dbt's process, which frees the database.

    Raises StepError where a node fails or nothing was there to build. Unit tests prove the logic on
    made-up rows, whatever the data are: they belong to `make test`, and run here only if asked for.
    """
    left_out = [] if with_unit_tests else ["--exclude-resource-type", "unit_test"]
    nodes = _run(dbt, ["build", *left_out], show, step)
    dbt.close()
    tests = sum("test" in node["kind"] for node in nodes)
    note(warehouse, "build", tests)
    step.detail = f"{len(nodes) - tests} tables and views, {tests} tests passed"
    return nodes


def _run(dbt: Worker, arguments: list[str], show: Show, step: Step) -> list[Node]:
    answer = dbt.ask(
        {"arguments": arguments},
        lambda event: show.move(step, event["done"], event["total"]),
    )
    nodes: list[Node] = answer["results"]
    if not nodes:
        raise StepError("dbt found nothing to build; is this folder the whole project?")
    faults = [node for node in nodes if node["is_bad"]]
    if faults:
        raise StepError(_describe(faults))
    return nodes


def _describe(faults: list[Node]) -> str:
    """The first faults in one paragraph: what failed, where it is written, in dbt's words."""
    told = "; ".join(
        f"{node['kind']} {node['name']} ({node['file']}): {' '.join(node['message'].split())}"
        for node in faults[:SHOWN_FAULTS]
    )
    more = len(faults) - SHOWN_FAULTS
    return (
        f"{len(faults)} of dbt's nodes failed, so nothing was published: {told}"
        + (f"; and {more} more" if more > 0 else "")
        + "."
    )


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the build.")],
    unit_tests: Annotated[
        bool, typer.Option("--unit-tests", help="Also run the tests of logic on made-up rows.")
    ] = False,
) -> None:
    """Build WAREHOUSE/build.duckdb from what `python -m scripts.load` put there."""
    with plain_errors("Not built"):
        if not (warehouse / BUILD).exists():
            raise StepError(f"{warehouse} holds no load; run `python -m scripts.load` first.")
        steps: list[Step] = []
        show = Silent()
        with hold(warehouse), start_dbt(warehouse) as dbt, timed("build", steps, show) as step:
            build(warehouse, dbt, show, step, unit_tests)
        Console().print(f"{step.detail} in {step.seconds:.1f} s", highlight=False)


if __name__ == "__main__":
    typer.run(main)
