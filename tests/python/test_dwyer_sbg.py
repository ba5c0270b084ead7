"""A DWYER table projected with a fitted retention, on the survivors of a publication."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from fitted import FIT_INPUTS, run
from scripts.fit import fit
from scripts.load import load
from warehouse import write_tables

# Fader and Hardie 2007, Table 1, regular customers: of a thousand, how many are there each year.
SURVIVORS = [1000, 631, 468, 382, 326, 289, 262, 241]
# The shares they project for the years after, with alpha .704 and beta 1.182.
PROJECTED = [0.220, 0.204, 0.191, 0.180, 0.170]
NO_TESTS = ("--exclude-resource-type", "test")


def orders() -> list[dict[str, object]]:
    """Each customer buys once a year, for 10, as long as there."""
    return [
        {
            "order_id": f"{year}-{customer}",
            "customer_id": f"c{customer}",
            "ordered_at": date(2010 + year, 1, 15),
            "amount": "10.00",
        }
        for year, left in enumerate(SURVIVORS)
        for customer in range(left)
    ]


@pytest.fixture(scope="module")
def projected(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """Eight complete years of one cohort, and five projected."""
    folder: Path = tmp_path_factory.mktemp("sbg")
    warehouse = folder / "warehouse"
    warehouse.mkdir()
    given = write_tables({"orders": orders()}, folder / "input")
    load(given, warehouse, as_of_date=date(2018, 1, 14))
    run("build", f"{FIT_INPUTS} dwyer_rules", warehouse, *NO_TESTS)
    fit(warehouse)
    with duckdb.connect(str(warehouse / "build.duckdb")) as con:
        con.execute(
            """update rules.dwyer_rules set projection_code = 'sbg', horizon_years = 13
            where dwyer_rule_code = 'default'"""
        )
    done = ["--exclude", f"{FIT_INPUTS} dwyer_rules"]
    run("build", "+dwyer_clv +model_parameters", warehouse, *NO_TESTS, *done)
    return duckdb.connect(str(warehouse / "build.duckdb"), read_only=True)


def test_the_fit_of_the_cohort_is_the_published_one(projected: duckdb.DuckDBPyConnection) -> None:
    rows = projected.execute(
        """select parameter_code, parameter_value, is_converged, is_current, fitted_customers
        from marts.model_parameters
        where model_code = 'dwyer_sbg' and group_code = 'all' and time_unit_days = 365
        order by 1"""
    ).fetchall()
    assert [row[0] for row in rows] == ["alpha", "beta"]
    assert [float(row[1]) for row in rows] == pytest.approx([0.704, 1.182], abs=0.001)
    assert {row[2:] for row in rows} == {(True, True, sum(SURVIVORS[:-1]))}


def test_later_years_are_the_published_projection(projected: duckdb.DuckDBPyConnection) -> None:
    rows = projected.execute(
        """select year_number, retention_source_code, is_retention_assumed, sales_amount
        from marts.dwyer_clv
        where cohort_grain_code = 'year' and group_code = 'all' and is_projected
        order by year_number"""
    ).fetchall()
    assert [row[:3] for row in rows] == [(year, "sbg", False) for year in range(9, 14)]
    sales = [float(row[3]) for row in rows]
    # from the 241 who were there, not from the 239 of the model: 8 years, then one more
    assert sales[0] == pytest.approx(2410 * (1.182 + 7) / (0.704 + 1.182 + 7), rel=5e-4)
    printed = [share / PROJECTED[0] for share in PROJECTED]
    assert [year / sales[0] for year in sales] == pytest.approx(printed, abs=0.005)
