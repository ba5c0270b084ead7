"""Published DWYER tables, entered as plans, come out as printed: from the SQL that values cohorts."""

import csv
from pathlib import Path

import duckdb
import pytest
from warehouse import ROOT, dbt, write_tables

from scripts.load import load

FIXTURES = ROOT / "tests" / "fixtures" / "value"
SEEDS = ("dwyer_rules", "dwyer_plans", "dwyer_discount_divisors")
# the least a warehouse needs for there to be a date of analysis
ORDERS: list[dict[str, object]] = [
    {"order_id": "o1", "customer_id": "ann", "ordered_at": "2024-01-01", "amount": "10.00"}
]


def replace_seeds(warehouse: Path) -> None:
    """Put the examples in the place of the seeds, in the columns' types."""
    with duckdb.connect(str(warehouse / "build.duckdb")) as con:
        for seed in SEEDS:
            default = "where dwyer_rule_code <> 'default'" if seed == "dwyer_rules" else ""
            con.execute(f"delete from rules.{seed} {default}")
            source = FIXTURES / f"{seed}.csv"
            con.execute(f"insert into rules.{seed} by name from read_csv('{source}', nullstr='')")


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The mart of plans, with every example as a plan."""
    folder = tmp_path_factory.mktemp("plans")
    warehouse = folder / "warehouse"
    warehouse.mkdir()
    load(write_tables({"orders": ORDERS}, folder / "input"), warehouse)
    for step in (["seed"], ["run", "--select", "+dwyer_plan_clv"]):
        if step[0] == "run":
            replace_seeds(warehouse)
        outcome = dbt(*step, warehouse=warehouse)
        assert outcome.returncode == 0, outcome.stdout
    return duckdb.connect(str(warehouse / "build.duckdb"), read_only=True)


def expected() -> list[dict[str, str]]:
    """The printed cells, one per row."""
    with (FIXTURES / "dwyer_expected.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_printed_cell_is_reproduced(plans: duckdb.DuckDBPyConnection) -> None:
    rows = plans.execute("select * from marts.dwyer_plan_clv").df()
    rows["clv_with_tail"] = rows["clv_per_customer_amount"].astype(float) + (
        rows["tail_value_amount"].astype(float) / rows["original_customers"]
    )
    cells = rows.set_index(["plan_id", "year_number"])
    wrong = [
        f"{cell['plan_code']} year {cell['year_number']} {cell['column_name']}: {got} for {cell['expected']}"
        for cell in expected()
        if not abs(
            (got := float(cells.at[(cell["plan_code"], int(cell["year_number"])), cell["column_name"]]))
            - float(cell["expected"])
        )
        <= float(cell["tolerance"])
    ]
    assert not wrong


def test_all_eleven_timing_conventions_are_there() -> None:
    named = {cell["plan_code"] for cell in expected() if cell["source"].startswith("13")}
    assert len(named) == 11


def test_acquisition_at_time_zero_is_a_year_of_its_own(plans: duckdb.DuckDBPyConnection) -> None:
    rows = plans.execute(
        """
        select plan_id, sales_amount, profit_amount, net_present_value_amount
        from marts.dwyer_plan_clv
        where year_number = 0 and plan_id = 'end_acq_at_time0'
        """
    ).fetchall()
    assert [tuple(map(str, row)) for row in rows] == [
        ("end_acq_at_time0", "0.00", "-8000000.00", "-8000000.00")
    ]
