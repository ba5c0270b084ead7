"""A real cluster of two workers: the whole job there gives readers the marts that DuckDB gives."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from parity import compare, keys_of, refresh
from parity_inputs import every_table
from spark_server import cluster, executors

if "SPARK" not in os.environ:
    pytest.skip("takes a quarter of an hour: make cluster", allow_module_level=True)
hive = pytest.importorskip("pyhive.hive", reason="no driver for Spark; make setup-spark")


@pytest.fixture(scope="module")
def settings() -> Iterator[dict[str, str]]:
    """A cluster of this module's own."""
    with cluster() as found:
        yield found


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return every_table(tmp_path_factory.mktemp("every") / "input")


@pytest.fixture(scope="module")
def refreshed(
    source: Path, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A warehouse of the whole job on the cluster, with every data test and every unit test."""
    warehouse = tmp_path_factory.mktemp("spark") / "warehouse"
    outcome = refresh(source, warehouse, "spark", settings, "--unit-tests")
    assert outcome["version"] == 1
    return warehouse


def ask(settings: dict[str, str], query: str) -> list[tuple[Any, ...]]:
    """The rows of a query, as a reader of the cluster."""
    place = (settings["PERENNIAL_SPARK_HOST"], int(settings["PERENNIAL_SPARK_PORT"]))
    with hive.connect(*place, username="reader") as connection:
        reader = connection.cursor()
        reader.execute(query)
        return [tuple(row) for row in reader.fetchall()]


def test_both_workers_do_the_work(refreshed: Path) -> None:
    assert refreshed
    done = sorted(entry["completedTasks"] for entry in executors())
    assert len(done) == 2
    assert done[0] > done[1] / 2


def test_every_mart_is_the_same_row_for_row(source: Path, refreshed: Path, tmp_path: Path) -> None:
    refresh(source, tmp_path / "duckdb", "duckdb", {})
    one, other = tmp_path / "duckdb" / "build.duckdb", refreshed / "build.duckdb"
    assert compare(one, other, keys_of(refreshed)) == []


def test_readers_of_the_cluster_see_what_was_published(
    refreshed: Path, settings: dict[str, str]
) -> None:
    seen = {str(row[1]) for row in ask(settings, "show tables in marts")}
    sql = "select count(*), sum(revenue_amount) from {}"
    totals = ask(settings, sql.format("marts.customers"))
    with duckdb.connect(str(refreshed / "marts.duckdb"), read_only=True) as con:
        names = con.execute("select table_name from information_schema.tables").fetchall()
        assert seen == {str(name) for (name,) in names}
        assert totals == con.execute(sql.format("customers")).fetchall()
