"""What comes in and what goes out is measured as it is, and judged at the limits the rules give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from load_helpers import HEADER, Shop
from refreshed import Refreshed
from scripts.alerts import measure_alerts
from scripts.check_input import measure_input
from scripts.check_marts import measure_marts
from scripts.checks import Subject, judge, rows_of_rule, start_checks
from scripts.contract import load_contract
from scripts.load import loading
from scripts.steps import Step, StepError
from scripts.workers import Worker

ROWS = """o1,c1,2024-03-01,12.50
o2,,2024-03-02,ten
o3, ,2099-01-01,5
o4,c2,soon,
o5,c3,2024-03-05,1e3
"""


def measured(subjects: list[Subject], table: str, column: str = "") -> dict[str, Any]:
    (found,) = [
        subject
        for subject in subjects
        if (subject["table_name"], subject["column_name"]) == (table, column)
    ]
    return {key: value for key, value in found.items() if not key.endswith("_name")}


@pytest.fixture
def taken_in(tmp_path: Path) -> list[Subject]:
    shop = Shop(tmp_path)
    shop.write("orders.csv", HEADER + ROWS)
    shop.mapping("tables: {orders: {exclude: \"order_id = 'o5'\"}}")
    with loading(shop.input, shop.warehouse) as (_, con):
        return measure_input(con, load_contract())


def test_shares_are_of_the_rows_that_are_meant_as_trade(taken_in: list[Subject]) -> None:
    assert measured(taken_in, "orders")["row_count"] == 5
    assert measured(taken_in, "orders")["excluded_share"] == 0.2
    assert measured(taken_in, "orders", "customer_id") == {"missing_share": 0.5}


def test_a_missing_value_is_not_an_unreadable_one(taken_in: list[Subject]) -> None:
    assert measured(taken_in, "orders", "amount") == {
        "missing_share": 0.25,
        "unreadable_share": 0.25,
    }


def test_dates_to_come_are_not_unreadable(taken_in: list[Subject]) -> None:
    assert measured(taken_in, "orders", "ordered_at") == {
        "missing_share": 0.0,
        "unreadable_share": 0.25,
        "future_date_share": 0.25,
    }


def test_tables_that_were_not_handed_over_are_not_judged(taken_in: list[Subject]) -> None:
    assert {subject["table_name"] for subject in taken_in} == {"orders"}


def test_keys_that_most_rows_repeat_are_seen(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.orders(*(f"o{number % 10},c1,2024-03-01,1.00" for number in range(100)))
    with loading(shop.input, shop.warehouse) as (_, con):
        found = measured(measure_input(con, load_contract()), "orders")
    assert found["repeated_key_share"] == pytest.approx(0.9, abs=0.03)


@pytest.fixture
def marts() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("""create schema marts;
        create table marts.customers as from (values ('a', true, 0.5, 3), (null, null, 1.5, -1))
            as t(customer_id, is_new, churn_rate, order_count);
        create table marts.orders as select 10.01 as revenue_amount;
        create table marts.customer_months as from (values (4.00), (6.00)) t(revenue_amount)""")
    return con


def test_marts_are_measured_by_what_their_names_promise(marts: duckdb.DuckDBPyConnection) -> None:
    subjects = measure_marts(marts, {"customers": ["customer_id"]}, {"customers": 8})
    assert measured(subjects, "customers") == {"row_count": 2, "lost_row_share": 0.75}
    assert measured(subjects, "customers", "customer_id") == {"missing_key_count": 1}
    assert measured(subjects, "customers", "is_new") == {"unknown_flag_count": 1}
    assert measured(subjects, "customers", "churn_rate") == {
        "lowest_share": 0.5,
        "highest_share": 1.5,
    }
    assert measured(subjects, "customers", "order_count") == {"lowest_count": -1}


def test_totals_that_differ_by_a_cent_are_seen(marts: duckdb.DuckDBPyConnection) -> None:
    subjects = measure_marts(marts, {}, {})
    found = measured(subjects, "orders", "revenue_amount against customer_months")
    assert found == {"unmatched_amount": pytest.approx(0.01)}


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Worker, Path]]:
    warehouse = tmp_path_factory.mktemp("judged")
    with start_checks(warehouse) as gx:
        yield gx, warehouse


def at_the_limits(suite: str, beyond: float) -> list[Subject]:
    """A subject for each rule that lies at its limit, or beyond it by a little."""
    subjects = []
    for rule in rows_of_rule(f"{suite}_expectations"):
        low, high = rule["lowest"], rule["highest"]
        value = float(low) - beyond if low else float(high) + beyond
        table = rule["table_name"] or "other"
        subject = {"table_name": table, "column_name": rule["expectation_code"]}
        subjects.append({**subject, rule["measure_code"]: value})
    return subjects


def test_a_measure_at_its_limit_passes(judges: tuple[Worker, Path]) -> None:
    gx, _ = judges
    verdict = judge(gx, "mart", at_the_limits("mart", 0), Step("check"))
    assert verdict.findings == []
    assert verdict.held_count == len(rows_of_rule("mart_expectations"))


def test_every_expectation_is_broken_by_what_lies_beyond_it(judges: tuple[Worker, Path]) -> None:
    gx, warehouse = judges
    with pytest.raises(StepError) as refused:
        judge(gx, "input", at_the_limits("input", 0.001), Step("check"))
    results = json.loads((warehouse / "checks" / "input.json").read_text())
    broken = {result["expectation_config"]["meta"]["code"]: result for result in results}
    assert not [code for code, result in broken.items() if result["success"]]
    first = rows_of_rule("input_expectations")[0]
    assert f"orders.{first['expectation_code']} has row_count 0.999" in str(refused.value)
    assert "at least 1 is expected" in str(refused.value)
    assert first["remedy"] in str(refused.value)


def test_each_expectation_names_a_measure_that_is_taken(
    taken_in: list[Subject], refreshed: Refreshed
) -> None:
    taken = {name for subject in taken_in for name in subject}
    keys = {"orders": ["order_id"]}
    with duckdb.connect(str(refreshed.warehouse / "build.duckdb"), read_only=True) as con:
        subjects = measure_marts(con, keys, {"orders": 1})
        subjects += measure_alerts(con, refreshed.published)
    made = {name for subject in subjects for name in subject}
    assert {rule["measure_code"] for rule in rows_of_rule("input_expectations")} <= taken
    assert {rule["measure_code"] for rule in rows_of_rule("mart_expectations")} <= made
