"""Retention against worked fixtures through the whole job, and what may not change it."""

import csv
import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from test_retention_oracle import MAPPING, invented_orders
from warehouse import build, dbt, write_tables

FIXTURES = Path(__file__).parents[1] / "fixtures" / "retention"
SELECT = "+path:models/marts/retention +relationship_growth"
Rows = list[dict[str, object]]


@pytest.fixture(scope="module", autouse=True)
def part_of_the_project() -> Iterator[None]:
    """Of the project only this part, with its tests of data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBT_INDIRECT_SELECTION", "buildable")
        patch.setenv("DBT_EXCLUDE_RESOURCE_TYPES", "unit_test")
        yield


def month_orders(rows: list[tuple[str, int, float]]) -> Rows:
    """Customer, month of 2024 and amount as orders of the tenth."""
    return [
        {
            "order_id": number,
            "customer_id": customer,
            "ordered_at": f"2024-{month:02d}-10",
            "amount": amount,
        }
        for number, (customer, month, amount) in enumerate(rows)
    ]


def test_growth_accounting_gives_the_worked_figures(tmp_path: Path) -> None:
    trade = [
        (row["customer"], int(row["month"]), float(row["net_revenue"]))
        for row in csv.DictReader((FIXTURES / "growth_accounting_input.csv").open())
        if float(row["net_revenue"])  # at this grain a zero says that nothing was bought
    ]
    con = build({"orders": month_orders(trade)}, tmp_path, "+retention_by_period", "2024-04-30")
    for row in csv.DictReader((FIXTURES / "growth_accounting_expected.csv").open()):
        columns = [name for name in row if name != "month"]
        found = con.execute(
            f"""select {", ".join(f"cast({name} as double)" for name in columns)}
            from marts.retention_by_period
            where period_grain_code = 'month' and group_code = 'all'
                and period_start_date = make_date(2024, {int(row["month"])}, 1)"""
        ).fetchall()
        expected = [float(row[name]) for name in columns]
        assert [list(values) for values in found] == [pytest.approx(expected, abs=1e-6)]


def contents(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every mart built, in order."""
    marts = con.execute(
        "select table_name from information_schema.tables where table_schema = 'marts'"
    ).fetchall()
    found = {
        name: con.execute(f"select * from marts.{name} order by all").fetchall()
        for (name,) in marts
    }
    con.close()
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("invariance")


@pytest.fixture(scope="module")
def built(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    source = write_tables({"orders": invented_orders()}, folder / "input")
    (source / "mapping.yml").write_text(MAPPING)
    return contents(build(source, folder, SELECT, "2024-09-30"))


def test_the_order_of_input_rows_does_not_matter(
    built: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    rows = invented_orders()
    random.Random(11).shuffle(rows)  # noqa: S311
    source = write_tables({"orders": rows}, tmp_path / "input")
    (source / "mapping.yml").write_text(MAPPING)
    assert contents(build(source, tmp_path, SELECT, "2024-09-30")) == built
    assert len(built) >= 11
    assert all(built.values())


def test_the_day_of_the_run_does_not_matter(
    built: dict[str, list[tuple[object, ...]]], folder: Path
) -> None:
    warehouse = folder / "warehouse"
    with duckdb.connect(str(warehouse / "build.duckdb")) as con:
        con.execute("update raw.run_settings set run_date = ?", [datetime.date(2031, 5, 6)])
    outcome = dbt("build", "--select", SELECT, warehouse=warehouse)
    assert outcome.returncode == 0, outcome.stdout
    again = duckdb.connect(str(warehouse / "build.duckdb"), read_only=True)
    assert contents(again) == built
