"""Segments against pandas: scores, classes and stages of every customer, now and at month ends."""

import datetime
import random
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from published_data import cdnow_rows, online_retail_folder
from warehouse import build

MARTS = "+customer_segments +customer_segment_history +concentration +winback_candidates"
WINDOW, LAPSE, DAY = 90, 60, np.timedelta64(1, "D")
COMPARED = [
    "recency_score",
    "frequency_score",
    "monetary_score",
    "abc_class_code",
    "sales_band_code",
    "contribution_class_code",
    "lifecycle_stage_code",
]


def generated_orders(seed: int) -> list[dict[str, object]]:
    """Two hundred customers in a year and a half: many ties, some refunds, some who stop."""
    rng = random.Random(seed)  # noqa: S311 (invented customers are no secret)
    start = datetime.date(2023, 1, 1)
    rows: list[dict[str, object]] = []
    for number in range(200):
        day, stop = rng.randrange(400), rng.choice([60, 200, 999])
        begin, pace = day, rng.choice([5, 20, 60])
        while day < min(540, begin + stop):
            amount = rng.choice([5, 10, 10, 20, 50])
            rows.append(
                {
                    "order_id": f"o{len(rows):05d}",
                    "customer_id": f"c{number:03d}",
                    "ordered_at": start + datetime.timedelta(days=day),
                    "amount": -amount if rng.random() < 0.08 else amount,
                }
            )
            day += rng.randrange(1, 2 * pace)
    return rows


def scores(values: pd.Series) -> pd.Series:
    """Five times the share of the others who are worse, rounded up in whole numbers."""
    worse = values.rank(method="min").astype(int) - 1
    return (-(-5 * worse // max(len(values) - 1, 1))).clip(lower=1)


def bands(cents: pd.Series, first: int, second: int, names: tuple[str, str, str]) -> pd.Series:
    """Names by the money of those ranked before, in percent of all that is positive."""
    order = cents.reset_index().sort_values(["cents", "customer_id"], ascending=[False, True])
    positive = order["cents"].clip(lower=0)
    before = positive.cumsum() - positive
    named = np.where(
        order["cents"] <= 0,
        names[2],
        np.where(
            before * 100 < first * positive.sum(),
            names[0],
            np.where(before * 100 < (first + second) * positive.sum(), names[1], names[2]),
        ),
    )
    return pd.Series(named, index=order["customer_id"])


def best_window(days: pd.DataFrame) -> int:
    """The most revenue of any 90 days that end on a day with trade."""
    dates, cents = days["day"].to_numpy(), days["cents"].to_numpy()
    running = np.concatenate([[0], cents.cumsum()])
    begins = np.searchsorted(dates, dates - (WINDOW - 1) * DAY)
    return int((running[1:] - running[begins]).max())


def stage(row: pd.Series) -> str:
    """The first that matches."""
    if row["recency"] > LAPSE:
        return "lost"
    if row["previous"] > 0 and 10 * row["window"] <= 9 * row["previous"]:
        return "degeneration"
    if 2 * row["window"] < row["best"] or row["is_late"]:
        return "degeneration"
    if row["frequency"] < 3 or row["tenure"] < 90:
        return "exploration"
    if row["window"] > 0 and 10 * row["window"] >= 11 * row["previous"]:
        return "formation"
    return "stable"


def expected(trade: pd.DataFrame, late: set[str], today: np.datetime64) -> pd.DataFrame:
    """Every customer on a date, made afresh from the days up to it."""
    past = trade[trade["day"] <= today]
    buys = past[past["is_purchase"]].groupby("customer_id")["day"]
    facts = pd.DataFrame({"first": buys.min(), "last": buys.max(), "frequency": buys.count()})
    past = past[past["customer_id"].isin(facts.index)]
    age = (pd.Timestamp(today) - past["day"]).dt.days
    facts["cents"] = past.groupby("customer_id")["cents"].sum()
    facts["margin"] = past.groupby("customer_id")["margin"].sum()
    facts["window"] = past[age < WINDOW].groupby("customer_id")["cents"].sum()
    facts["previous"] = (
        past[(age >= WINDOW) & (age < 2 * WINDOW)].groupby("customer_id")["cents"].sum()
    )
    facts = facts.fillna({"window": 0, "previous": 0})
    facts["best"] = past.groupby("customer_id")[["day", "cents"]].apply(best_window)
    facts["recency"] = (pd.Timestamp(today) - facts["last"]).dt.days
    facts["tenure"] = (pd.Timestamp(today) - facts["first"]).dt.days
    facts["is_late"] = facts.index.isin(late)
    ranked = facts.reset_index().sort_values(["cents", "customer_id"], ascending=[False, True])
    position = pd.Series(np.arange(1, len(ranked) + 1), index=ranked["customer_id"])
    size = len(facts)
    facts["recency_score"] = scores(-facts["recency"])
    facts["frequency_score"] = scores(facts["frequency"])
    facts["monetary_score"] = scores(facts["cents"])
    facts["abc_class_code"] = np.where(
        (facts["cents"] <= 0) | (position.reindex(facts.index) > -(-3 * size // 10)),
        "c",
        np.where(position.reindex(facts.index) <= -(-size // 10), "a", "b"),
    )
    facts["sales_band_code"] = bands(facts["cents"], 20, 50, ("focus", "base", "rest"))
    facts["contribution_class_code"] = bands(
        facts["margin"].rename("cents"), 50, 30, ("vip", "core", "ordinary")
    )
    facts["lifecycle_stage_code"] = facts.apply(stage, axis=1)
    return facts[COMPARED].sort_index()


def check(con: duckdb.DuckDBPyConnection, every: int) -> None:
    """Compare the as-of date, and one month end in `every`, customer by customer."""
    trade = con.execute(
        """select customer_id, trade_date::timestamp as day, is_purchase_day as is_purchase,
            (revenue_amount * 100)::bigint as cents,
            ((revenue_amount - estimated_cost_amount) * 100)::bigint as margin
        from intermediate.int_customer_days order by customer_id, trade_date"""
    ).df()
    dates = con.execute(
        "select distinct segment_date from marts.customer_segment_history order by 1"
    )
    months = [date for (date,) in dates.fetchall()][::-every]
    (today,) = con.execute("select as_of_date from intermediate.int_as_of").fetchone() or (None,)
    assert months
    assert today is not None
    for date, table, column in [
        (today, "customer_segments", "as_of_date"),
        *[(month, "customer_segment_history", "segment_date") for month in months],
    ]:
        late = con.execute(
            """select customer_id from intermediate.int_customer_warning_periods
            where is_default and warning_tier_code in ('orange', 'red') and valid_from_date <= $1
                and coalesce(valid_to_date > $1, true)""",
            [date],
        ).fetchall()
        wanted = expected(trade, {customer for (customer,) in late}, np.datetime64(date))
        found = con.execute(
            f"select customer_id, {', '.join(COMPARED)} from marts.{table} where {column} = $1",
            [date],
        ).df()
        found = found.set_index("customer_id").sort_index()
        pd.testing.assert_frame_equal(found, wanted, check_dtype=False, check_names=False)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return build({"orders": generated_orders(7)}, tmp_path_factory.mktemp("generated"), MARTS)


def test_every_class_is_that_of_pandas_at_every_month_end(
    generated: duckdb.DuckDBPyConnection,
) -> None:
    check(generated, every=1)


def test_concentration_is_that_of_pandas(generated: duckdb.DuckDBPyConnection) -> None:
    revenue = generated.execute("select revenue_amount from intermediate.int_customers__facts")
    values = np.array(sorted((float(row[0]) for row in revenue.fetchall()), reverse=True))
    kept = values[values > 0]
    differences = np.abs(kept[:, None] - kept[None, :]).mean()
    top = kept[: -(-len(values) // 5)].sum() / kept.sum()
    fewest = int(np.searchsorted(kept.cumsum(), 0.8 * kept.sum() - 1e-9)) + 1
    found = generated.execute(
        """select max(gini_ratio)::double, max(top_20_share)::double, max(pareto_customers)
        from marts.concentration where group_code = 'all'"""
    ).fetchone()
    assert found == (
        pytest.approx(differences / (2 * kept.mean()), abs=1e-6),
        pytest.approx(top, abs=1e-6),
        fewest,
    )


def test_the_order_of_the_rows_changes_nothing(
    generated: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    rows = generated_orders(7)
    random.Random(1).shuffle(rows)  # noqa: S311 (nor is their order)
    shuffled = build({"orders": rows}, tmp_path, MARTS)
    for mart in ["customer_segments", "customer_segment_history", "winback_candidates"]:
        query = f"select * from marts.{mart} order by all"
        assert shuffled.execute(query).fetchall() == generated.execute(query).fetchall()


def test_cdnow_is_classed_as_pandas_classes_it(tmp_path: Path) -> None:
    check(build({"orders": cdnow_rows()}, tmp_path, MARTS), every=6)


def test_online_retail_is_classed_as_pandas_classes_it(tmp_path: Path) -> None:
    check(build(online_retail_folder(tmp_path / "input"), tmp_path, MARTS), every=4)
