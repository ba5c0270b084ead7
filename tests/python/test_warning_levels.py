"""Levels, tiers and windows of the bank rule: boundary cases, windows, simulated customers."""

import csv
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from house import ROOT, Project
from warning_models import customer_days, warning_models

AS_OF = datetime.date(2024, 6, 30)
TIERS = ["none", "yellow", "orange", "red", "lost"]
CASES = ROOT / "tests" / "fixtures" / "warnings" / "level_cases.csv"


def number(text: str) -> int | None:
    """A whole number, or nothing where the field is empty."""
    return int(text) if text else None


def money(cases: list[dict[str, str]], field: str) -> Any:
    """Exact amounts."""
    return pd.Series([Decimal(case[field]) for case in cases], dtype=object)


def test_fifty_boundary_cases_have_their_levels_and_tiers(project: Project, tmp_path: Path) -> None:
    """Each case is a customer whose last purchase was so many days ago, after such windows."""
    cases = list(csv.DictReader(CASES.open()))
    assert len(cases) == 50
    days = [AS_OF - datetime.timedelta(days=int(case["r_days"])) for case in cases]
    keys = pd.DataFrame({"customer_id": [c["case_id"] for c in cases], "purchase_date": days})
    con = warning_models(
        project,
        tmp_path,
        AS_OF,
        {
            "int_purchase_days__sequenced": keys.assign(
                next_purchase_date=pd.Series([None] * 50, dtype="datetime64[ns]"),
                purchase_day_number=1,
                day_number=0,
                gap_days=pd.Series([None] * 50, dtype="Int64"),
            ),
            "int_purchase_days__windowed": keys.assign(
                window_days=30,
                frequency_current_count=[int(c["f_cur"]) for c in cases],
                frequency_baseline_count=[int(c["f_base"]) for c in cases],
                monetary_current_amount=pd.Series(
                    [Decimal(c["m_cur"]) for c in cases], dtype=object
                ),
                monetary_baseline_amount=pd.Series(
                    [Decimal(c["m_base"]) for c in cases], dtype=object
                ),
            ),
        },
    )
    found = {
        row[0]: row[1:]
        for row in con.execute(
            """select customer_id, recency_level_number, frequency_level_number,
                monetary_level_number, all_tier_code, two_of_three_tier_code, any_tier_code
            from intermediate.int_customer_warning_periods where valid_to_date is null"""
        ).fetchall()
    }
    modes = ("tier_and_min", "tier_median", "tier_or_max")
    assert found == {
        case["case_id"]: (
            *(number(case[level]) for level in ("r_level", "f_level", "m_level")),
            *(TIERS[int(case[mode])] if case[mode] else "insufficient_history" for mode in modes),
        )
        for case in cases
    }


def test_windows_end_before_the_last_purchase(project: Project, tmp_path: Path) -> None:
    """Four customers with purchases on the very edges of the windows before 30 April."""
    trades = {
        "A": {
            "03-01": 100,
            "03-10": 80,
            "03-20": 120,
            "03-31": 90,
            "04-05": 60,
            "04-15": 50,
            "04-30": 40,
        },
        "B": {"04-30": 500},
        "C": {"03-01": 10, "03-31": 10, "04-30": 10},
        "D": {"04-29": 30, "04-30": 60},
    }
    frame = pd.DataFrame(
        [
            (who, f"2024-{day}", amount)
            for who, days in trades.items()
            for day, amount in days.items()
        ],
        columns=["customer_id", "trade_date", "amount"],
    )
    con = warning_models(project, tmp_path, AS_OF, {"int_customer_days": customer_days(frame)})
    found = con.execute(
        """select customer_id, frequency_current_count, frequency_baseline_count,
            cast(monetary_current_amount as integer), cast(monetary_baseline_amount as integer)
        from intermediate.int_purchase_days__windowed
        where purchase_date = date '2024-04-30' order by customer_id"""
    ).fetchall()
    assert found == [
        ("A", 3, 3, 200, 300),
        ("B", 0, 0, 0, 0),
        ("C", 1, 1, 10, 10),
        ("D", 1, 0, 30, 0),
    ]


@pytest.fixture(scope="module")
def simulated(project: Project, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Tiers of customers who buy at random times at a steady pace, or did until 40 days ago.

    Amounts are lognormal with sigma 1: the simulation behind the published shares does not name its
    amounts, and these give its shares of falls in money.
    """
    rng = np.random.default_rng(20240630)
    span, customers = 200, 3000
    rows = []
    for scenario, silence in (("steady", 0), ("stopped", 40)):
        for rate in (1, 2, 4, 8):
            size = rng.poisson(rate / 30 * (span - silence), customers)
            who = np.repeat(np.arange(customers), size)
            ago = silence + np.floor(rng.uniform(0, span - silence, size.sum())).astype(int)
            days = pd.Timestamp(AS_OF) - pd.to_timedelta(ago, unit="D")
            amounts = np.round(rng.lognormal(3, 1, size.sum()), 2)
            names = [f"{scenario}-{rate}-{one}" for one in who]
            rows.append(pd.DataFrame({"customer_id": names, "trade_date": days, "amount": amounts}))
    con = warning_models(
        project,
        tmp_path_factory.mktemp("simulated"),
        AS_OF,
        {"int_customer_days": customer_days(pd.concat(rows))},
    )
    return con.execute(
        """select split_part(customer_id, '-', 1) as scenario,
            cast(split_part(customer_id, '-', 2) as integer) as rate, all_tier_code as tier
        from intermediate.int_customer_warning_periods
        where valid_to_date is null and frequency_baseline_count > 0"""
    ).df()


# share of warnings at orange or worse, as published with the rule (steady: of all with a baseline;
# stopped 40 days ago: of those not yet lost)
STEADY = {1: 0.275, 2: 0.158, 4: 0.056, 8: 0.009}
STOPPED = {2: 0.349, 4: 0.245, 8: 0.171}


@pytest.mark.parametrize(("rate", "share"), STEADY.items())
def test_steady_customers_are_warned_as_often_as_published(
    simulated: pd.DataFrame, rate: int, share: float
) -> None:
    judged = simulated[(simulated["scenario"] == "steady") & (simulated["rate"] == rate)]
    found = judged["tier"].isin(["orange", "red"]).mean()
    assert found == pytest.approx(share, abs=4 * (share * (1 - share) / len(judged)) ** 0.5)


@pytest.mark.parametrize(("rate", "share"), STOPPED.items())
def test_stopped_customers_are_found_as_often_as_published(
    simulated: pd.DataFrame, rate: int, share: float
) -> None:
    judged = simulated[(simulated["scenario"] == "stopped") & (simulated["rate"] == rate)]
    judged = judged[judged["tier"] != "lost"]
    found = judged["tier"].isin(["orange", "red"]).mean()
    assert found == pytest.approx(share, abs=4 * (share * (1 - share) / len(judged)) ** 0.5)
