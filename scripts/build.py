"""Build the warehouse: run dbt over what was loaded, with all tests, in `build.duckdb`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from scripts.engines import TARGET, Engine, Name, Target, engine_of, tables_of
from scripts.lock import hold
from scripts.passed import note
from scripts.progress import progress_on
from scripts.published_orders import STATED
from scripts.scope import Scope, choose, settle
from scripts.steps import BUILD, Show, Step, StepError, plain_errors, timed
from scripts.workers import Worker, import_ahead

SHOWN_FAULTS = 3
# What `scripts/fit.py` reads.
FIT_INPUTS = (
    "int_fit_cuts",
    "int_fit_cells",
    "int_lifetime_cells",
    "int_retention_counts",
)
# What `scripts/publish.py` reads beside the marts.
AS_OF = ("intermediate", "int_as_of")
MARTS = "models/marts/"

# A model, seed or test that dbt ran: name, kind, file, status, seconds and message.
Node = dict[str, Any]


def start_dbt(warehouse: Path, target: str = TARGET) -> Worker:
    """Start the process that builds, so that it imports dbt while other work is done."""
    log = warehouse / "logs" / "dbt_worker.log"
    return Worker("scripts.dbt_worker", str(warehouse), target, log=log)


def build(
    warehouse: Path,
    dbt: Worker,
    engine: Engine,
    steps: list[Step],
    show: Show,
    *,
    with_unit_tests: bool = False,
) -> list[Node]:
    """Prepare the counts that fits read, fit, build and test the rest; then the database is free.

    Raises StepError where a node fails or nothing was there to build. Unit tests prove the logic on
    made-up rows, whatever the data are: they belong to `make test`, and run here only if asked for,
    on a whole build.
    """
    file = warehouse / BUILD
    scope = choose(warehouse, engine.target, _reason(engine, file, with_unit_tests))
    asked = ["build", *([] if with_unit_tests else ["--exclude-resource-type", "unit_test"])]
    with timed("prepare", steps, show) as step:
        # SciPy takes a second to import, which nobody has to wait for while dbt works
        import_ahead("scripts.fit")
        engine.send(file, tables_of(file, "raw"))
        # a test that also reads what is built later has to wait for it
        inputs = [*(f"+{model}" for model in FIT_INPUTS), "--indirect-selection", "cautious"]
        nodes = _run(dbt, [*asked, "--select", *inputs], show, step, scope)
        engine.fetch(file, [("intermediate", model) for model in FIT_INPUTS])
        step.detail = f"{_count(nodes)}; {scope.text}"
    with timed("fit", steps, show) as step:
        step.detail = _fit(warehouse)
        engine.send(file, [("raw", "model_parameters"), ("raw", "retention_parameters")])
    with timed("build", steps, show) as step:
        others = _run(dbt, [*asked, "--exclude", *inputs], show, step, scope)
        dbt.close()
        engine.fetch(file, [AS_OF, STATED, *_marts([*nodes, *others])])
        settle(warehouse, engine.target)
        engine.settle(file)
        note(warehouse, "build", _tests([*nodes, *others]))
        step.detail = _count(others)
    return [*nodes, *others]


def _reason(engine: Engine, file: Path, with_unit_tests: bool) -> str:
    """Why all of it is built, whatever changed; nothing where the changes decide."""
    if not engine.resume(file):
        return f"{engine.target} holds nothing to start from"
    return "unit tests were asked for" if with_unit_tests else ""


def _fit(warehouse: Path) -> str:
    from scripts.fit import fit  # brings SciPy along, which few commands need

    models = fit(warehouse)
    return f"{len({model.model_code for model in models})} models"


def _marts(nodes: list[Node]) -> list[Name]:
    return [
        ("marts", node["name"])
        for node in nodes
        if node["kind"] == "model" and node["file"].startswith(MARTS)
    ]


def _tests(nodes: list[Node]) -> int:
    return sum("test" in node["kind"] for node in nodes)


def _count(nodes: list[Node]) -> str:
    made = sum(node["kind"] in ("model", "seed") for node in nodes)
    return f"{made} tables and views, {_tests(nodes)} tests passed"


def _run(dbt: Worker, arguments: list[str], show: Show, step: Step, scope: Scope) -> list[Node]:
    answer = dbt.ask(
        {"arguments": arguments, "is_partial": scope.is_partial},
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
    target: Target = TARGET,
) -> None:
    """Build WAREHOUSE/build.duckdb from what `python -m scripts.load` put there."""
    with plain_errors("Not built"):
        if not (warehouse / BUILD).exists():
            raise StepError(f"{warehouse} holds no load; run `python -m scripts.load` first.")
        with (
            hold(warehouse),
            start_dbt(warehouse, target) as dbt,
            progress_on(Console(stderr=True)) as show,
        ):
            build(warehouse, dbt, engine_of(target), [], show, with_unit_tests=unit_tests)


if __name__ == "__main__":
    typer.run(main)
