"""False alarms and detections of the bank rule on simulated customers, against published shares.

The shares are those of the simulation behind the choice of the rule. Its readings of the rule that
no rule set can say are not here: windows with the last purchase in them, windows that end today, a
baseline of three months. Nor does it name its generators; these give all of its shares:

- Purchases come at random times of the day (Poisson), and several a day count each. The project
  counts days with a purchase, so its clock is set a hundred times finer: a day of the simulation is
  a hundred days here, and the rule set's days are a hundred times as long. A silence is counted in
  whole days of the simulation, so 10 days end just before the eleventh begins.
- Amounts are lognormal with sigma 1.
- steady: at one pace for ever. stopped: no purchase in the last 40 days. fading: the pace falls on
  a straight line from 80 days ago, to nothing today, but ends 20 days ago at a quarter.
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

SHARES = ROOT / "tests" / "fixtures" / "warnings" / "simulated_shares.csv"
AS_OF = datetime.date(2100, 1, 1)
FINER = 100
"""Days of the warehouse per day of the simulation."""
SPAN = 190
"""Days of history; beyond the last purchase only two months of it are looked at."""
CUSTOMERS = 2500
PUBLISHED_CUSTOMERS = 30_000
CLOCK = f"""{30 * FINER} as window_days, {11 * FINER - 1} as yellow_limit_days,
    {31 * FINER - 1} as orange_limit_days, {61 * FINER - 1} as red_limit_days"""

Ages = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
PACES: dict[str, Callable[[Ages], Ages]] = {
    "steady": np.ones_like,
    "stopped": lambda ago: np.where(ago < 40, 0.0, 1.0),
    "fading": lambda ago: np.where(ago < 20, 0.0, np.minimum(ago / 80, 1.0)),
}
RATES = {"steady": (1, 2, 4, 8, 16), "stopped": (2, 4, 8), "fading": (2, 4, 8)}
MEASURES = {
    "has_baseline": "frequency_baseline_count > 0",
    "judged_customers": "has_enough and all_tier_code <> 'lost'",
    "frequency_yellow": "frequency_level_number >= 1",
    "frequency_orange": "frequency_level_number >= 2",
    "frequency_red": "frequency_level_number >= 3",
    "all_yellow": "all_tier_code in ('yellow', 'orange', 'red')",
    "all_orange": "all_tier_code in ('orange', 'red')",
    "all_red": "all_tier_code = 'red'",
    "same_level": """recency_level_number = frequency_level_number
        and recency_level_number = monetary_level_number""",
    "two_of_three_orange": "two_of_three_tier_code in ('orange', 'red')",
    "any_yellow": "any_tier_code in ('yellow', 'orange', 'red')",
    "any_orange": "any_tier_code in ('orange', 'red')",
}


def purchases() -> pd.DataFrame:
    """Customer days of every scenario and rate, on the finer clock."""
    rng = np.random.default_rng(20240630)
    parts = []
    for scenario, rates in RATES.items():
        for rate in rates:
            size = rng.poisson(rate / 30 * SPAN, CUSTOMERS)
            ago = rng.uniform(0, SPAN, size.sum())
            kept = rng.random(size.sum()) < PACES[scenario](ago)
            who = np.repeat(np.arange(CUSTOMERS), size)[kept]
            days = pd.Timestamp(AS_OF) - pd.to_timedelta(np.floor(ago[kept] * FINER), unit="D")
            amounts = np.round(rng.lognormal(3, 1, kept.sum()), 2)
            names = [f"{scenario}-{rate}-{one}" for one in who]
            parts.append(
                pd.DataFrame({"customer_id": names, "trade_date": days, "amount": amounts})
            )
    return customer_days(pd.concat(parts))


@pytest.fixture(scope="module")
def judged(project: Project, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The tiers on the last day, under the bank rule and with a tenth as the first fall."""
    con = warning_models(
        project,
        tmp_path_factory.mktemp("simulated"),
        AS_OF,
        {"int_customer_days": purchases()},
        variants={"0": CLOCK, "0.1": f"{CLOCK}, 0.1 as yellow_fall_share"},
    )
    con.execute(
        """create table simulated as
        select *, split_part(customer_id, '-', 1) as scenario,
            cast(split_part(customer_id, '-', 2) as integer) as rate
        from intermediate.int_customer_warning_periods where valid_to_date is null"""
    )
    return con


def published(source: str) -> list[dict[str, str]]:
    """The shares of one of the two published tables."""
    with SHARES.open(newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["source"] == source]


def name(row: dict[str, str]) -> str:
    """What a share is of, for the report of the test."""
    keys = ("scenario", "rate_per_month", "baseline_count", "yellow_fall_share", "measure")
    return "-".join(row[key] for key in keys)


def differs(
    con: duckdb.DuckDBPyConnection, row: dict[str, str], denominator: str
) -> tuple[float, float] | None:
    """Share found and its distance in sampling errors, where that is four or more."""
    counts = con.execute(
        f"""with judged as (
            select *, frequency_baseline_count >= ? as has_enough from simulated
            where scenario = ? and rate = ? and rule_set_code = ?
        )

        select count(case when {MEASURES[row["measure"]]} then 1 end), count(*)
        from judged where {denominator}""",
        [
            int(row["baseline_count"]),
            row["scenario"],
            int(row["rate_per_month"]),
            row["yellow_fall_share"],
        ],
    ).fetchall()[0]
    is_of_all = row["measure"] in {"has_baseline", "judged_customers"}
    customers = CUSTOMERS if is_of_all else counts[1]
    theirs = PUBLISHED_CUSTOMERS * customers / CUSTOMERS
    share, expected = counts[0] / customers, float(row["percent"]) / 100
    # a share printed with one decimal as 0 or 100 may be half of that decimal away from it
    chance = min(max(expected, 0.0005), 0.9995)
    error = (chance * (1 - chance) * (1 / customers + 1 / theirs)) ** 0.5
    away = max(abs(share - expected) - 0.0005, 0) / error
    return (share, away) if away >= 4 else None


@pytest.mark.parametrize("row", published("sim_rfm_false_alarm"), ids=name)
def test_steady_customers_are_warned_as_often_as_published(
    judged: duckdb.DuckDBPyConnection, row: dict[str, str]
) -> None:
    """Of all customers with a baseline; those lost count as not warned."""
    denominator = "true" if row["measure"] == "has_baseline" else "frequency_baseline_count > 0"
    assert differs(judged, row, denominator) is None


@pytest.mark.parametrize("row", published("sim_rfm_min_baseline"), ids=name)
def test_leaving_customers_are_found_as_often_as_published(
    judged: duckdb.DuckDBPyConnection, row: dict[str, str]
) -> None:
    """Of customers not yet lost, with so many purchases in the baseline."""
    denominator = "true" if row["measure"] == "judged_customers" else MEASURES["judged_customers"]
    assert differs(judged, row, denominator) is None


# what the month before the last purchase has more than the one before it, where that one has any
CHANGES = {1: -0.58, 2: -0.31, 4: -0.06, 8: -0.02, 16: 0.03}


@pytest.mark.parametrize(("rate", "change"), CHANGES.items())
def test_a_baseline_that_must_not_be_empty_is_a_lucky_month(
    judged: duckdb.DuckDBPyConnection, rate: int, change: float
) -> None:
    mean, error = judged.execute(
        """select avg(frequency_current_count - frequency_baseline_count),
            stddev_samp(frequency_current_count - frequency_baseline_count) / sqrt(count(*))
        from simulated
        where scenario = 'steady' and rate = ? and rule_set_code = '0'
            and frequency_baseline_count > 0""",
        [rate],
    ).fetchall()[0]
    assert mean == pytest.approx(
        change, abs=4 * error * (1 + CUSTOMERS / PUBLISHED_CUSTOMERS) ** 0.5
    )
