"""Warnings of groups, products and categories against a count in pandas of the lines."""

import datetime

import duckdb
import numpy as np
import pandas as pd
import pytest

from warehouse import build
from warning_oracle import TIERS, fall_level, rule_sets, tiers_on

Frame = pd.DataFrame
AS_OF = datetime.date(2024, 6, 30)
TODAY = (AS_OF - datetime.date(1970, 1, 1)).days
WINDOW = 30
CATEGORIES = {"tea": "drinks", "coffee": "drinks", "cup": "cups", "mug": "cups", "book": "books"}
COSTS = {"tea": "2.00", "coffee": "3.50", "cup": "4.00", "mug": "", "book": "6.00"}
# days before the date of analysis on which the last of it was sold, and the trend of what is sold
LAST_SOLD = {"tea": 0, "coffee": 12, "cup": 35, "mug": 75, "book": 5}
ASSUMED_COST_SHARE = 0.70


def lines() -> Frame:
    """Purchases and refunds of 90 customers, fewer and fewer in the north."""
    rng = np.random.default_rng(5)
    rows = []
    for number in range(90):
        region = ["north", "south", "west"][number % 3]
        for _ in range(int(rng.integers(4, 30))):
            product = str(rng.choice(list(CATEGORIES)))
            ago = int(rng.integers(LAST_SOLD[product], 420))
            if region == "north" and ago < 70 and rng.random() < 1 - ago / 75:
                continue
            if region == "west" and ago < 14:
                continue
            back = rng.random() < 0.12
            rows.append(
                {
                    "customer_id": f"c{number:02d}",
                    "region": region,
                    "day": TODAY - ago,
                    "product_id": product,
                    "quantity": -1 if back else int(rng.integers(1, 4)),
                    "unit_price": float(rng.integers(500, 3000)) / 100,
                }
            )
    # long after the last purchase something is given back: money of the group, though no visit
    late = {"customer_id": "c90", "region": "south", "product_id": "tea", "unit_price": 20.0}
    rows += [{**late, "day": TODAY - ago, "quantity": sign} for ago, sign in ((200, 9), (9, -9))]
    frame = pd.DataFrame(rows)
    first = frame[frame["quantity"] > 0].groupby("customer_id")["day"].min()
    frame = frame[frame["day"] >= frame["customer_id"].map(first)].reset_index(drop=True)
    cents = (frame["quantity"] * frame["unit_price"] * 100).round().astype(int)
    costs = frame["product_id"].map({name: float(cost or "nan") for name, cost in COSTS.items()})
    cost = frame["quantity"] * costs * 100
    return frame.assign(
        category=frame["product_id"].map(CATEGORIES),
        cents=cents,
        is_cost_missing=cost.isna(),
        margin=cents - cost.fillna(cents * ASSUMED_COST_SHARE),
        is_visit=frame["quantity"] > 0,
    )


def date_of(number: int) -> datetime.date:
    """The date of a day number."""
    return datetime.date(1970, 1, 1) + datetime.timedelta(days=number)


@pytest.fixture(scope="module")
def sold() -> Frame:
    return lines()


@pytest.fixture(scope="module")
def marts(sold: Frame, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The two marts, from lines, customers and products."""
    people = sold.groupby("customer_id")["region"].first()
    return build(
        {
            "order_lines": [
                {
                    "order_id": f"o{number}",
                    "line_number": 1,
                    "customer_id": row.customer_id,
                    "ordered_at": row.day,
                    "product_id": row.product_id,
                    "quantity": row.quantity,
                    "unit_price": f"{row.unit_price:.2f}",
                }
                for number, row in enumerate(sold.assign(day=sold["day"].map(date_of)).itertuples())
            ],
            "customers": [
                {"customer_id": name, "region": region} for name, region in people.items()
            ],
            "products": [
                {"product_id": name, "category": category, "unit_cost": COSTS[name]}
                for name, category in CATEGORIES.items()
            ],
        },
        tmp_path_factory.mktemp("subjects"),
        "+group_warnings +product_warnings",
        as_of=AS_OF.isoformat(),
    )


def headline(sold: Frame) -> pd.Series:
    """The tier of every customer today, by the rule of the headline."""
    days = sold.groupby(["customer_id", "day"], as_index=False).agg(
        is_purchase_day=("is_visit", "any"), cents=("cents", "sum")
    )
    (rule,) = [rule for rule in rule_sets() if rule["is_default"] == "true"]
    return tiers_on(days, TODAY, rule)["all"]


def judged(part: Frame) -> list[object]:
    """Levels, tier, windows and silence of what was sold to a group, or of a product."""
    (rule,) = [rule for rule in rule_sets() if rule["is_default"] == "true"]
    visits = part[part["is_visit"]].drop_duplicates(["customer_id", "day"])
    last = int(visits["day"].max())
    found: dict[str, list[int]] = {"visits": [], "cents": []}
    for begin, end in ((last - WINDOW, last), (last - 2 * WINDOW, last - WINDOW)):
        found["visits"].append(int(visits["day"].between(begin, end, inclusive="left").sum()))
        inside = part["day"].between(begin, end, inclusive="left")
        found["cents"].append(int(part.loc[inside, "cents"].sum()))
    levels = [1 + sum(TODAY - last > limit for limit in (10, 30, 60))]
    for current, baseline in found.values():
        levels.append(fall_level(pd.Series([current]), pd.Series([baseline]), rule).iloc[0])
    known = not np.isnan(levels).any()
    tier = TIERS[int(min(levels))] if known else "insufficient_history"
    tier = "lost" if levels[0] == 4 else tier
    numbers = [None if np.isnan(level) else int(level) for level in levels]
    return [tier, *numbers, *found["visits"], *found["cents"], TODAY - last]


def members(part: Frame, tiers: pd.Series, everybody: list[str] | None) -> list[object]:
    """Customers and margin of the last year, in all and by tier."""
    year = part[part["day"] > TODAY - 365]
    margins = year.groupby("customer_id")["margin"].sum()
    margins = margins.reindex(everybody, fill_value=0) if everybody is not None else margins
    by_tier = margins.groupby(tiers.reindex(margins.index))
    names = [*TIERS, "insufficient_history"]
    counts = by_tier.size().reindex(names, fill_value=0)
    sums = by_tier.sum().reindex(names, fill_value=0)
    is_estimated = bool(year["is_cost_missing"].any())
    return [len(margins), *map(int, counts), *(round(cents) for cents in sums), is_estimated]


COLUMNS = """warning_tier_code, recency_level_number, frequency_level_number,
    monetary_level_number, frequency_current_count, frequency_baseline_count,
    cast(monetary_current_amount * 100 as bigint), cast(monetary_baseline_amount * 100 as bigint),
    recency_days, customers, none_customers, yellow_customers, orange_customers, red_customers,
    lost_customers, insufficient_history_customers,
    cast(none_margin_amount * 100 as bigint), cast(yellow_margin_amount * 100 as bigint),
    cast(orange_margin_amount * 100 as bigint), cast(red_margin_amount * 100 as bigint),
    cast(lost_margin_amount * 100 as bigint),
    cast(insufficient_history_margin_amount * 100 as bigint), is_margin_estimated"""


def near(found: tuple[object, ...], expected: list[object]) -> bool:
    """Equal, but for a cent per customer that rounding their margins may make."""
    return len(found) == len(expected) and all(
        abs(int(str(ours)) - int(str(theirs))) <= 40 if 16 <= place <= 21 else ours == theirs
        for place, (ours, theirs) in enumerate(zip(found, expected, strict=True))
    )


def test_groups_are_judged_as_counted_from_the_lines(
    marts: duckdb.DuckDBPyConnection, sold: Frame
) -> None:
    tiers = headline(sold)
    first = sold[sold["is_visit"]].groupby("customer_id")["day"].min()
    years = pd.to_datetime(sold["customer_id"].map(first), unit="D").dt.year.astype(str)
    keyed = sold.assign(all="all", cohort_year=years)
    wrong = {}
    for code in ("all", "region", "cohort_year"):
        for value, part in keyed.groupby(code):
            people = sorted(part["customer_id"].unique())
            expected = judged(part) + members(part, tiers, people)
            found = marts.execute(
                f"select {COLUMNS} from marts.group_warnings"
                " where group_code = ? and group_value = ?",
                [code, value],
            ).fetchall()
            if len(found) != 1 or not near(found[0], expected):
                wrong[code, value] = (found, expected)
    assert wrong == {}


def test_products_and_categories_are_judged_as_counted_from_the_lines(
    marts: duckdb.DuckDBPyConnection, sold: Frame
) -> None:
    tiers = headline(sold)
    wrong, seen = {}, set()
    for grain, column in (("product", "product_id"), ("category", "category")):
        for value, part in sold.groupby(column):
            expected = judged(part) + members(part, tiers, None)
            seen.add(expected[0])
            found = marts.execute(
                f"select {COLUMNS} from marts.product_warnings"
                " where product_grain_code = ? and product_value = ?",
                [grain, value],
            ).fetchall()
            if len(found) != 1 or not near(found[0], expected):
                wrong[grain, value] = (found, expected)
    assert wrong == {}
    assert len(seen) >= 3
