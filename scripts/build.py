"""Build the warehouse: run dbt over what was loaded, with all tests, in `build.duckdb`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from scripts.lock import hold
from scripts.steps import BUILD, Show, Silent, Step, StepError, plain_errors, timed
from scripts.workers import Worker

SHOWN_FAULTS = 3


@dataclass
class BuildResult:
    """What dbt did: a dictionary per node with name, kind, file, status, seconds and message."""

    nodes: list[dict[str, Any]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Number of nodes by kind: model, seed, test, unit_test."""
        return dict(Counter(str(node["kind"]) for node in self.nodes))


def start_dbt(warehouse: Path) -> Worker:
    """Start the process that builds, so that it imports dbt while other work is done."""
    return Worker("scripts.dbt_worker", str(warehouse), log=warehouse / "logs" / "dbt_worker.log")


def build(dbt: Worker, show: Show, step: Step, with_unit_tests: bool = False) -> BuildResult:
    """Build everything; raise StepError where a node fails or nothing was there to build.

    Unit tests prove the project's logic on made-up rows, whatever the data are: they belong to
    `make test`, and run here only when asked for.
    """
    result = BuildResult()
    left_out = [] if with_unit_tests else ["--exclude-resource-type", "unit_test"]
    _run(dbt, ["build", *left_out], result, show, step)
    tests = sum(number for kind, number in result.counts().items() if "test" in kind)
    step.detail = f"{len(result.nodes) - tests} tables and views, {tests} tests passed"
    return result


def _run(dbt: Worker, arguments: list[str], result: BuildResult, show: Show, step: Step) -> None:
    answer = dbt.ask(
        {"arguments": arguments},
        lambda event: show.move(step, event["done"], event["total"]),
    )
    result.nodes += answer["results"]
    if not answer["results"]:
        raise StepError("dbt found nothing to build; is this folder the whole project?")
    faults = [node for node in answer["results"] if node["is_bad"]]
    if faults:
        raise StepError(_describe(faults))


def _describe(faults: list[dict[str, Any]]) -> str:
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
            build(dbt, show, step, unit_tests)
        Console().print(f"{step.detail} in {step.seconds:.1f} s", highlight=False)


if __name__ == "__main__":
    typer.run(main)
