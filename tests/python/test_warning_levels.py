"""Levels, tiers and windows of the bank rule: boundary cases and windows."""

import csv
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

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
