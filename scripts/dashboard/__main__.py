"""`python -m scripts.dashboard WAREHOUSE` writes the dashboard anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from scripts.dashboard.page import write
from scripts.steps import plain_errors


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the result.")],
) -> None:
    """Write WAREHOUSE/report/index.html from WAREHOUSE/marts.duckdb; open it in any browser."""
    with plain_errors("No dashboard"):
        done = write(warehouse)
        Console().print(
            f"{done.file}: {done.shown_count} of {done.block_count} figures have data,"
            f" {done.size / 1e6:.1f} MB",
            highlight=False,
            soft_wrap=True,
        )


typer.run(main)
