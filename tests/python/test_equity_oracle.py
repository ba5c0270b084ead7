"""Customer equity of past months against a count in pandas that sees nothing after the month."""

import datetime
import random
from pathlib import Path

import pandas as pd

from warehouse import build

START = datetime.date(2020, 1, 1)
END = datetime.date(2023, 6, 14)
MARGIN_SHARE = 0.3
INTEREST_RATE = 0.10


def orders() -> list[dict[str, object]]:
    """80 customers, some of whom stay away for one year or two; refunds among the orders."""
    rng = random.Random(11)  # noqa: S311
    rows: list[dict[str, object]] = []
    for number in range(80):
        day = START + datetime.timedelta(days=rng.randrange(900))
        while day <= END:
            sign = -1 if rows and rng.random() < 0.1 else 1
            rows.append(
                {
                    "order_id": len(rows),
                    "customer_id": f"c{number}",
                    "ordered_at": day,
                    "amount": f"{sign * rng.randrange(1000, 9000) / 100:.2f}",
                }
            )
            day += datetime.timedelta(days=rng.choice([10, 40, 90, 200, 380, 500, 800]))
    return rows


def equity_of(trades: pd.DataFrame, month: int) -> tuple[float, float] | None:
    """Retention and equity of a group as of a month; nothing where nobody was there before."""
    known = trades[trades["month"] <= month]
    bought = known[known["amount"] >= 0]
    last = set(bought.loc[bought["month"] > month - 12, "customer_id"])
    before = bought["month"].between(month - 23, month - 12)
    earlier = set(bought.loc[before, "customer_id"])
    if not earlier:
        return None
    kept = len(last & earlier) / len(earlier)
    margin = MARGIN_SHARE * known.loc[known["month"] > month - 12, "amount"].sum()
    return kept, margin * kept / (1 + INTEREST_RATE) ** 0.5


def test_every_past_month_is_what_it_knew(tmp_path: Path) -> None:
    rows = orders()
    con = build({"orders": rows}, tmp_path, "+customer_equity", as_of=END.isoformat())
    found = con.execute(
        """select group_value, as_of_month, retention_rate, current_equity_amount, is_current
        from marts.customer_equity where group_code in ('all', 'cohort_year')"""
    ).df()
    trades = pd.DataFrame(rows)
    trades["amount"] = trades["amount"].astype(float)
    days = pd.to_datetime(trades["ordered_at"])
    trades["month"] = days.dt.year * 12 + days.dt.month
    first = days[trades["amount"] >= 0].groupby(trades["customer_id"]).min()
    begun = trades["customer_id"].map(first).dt.to_period("M") <= days.dt.to_period("M")
    trades = trades[begun]
    trades["cohort"] = trades["customer_id"].map(first).dt.year.astype(str)
    wrong: list[object] = []
    compared = 0
    for row in found[~found["is_current"]].itertuples():
        part = trades if row.group_value == "all" else trades[trades["cohort"] == row.group_value]
        month = pd.Timestamp(str(row.as_of_month))
        expected = equity_of(part, month.year * 12 + month.month)
        is_known = str(row.current_equity_amount) not in {"nan", "NaT", "None"}
        if expected is None or not is_known:
            wrong += [row] if is_known or expected else []
            continue
        compared += 1
        near = abs(float(str(row.retention_rate)) - expected[0]) <= 1e-6
        if not near or abs(float(str(row.current_equity_amount)) - expected[1]) > 0.05:
            wrong.append((row, expected))
    assert compared > 60
    assert wrong == []
    assert found["is_current"].sum() == found["group_value"].nunique()
