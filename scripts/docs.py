"""The documentation of all models, tests and their lineage as one file: dbt's docs site."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer
from dbt.cli.main import dbtRunner
from rich.console import Console

from scripts.contract import InputError
from scripts.steps import BUILD, StepError, plain_errors
from scripts.workers import ROOT

SITE = Path("report") / "docs.html"


def document(warehouse: Path) -> Path:
    """Write WAREHOUSE/report/docs.html from the project and the tables of the build.

    Raises InputError where nothing has been built, StepError where dbt cannot do it.
    """
    warehouse = warehouse.resolve()
    if not (warehouse / BUILD).exists():
        raise InputError(f"there is no {warehouse / BUILD}; run `python -m scripts.refresh` first.")
    os.environ["PERENNIAL_WAREHOUSE"] = str(warehouse)
    target = warehouse / "target" / "docs"
    outcome = dbtRunner().invoke(
        [
            *["docs", "generate", "--static", "--quiet", "--target-path", str(target)],
            *["--project-dir", str(ROOT), "--profiles-dir", str(ROOT)],
        ]
    )
    if not outcome.success:
        raise StepError(f"dbt could not write its documentation: {outcome.exception}")
    site = warehouse / SITE
    site.parent.mkdir(exist_ok=True)
    shutil.copyfile(target / "static_index.html", site)
    return site


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the result.")],
) -> None:
    """Write WAREHOUSE/report/docs.html: every model, column, test and their lineage."""
    with plain_errors("No documentation"):
        site = document(warehouse)
        size = site.stat().st_size / 1e6
        Console().print(f"{site}: {size:.1f} MB", highlight=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
