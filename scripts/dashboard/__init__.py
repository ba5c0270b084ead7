"""The dashboard: one HTML file about a published version, which needs nothing else."""

from __future__ import annotations

from pathlib import Path


def write(warehouse: Path) -> Path:
    """Write WAREHOUSE/report/index.html about the version published in WAREHOUSE.

    Raises InputError where nothing has been published.
    """
    from scripts.dashboard import page  # the chart library takes a second to import

    return page.write(warehouse).file
