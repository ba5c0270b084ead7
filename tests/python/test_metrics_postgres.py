"""MetricFlow asks the schema that PostgreSQL publishes, as docs/bi.md says, and tells its marts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from metricflow_here import needs_mf, published_elsewhere
from parity import refresh
from postgres_server import server
from refreshed import orders, write_orders

TARGET = "postgres"
METRICS = ["churn_rate", "new_customers", "revenue"]
MARTS = """
    select cast(period_start_date as varchar), coalesce(churn_rate, 'nan'), new_customers,
        total_revenue_amount
    from marts.retention_by_period
    where period_grain_code = 'month' and group_code = 'all'
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A server on which a small shop is published; the settings by which it is found."""
    folder = tmp_path_factory.mktemp("published")
    write_orders(folder / "input" / "orders.csv", orders())
    with server() as found:
        refresh(folder / "input", folder / "warehouse", TARGET, found)
        yield found


@needs_mf
def test_metrics_are_the_marts_that_are_published(settings: dict[str, str], tmp_path: Path) -> None:
    with (
        psycopg2.connect(
            host=settings["PERENNIAL_PG_HOST"],
            port=settings["PERENNIAL_PG_PORT"],
            dbname=settings["PERENNIAL_PG_DATABASE"],
            user=settings["PERENNIAL_PG_USER"],
        ) as connection,
        connection.cursor() as cursor,
    ):
        # what is being built is not what is published
        cursor.execute("drop schema if exists marts_build cascade")
        cursor.execute(MARTS)
        meant = cursor.fetchall()
    assert len(meant) > 1
    there = {**settings, "PERENNIAL_TARGET": TARGET}
    told = published_elsewhere(tmp_path, METRICS, "metric_time__month", there)
    assert told == {
        month: pytest.approx([float(value) for value in values], abs=1e-6, nan_ok=True)
        for month, *values in meant
    }
