"""Warning periods against tiers computed afresh for single dates; backtest against later orders."""

import datetime
import random
from pathlib import Path

import duckdb
import pytest

from published_data import cdnow_rows, online_retail_folder
from shop_contacts import Rows
from warehouse import build
from warning_oracle import MODES, rule_sets, tiers_on

EVERYTHING = "+customer_warning_periods +customer_warnings +warning_backtest +reconciliation"
START = datetime.date(2022, 1, 1)


def orders_until(end: datetime.date) -> Rows:
    """Orders and refunds of 150 customers, each at a pace that may fade; the same for every end."""
    rows: Rows = []
    for number in range(150):
        rng = random.Random(number)  # noqa: S311
        day = START + datetime.timedelta(days=rng.randrange(500))
        pace, fade = rng.choice([2.0, 5.0, 9.0, 20.0, 45.0]), rng.choice([1.0, 1.0, 1.05, 1.2])
        while day <= datetime.date(2023, 12, 31):
            amount = round(rng.lognormvariate(3, 1), 2)
            sign = -0.8 if rng.random() < 0.08 else 1
            rows.append(
                {
                    "order_id": f"{number}-{len(rows)}",
                    "customer_id": f"c{number}",
                    "ordered_at": day,
                    "amount": f"{sign * amount:.2f}",
                    "variable_cost": f"{sign * amount / 2:.2f}" if number % 3 else "",
                }
            )
            day += datetime.timedelta(days=int(rng.expovariate(1 / pace)))
            pace *= fade
    return [row for row in rows if row["ordered_at"] <= end]  # type: ignore[operator]


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    rows = orders_until(datetime.date(2023, 9, 30))
    return build({"orders": rows}, tmp_path_factory.mktemp("now"), EVERYTHING)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    rows = orders_until(datetime.date(2023, 12, 31))
    return build({"orders": rows}, tmp_path_factory.mktemp("later"), EVERYTHING)


def differing(con: duckdb.DuckDBPyConnection, dates: int) -> tuple[int, int]:
    """Compared and differing (customer, date, rule set, mode), on dates spread over the history."""
    days = con.execute(
        """select customer_id, day_number as day, is_purchase_day,
            cast(revenue_amount * 100 as bigint) as cents
        from intermediate.int_customer_days"""
    ).df()
    first, last = int(days["day"].min()), int(days["day"].max())
    compared = wrong = 0
    modes = ", ".join(f'{mode}_tier_code as "{mode}"' for mode in MODES)
    for step in range(1, dates + 1):
        today = first + (last - first) * step // dates
        date = datetime.date(1970, 1, 1) + datetime.timedelta(days=today)
        for rule in rule_sets():
            expected = tiers_on(days, today, rule)
            found = con.execute(
                f"""select customer_id, {modes}
                from marts.customer_warning_periods
                where rule_set_code = ? and valid_from_date <= ?
                    and (valid_to_date > ? or valid_to_date is null)""",
                [rule["rule_set_code"], date, date],
            ).df()
            found = found.set_index("customer_id").sort_index()
            assert list(found.index) == sorted(expected.index)
            compared += found.size
            wrong += int((found != expected.sort_index()).to_numpy().sum())
    return compared, wrong


def test_any_day_of_the_history_equals_a_fresh_computation(
    later: duckdb.DuckDBPyConnection,
) -> None:
    compared, wrong = differing(later, 12)
    assert (compared > 10_000, wrong) == (True, 0)


def test_any_day_of_cdnow_equals_a_fresh_computation(tmp_path: Path) -> None:
    con = build({"orders": cdnow_rows()}, tmp_path, EVERYTHING)
    compared, wrong = differing(con, 4)
    assert (compared > 500_000, wrong) == (True, 0)


def test_any_day_of_online_retail_equals_a_fresh_computation(tmp_path: Path) -> None:
    con = build(online_retail_folder(tmp_path / "input"), tmp_path, EVERYTHING)
    compared, wrong = differing(con, 6)
    assert (compared > 100_000, wrong) == (True, 0)


def test_later_orders_change_no_complete_row_of_the_backtest(
    now: duckdb.DuckDBPyConnection, later: duckdb.DuckDBPyConnection
) -> None:
    rows = "select * exclude (as_of_date) from marts.warning_backtest where is_complete"
    then = now.execute(f"{rows} order by all").fetchall()
    again = set(later.execute(rows).fetchall())
    assert len(then) > 500
    assert [row for row in then if row not in again] == []


def test_the_list_of_today_is_the_open_interval(later: duckdb.DuckDBPyConnection) -> None:
    found = later.execute(
        """select warnings.customer_id
        from marts.customer_warnings as warnings
        left join marts.customer_warning_periods as periods
            on warnings.customer_id = periods.customer_id
                and periods.rule_set_code = 'bank'
                and periods.valid_to_date is null
                and periods.warning_tier_code = warnings.warning_tier_code
        where periods.customer_id is null"""
    ).fetchall()
    assert found == []


def test_ranks_follow_the_expected_loss(later: duckdb.DuckDBPyConnection) -> None:
    ranked = later.execute(
        """select priority_number, value_at_risk_amount, churn_probability_rate
        from marts.customer_warnings where is_warning order by priority_number"""
    ).df()
    losses = ranked["value_at_risk_amount"].astype(float) * ranked["churn_probability_rate"].astype(
        float
    )
    assert list(ranked["priority_number"]) == list(range(1, len(ranked) + 1))
    assert (losses.diff().dropna() <= 0.011).all()
