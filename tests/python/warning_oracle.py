"""The tier of every customer on one date, computed afresh from the days with trade."""

import csv

import numpy as np
import pandas as pd

from house import ROOT

Frame = pd.DataFrame
TIERS = ["none", "yellow", "orange", "red", "lost"]
MODES = ["all", "two_of_three", "any", "recency_only"]


def rule_sets() -> list[dict[str, str]]:
    """The shipped rule sets, as written."""
    path = ROOT / "seeds" / "rules" / "warning_rule_sets.csv"
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _parts(share: str) -> int:
    """A share in ten thousandths, so that limits are compared in whole numbers."""
    return round(float(share) * 10000)


def fall_level(current: pd.Series, baseline: pd.Series, rule: dict[str, str]) -> pd.Series:
    """Level 0 to 3 of a fall from the baseline; nothing without a baseline."""
    fall = (baseline - current) * 10000
    level = pd.Series(0.0, index=baseline.index)
    for number, name in enumerate(("yellow", "orange", "red"), start=1):
        level[fall > _parts(rule[f"{name}_fall_share"]) * baseline] = number
    level[baseline <= 0] = np.nan
    return level


def _silence_level(last: Frame, purchases: Frame, rule: dict[str, str]) -> pd.Series:
    """Levels 1 to 4 of the days since the last purchase, in days or in own gaps."""
    gaps = purchases.sort_values("day").groupby("customer_id")["day"].diff()
    own = gaps.dropna()
    if rule["own_gap_count"]:
        recent = purchases.loc[own.index, ["customer_id"]].assign(gap=own)
        recent = recent.groupby("customer_id").tail(int(rule["own_gap_count"]))
        medians = recent.groupby("customer_id")["gap"].median()
        clock = medians.reindex(last.index).clip(lower=float(rule["shortest_gap_days"]))
    level = pd.Series(1, index=last.index)
    for name in ("yellow", "orange", "red"):
        limit = pd.Series(float(rule[f"{name}_limit_days"]), index=last.index)
        if rule["own_gap_count"]:
            limit = np.floor(clock * float(rule[f"{name}_limit_ratio"])).fillna(limit)
        level += (last["recency"] > limit).astype(int)
    return level


def tiers_on(days: Frame, today: int, rule: dict[str, str]) -> Frame:
    """Tier by customer and combine mode.

    Args:
        days: customer_id, day (number), is_purchase_day, cents; every day with trade.
        today: Day number of the judgement; nothing later is looked at.
        rule: A row of the rule sets.
    """
    days = days[days["day"] <= today]
    purchases = days[days["is_purchase_day"]].sort_values(["customer_id", "day"])
    last = purchases.groupby("customer_id")["day"].agg(["min", "max"])
    last["recency"] = today - last["max"]
    ages = days.assign(age=days["customer_id"].map(last["max"]) - days["day"])
    window = int(rule["window_days"])
    sums = {}
    for name, start in (("current", 0), ("baseline", window)):
        part = ages[(ages["age"] > start) & (ages["age"] <= start + window)]
        grouped = part.groupby("customer_id").agg(
            visits=("is_purchase_day", "sum"), cents=("cents", "sum")
        )
        sums[name] = grouped.reindex(last.index, fill_value=0)
    frequency = fall_level(sums["current"]["visits"], sums["baseline"]["visits"], rule)
    monetary = fall_level(sums["current"]["cents"], sums["baseline"]["cents"], rule)
    silence = _silence_level(last, purchases, rule)
    known = ages[ages["is_purchase_day"] & (ages["age"] >= 0)]
    recent = known[known["age"] < int(rule["purchase_window_days"])].groupby("customer_id").size()
    eligible = (last["max"] - last["min"] >= int(rule["minimum_tenure_days"])) & (
        recent.reindex(last.index, fill_value=0) >= int(rule["minimum_purchase_days"])
    )
    levels = pd.concat([silence, frequency, monetary], axis=1)
    judged = {
        "all": levels.min(axis=1),
        "two_of_three": levels.median(axis=1),
        "any": levels.max(axis=1),
        "recency_only": silence,
    }
    result = pd.DataFrame(index=last.index)
    for mode in MODES:
        complete = eligible & (levels.notna().all(axis=1) | (mode == "recency_only"))
        names = judged[mode].fillna(0).astype(int).map(TIERS.__getitem__)
        names = names.where(complete, "insufficient_history").where(silence < 4, "lost")
        result[mode] = names
    return result
