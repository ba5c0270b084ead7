"""Recency and frequency against the summaries that peer libraries test themselves with."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from fitted import build_fitted, run

# The transactions that lifetimes tests itself with (tests/test_utils.py, 4f2833f4); pymc-marketing
# 0.19.2 adds a second order of customer 4 on 2015-02-05.
LIFETIMES = [
    (1, "2015-01-01", 1),
    (1, "2015-02-06", 2),
    (2, "2015-01-01", 2),
    (3, "2015-01-01", 3),
    (3, "2015-01-02", 1),
    (3, "2015-01-05", 5),
    (4, "2015-01-16", 6),
    (4, "2015-02-02", 3),
    (4, "2015-02-05", 3),
    (5, "2015-01-16", 3),
    (5, "2015-01-17", 1),
    (5, "2015-01-18", 8),
    (6, "2015-02-02", 5),
]
SAME_DAY = (4, "2015-02-05", 6)
DAILY = [
    ("1", 1, 36, 37, 2.0),
    ("2", 0, 0, 37, None),
    ("3", 2, 4, 37, 3.0),
    ("4", 2, 20, 22, 3.0),
    ("5", 2, 2, 22, 4.5),
    ("6", 0, 0, 5, None),
]
WEEKLY = [
    ("1", 1, 5, 5),
    ("2", 0, 0, 5),
    ("3", 1, 1, 5),
    ("4", 1, 3, 3),
    ("5", 0, 0, 3),
    ("6", 0, 0, 0),
]


def orders(rows: list[tuple[int, str, int]]) -> list[dict[str, object]]:
    """Rows of an input file."""
    return [
        {"order_id": number, "customer_id": customer, "ordered_at": day, "amount": amount}
        for number, (customer, day, amount) in enumerate(rows, start=1)
    ]


def summary(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """x, t_x, T in days, and the mean amount of repeat purchase days."""
    rows = con.execute(
        """select customer_id, repeat_count, last_repeat_days, tenure_days,
            cast(repeat_revenue_mean_amount as double)
        from intermediate.int_customers__recency_frequency order by customer_id"""
    ).fetchall()
    return [tuple(row) for row in rows]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The orders of lifetimes, with the second order of the day."""
    folder = tmp_path_factory.mktemp("peers")
    con = build_fitted(
        orders([*LIFETIMES, SAME_DAY]),
        folder,
        "+int_customers__expected +int_customers__recency_frequency +int_calendar_days"
        " +model_parameters +churn_probability_calibration",
        as_of=date(2015, 2, 7),
    )
    con.close()
    return folder / "warehouse"


def test_days_are_summed_up_as_peers_do(warehouse: Path) -> None:
    """Customer 4 bought twice on 2015-02-05: one purchase of 9, so the mean of the repeats is 6."""
    with duckdb.connect(str(warehouse / "build.duckdb"), read_only=True) as con:
        expected = [row if row[0] != "4" else (*row[:4], 6.0) for row in DAILY]
        assert summary(con) == expected


def test_weeks_are_summed_up_as_peers_do(warehouse: Path) -> None:
    run("compile", "weekly_recency_frequency", warehouse)
    compiled = warehouse / "target" / "compiled" / "perennial" / "analyses"
    sql = (compiled / "weekly_recency_frequency.sql").read_text()
    with duckdb.connect(str(warehouse / "build.duckdb"), read_only=True) as con:
        rows = con.execute(f"select * from ({sql}) order by customer_id").fetchall()
    assert [tuple(row) for row in rows] == WEEKLY


def test_six_customers_are_too_few_for_a_fit_and_fail_nothing(warehouse: Path) -> None:
    """No parameters, no past of a lapse window: nothing is known, and nothing is made up."""
    with duckdb.connect(str(warehouse / "build.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from marts.model_parameters").fetchone() == (0,)
        rows = con.execute(
            """select model_code, is_fitted, alive_probability_rate, expected_order_ratio
            from intermediate.int_customers__expected"""
        ).fetchall()
    assert rows == [("hazard", False, None, None)] * 6


def test_one_customer_with_a_past_is_expected_like_everybody(tmp_path: Path) -> None:
    """One purchase 100 days ago and silence since: nobody ever came back, so nobody is expected."""
    con = build_fitted(
        orders([(1, "2015-01-01", 10)]),
        tmp_path,
        "+int_customers__expected +churn_probability_calibration",
        as_of=date(2015, 4, 11),
    )
    (row,) = con.execute(
        """select model_code, cast(alive_probability_rate as double),
            cast(churn_probability_rate as double), cast(expected_order_ratio as double),
            cast(expected_order_amount as double)
        from intermediate.int_customers__expected"""
    ).fetchall()
    assert row == ("hazard", 0.0, 1.0, 0.0, 10.0)
