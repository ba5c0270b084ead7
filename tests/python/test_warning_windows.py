"""Three other readings of "the month before the last purchase", on simulated steady customers.

No rule set can say them: the published shares of their false alarms are why ours reads the rule as
it does. So the windows are counted here, on the moments of purchases; what is a fall in them is
judged by the project's own model, which is handed these windows instead of its own.

- incl_last: the last purchase is in the month that it ends.
- asof_anchor: the months end today and not at the last purchase.
- 3mo_baseline: the month is compared with the mean of the three before it. Both sides are taken
  three times, so that counts stay whole numbers.

A share is of the customers with a purchase in the baseline, and may be three sampling errors (of
both simulations) away from the published one, beside the half decimal that is lost in print.
"""

import csv
import datetime
from collections.abc import Callable

import duckdb
import numpy as np
import pandas as pd
import pytest

from house import ROOT, Project
from warning_models import customer_days, warning_models

SHARES = ROOT / "tests" / "fixtures" / "warnings" / "simulated_window_shares.csv"
AS_OF = datetime.date(2024, 6, 30)
MONTH = 30.0
SPAN = 400.0
"""Days of history: whoever has not bought in most of them is not in the simulation."""
CUSTOMERS = 30_000
PUBLISHED_CUSTOMERS = 30_000
RATES = (1, 2, 4, 8, 16)
PRINTED = 0.0005
ERRORS = 3

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Integers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Count = Callable[[Floats | float, Floats | float], Integers]
"""How many purchases of each customer are older than the first and at most as old as the second."""


def incl_last(count: Count, last: Floats) -> tuple[Integers, Integers]:
    return count(last, last + MONTH) + 1, count(last + MONTH, last + 2 * MONTH)


def asof_anchor(count: Count, _last: Floats) -> tuple[Integers, Integers]:
    return count(0.0, MONTH), count(MONTH, 2 * MONTH)


def three_month_baseline(count: Count, last: Floats) -> tuple[Integers, Integers]:
    return 3 * count(last, last + MONTH), count(last + MONTH, last + 4 * MONTH)


READINGS = {
    "incl_last": incl_last,
    "asof_anchor": asof_anchor,
    "3mo_baseline": three_month_baseline,
}


def steady(rate: int, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The two windows of every customer with a pace of so many purchases a month, by reading."""
    size = rng.poisson(rate / MONTH * SPAN, CUSTOMERS)
    who = np.repeat(np.arange(CUSTOMERS), size)
    ago = rng.uniform(0, SPAN, size.sum())
    last = np.full(CUSTOMERS, np.inf)
    np.minimum.at(last, who, ago)

    def count(newest: Floats | float, oldest: Floats | float) -> Integers:
        ends = (np.broadcast_to(newest, CUSTOMERS), np.broadcast_to(oldest, CUSTOMERS))
        is_within = (ago > ends[0][who]) & (ago <= ends[1][who])
        return np.bincount(who[is_within], minlength=CUSTOMERS)

    parts = {}
    for name, reading in READINGS.items():
        current, baseline = reading(count, last)
        parts[name] = pd.DataFrame(
            {
                "customer_id": [f"{name}/{rate}/{one}" for one in range(CUSTOMERS)],
                "frequency_current_count": current,
                "frequency_baseline_count": baseline,
            }
        )[np.isfinite(last)]
    return parts


@pytest.fixture(scope="module")
def judged(project: Project, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The project's verdict on the windows of every reading and pace; one purchase day stands."""
    rng = np.random.default_rng(20240630)
    counted = pd.concat([part for rate in RATES for part in steady(rate, rng).values()])
    day = pd.Timestamp(AS_OF)
    windows = counted.assign(
        purchase_date=day.date(),
        window_days=int(MONTH),
        monetary_current_amount=0,
        monetary_baseline_amount=0,
    )
    trades = counted[["customer_id"]].assign(trade_date=day, amount=1.0)
    return warning_models(
        project,
        tmp_path_factory.mktemp("windows"),
        AS_OF,
        {"int_customer_days": customer_days(trades), "int_purchase_days__windowed": windows},
    )


def published() -> list[tuple[str, int, float]]:
    """Reading, pace and share of customers whose frequency fell by more than 30 per cent."""
    with SHARES.open(newline="") as lines:
        return [
            (row["reading"], int(row["rate_per_month"]), float(row["percent"]) / 100)
            for row in csv.DictReader(lines)
        ]


@pytest.mark.parametrize(("reading", "rate", "expected"), published())
def test_other_readings_warn_as_often_as_published(
    judged: duckdb.DuckDBPyConnection, reading: str, rate: int, expected: float
) -> None:
    fallen, customers = judged.execute(
        """select count(case when frequency_level_number >= 2 then 1 end), count(*)
        from intermediate.int_purchase_days__judged
        where starts_with(customer_id, ?) and frequency_baseline_count > 0""",
        [f"{reading}/{rate}/"],
    ).fetchall()[0]
    theirs = PUBLISHED_CUSTOMERS * customers / CUSTOMERS
    error = (expected * (1 - expected) * (1 / customers + 1 / theirs)) ** 0.5
    assert fallen / customers == pytest.approx(expected, abs=ERRORS * error + PRINTED)


def test_the_shares_are_those_of_the_vectors() -> None:
    vectors = ROOT.parent / "shared" / "vectors" / "sim_rfm_false_alarm.csv"
    if not vectors.exists():
        pytest.skip("the vectors of the design are not beside the project")
    with vectors.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {(reading, rate): round(100 * share, 1) for reading, rate, share in published()} == {
        (reading, int(row["rate_per_month"])): float(row[f"F_gt30_{reading}"])
        for row in rows
        for reading in READINGS
    }
