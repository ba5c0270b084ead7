"""The dashboard for Apache Superset is imported and asked, where a Superset is at hand."""

from __future__ import annotations

import json
import math
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from house import ROOT
from refreshed import Refreshed, ask

PYTHON = Path(os.environ.get("PERENNIAL_SUPERSET_PYTHON", "/nowhere"))
needs_superset = pytest.mark.skipif(
    not PYTHON.exists(),
    reason="PERENNIAL_SUPERSET_PYTHON names no interpreter with Apache Superset (docs/bi.md)",
)
MONTHS = """
    select cast(period_start_date as varchar), churn_rate
    from retention_by_period
    where period_grain_code = 'month' and group_code = 'all' and is_complete
"""
TIERS = """
    select warning_tier_code, count(*), sum(value_at_risk_amount)
    from customer_warnings
    group by warning_tier_code
"""


def rows_of(marts: Path, folder: Path) -> dict[str, Any]:
    """The rows of each chart, from a Superset of its own in a folder."""
    settings = folder / "superset_config.py"
    settings.write_text(
        f'SECRET_KEY = "of this test"\nSQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"\n'
        "PREVENT_UNSAFE_DB_CONNECTIONS = False\n"
    )
    told = ""
    own = str(PYTHON.with_name("superset"))
    script = [str(PYTHON), str(ROOT / "tests" / "superset" / "rows.py")]
    for command in (
        [own, "db", "upgrade"],
        [own, "init"],
        [*script, str(ROOT / "bi" / "superset"), str(marts)],
    ):
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "SUPERSET_CONFIG_PATH": str(settings), "FLASK_APP": "superset"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told = done.stdout
    (line,) = [line for line in told.splitlines() if line.startswith("ROWS ")]
    return dict(json.loads(line.removeprefix("ROWS ")))


def assert_charts_are_the_marts(charts: dict[str, Any], marts: Path) -> None:
    months = {row["period_start_date"]: row["churn_rate"] for row in charts["Churn by month"]}
    meant = ask(marts, MONTHS)
    assert len(meant) > 1
    assert months.keys() == {month for month, _ in meant}
    for month, rate in meant:
        told = months[month]
        absent = told is None or math.isnan(told)
        assert absent if rate is None else abs(told - float(rate)) < 1e-6, month
    tiers = {row["warning_tier_code"]: row for row in charts["Warning tiers today"]}
    assert {
        tier: (row["customers"], round(float(row["value_at_risk"]), 2))
        for tier, row in tiers.items()
    } == {tier: (count, float(amount)) for tier, count, amount in ask(marts, TIERS)}


@needs_superset
def test_superset_draws_what_the_marts_say(refreshed: Refreshed, tmp_path: Path) -> None:
    charts = rows_of(refreshed.published, tmp_path)
    assert_charts_are_the_marts(charts, refreshed.published)
