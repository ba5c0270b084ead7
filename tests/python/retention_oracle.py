"""Retention from nothing but sets of customers: an independent reading of the definitions."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import duckdb
import pandas as pd

LAPSE_DAYS = 60
DAY = datetime.timedelta(days=1)
GRAINS = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
# With the fiscal year of the default rules these are the same periods under another name.
FISCAL = {"fiscal_month": "M", "fiscal_quarter": "Q", "fiscal_year": "Y"}

Key = tuple[object, ...]
Cells = dict[Key, dict[str, float | None]]


class Trade(NamedTuple):
    """What one customer did in one period; money in cents."""

    orders: int
    cents: int


class Spell(NamedTuple):
    """An unbroken relationship: its first day, and the day of its lapse (None while alive)."""

    start: datetime.date
    end: datetime.date | None

    def alive(self, day: datetime.date) -> bool:
        """Whether the relationship holds at the end of a day."""
        return self.start <= day and (self.end is None or self.end > day)


@dataclass
class Facts:
    """Orders of a built warehouse with the groups of their customers."""

    orders: pd.DataFrame
    groups: pd.DataFrame
    as_of: pd.Timestamp


def facts_of(con: duckdb.DuckDBPyConnection) -> Facts:
    """Accepted orders and groups as pandas sees them."""
    orders = con.execute(
        """select customer_id, order_date, is_refund,
            cast(revenue_amount * 100 as bigint) as cents
        from intermediate.int_orders__accepted"""
    ).df()
    orders["order_date"] = pd.to_datetime(orders["order_date"])
    groups = con.execute("select * from intermediate.int_customer_groups").df()
    (as_of,) = con.execute("select as_of_date from intermediate.int_as_of").fetchall()[0]
    return Facts(orders, groups, pd.Timestamp(as_of))


def memberships(facts: Facts) -> Iterator[tuple[str, str, set[str]]]:
    """Every group with its customers; those without a purchase are unknown in all but one."""
    everybody = set(facts.orders["customer_id"])
    for code, members in facts.groups.groupby("group_code"):
        values: dict[str, set[str]] = {
            str(value): set(rows["customer_id"]) for value, rows in members.groupby("group_value")
        }
        nowhere = everybody - set(members["customer_id"])
        if nowhere:
            values.setdefault("all" if code == "all" else "(unknown)", set()).update(nowhere)
        for value, customers in values.items():
            yield str(code), value, customers


def rate(part: int, whole: int) -> float | None:
    """A share, or nothing where there is no whole."""
    return part / whole if whole else None


def trades(facts: Facts, frequency: str) -> dict[pd.Period, dict[str, Trade]]:
    """What each customer did in each period."""
    found: dict[pd.Period, dict[str, Trade]] = defaultdict(dict)
    periods = facts.orders["order_date"].dt.to_period(frequency)
    summed = facts.orders.assign(period=periods, bought=~facts.orders["is_refund"])
    table = summed.groupby(["period", "customer_id"]).agg({"bought": "sum", "cents": "sum"})
    for (period, customer), bought, cents in table.itertuples():
        found[period][customer] = Trade(int(bought), int(cents))
    return found


def period_cells(facts: Facts, grain: str, frequency: str) -> Cells:
    """Every cell of retention_by_period of a grain; money in cents."""
    by_period = trades(facts, frequency)
    last = facts.as_of.to_period(frequency)
    cells: Cells = {}
    for code, value, members in memberships(facts):
        before: dict[str, int] = {}
        seen: set[str] = set()
        for period in pd.period_range(min(by_period), last, freq=frequency):
            here = {c: t for c, t in by_period.get(period, {}).items() if c in members}
            now = {c: t.cents for c, t in here.items() if t.orders}
            kept, lost = before.keys() & now.keys(), before.keys() - now.keys()
            new = now.keys() - seen
            back = now.keys() - before.keys() - new
            grown = sum(max(now[c] - before[c], 0) for c in kept)
            shrunk = sum(max(before[c] - now[c], 0) for c in kept)
            gone = sum(before[c] for c in lost)
            base = sum(before.values())
            cells[grain, code, value, period.start_time.date()] = {
                "opening_customers": len(before),
                "retained_customers": len(kept),
                "lost_customers": len(lost),
                "new_customers": len(new),
                "resurrected_customers": len(back),
                "active_customers": len(now),
                "repeat_customers": sum(t.orders > 1 for t in here.values()),
                "order_count": sum(t.orders for t in here.values()),
                "opening_revenue_amount": base,
                "new_revenue_amount": sum(now[c] for c in new),
                "resurrected_revenue_amount": sum(now[c] for c in back),
                "expansion_revenue_amount": grown,
                "contraction_revenue_amount": shrunk,
                "churned_revenue_amount": gone,
                "revenue_amount": sum(now.values()),
                "total_revenue_amount": sum(t.cents for t in here.values()),
                "churn_rate": rate(len(lost), len(before)),
                "retention_rate": rate(len(kept), len(before)),
                "consumer_churn_rate": rate(len(lost), len(before) + len(new)),
                "quick_ratio": rate(len(new) + len(back), len(lost)),
                "net_revenue_retention_ratio": (
                    (base - gone - shrunk + grown) / base if base > 0 else None
                ),
                "repurchase_rate": rate(sum(t.orders > 1 for t in here.values()), len(now)),
                "is_complete": period.end_time.normalize() <= facts.as_of,
            }
            before, seen = now, seen | now.keys()
    return cells


def cohort_cells(facts: Facts, grain: str, frequency: str) -> Cells:
    """Every cell of cohort_retention of a grain; money in cents, unknown cells all None."""
    by_period = trades(facts, frequency)
    visits: dict[str, list[pd.Period]] = defaultdict(list)
    for period in sorted(by_period):
        for customer, trade in by_period[period].items():
            if trade.orders:
                visits[customer].append(period)
    cells: Cells = {}
    last = facts.as_of.to_period(frequency)
    longest = last.ordinal - min(v[0].ordinal for v in visits.values())
    for code, value, members in memberships(facts):
        cohorts: dict[pd.Period, set[str]] = defaultdict(set)
        for customer in members & visits.keys():
            cohorts[visits[customer][0]].add(customer)
        for start, cohort in cohorts.items():
            so_far = 0
            for number in range(longest + 1):
                period = start + number
                over = period.end_time.normalize() <= facts.as_of
                here = by_period.get(period, {})
                so_far += sum(here[c].cents for c in cohort if c in here)
                active = sum(here[c].orders > 0 for c in cohort if c in here)
                later = sum(visits[c][-1] >= period for c in cohort)
                cells[grain, code, value, start.start_time.date(), number] = {
                    "is_observable": over,
                    "cohort_customers": len(cohort),
                    "eligible_customers": len(cohort) if over else 0,
                    "active_customers": active if over else None,
                    "returned_later_customers": later if over else None,
                    "cumulative_revenue_amount": so_far if over else None,
                    "retention_rate": active / len(cohort) if over else None,
                    "unbounded_retention_rate": later / len(cohort) if over else None,
                }
    return cells


def purchase_dates(facts: Facts) -> dict[str, list[datetime.date]]:
    """The days each customer bought on, in order."""
    bought = facts.orders[~facts.orders["is_refund"]]
    return {
        str(customer): sorted({moment.date() for moment in rows})
        for customer, rows in bought.groupby("customer_id")["order_date"]
    }


def spells_of(dates: list[datetime.date], as_of: datetime.date) -> list[Spell]:
    """The unbroken relationships of a customer who bought on those days."""
    window = (LAPSE_DAYS + 1) * DAY
    spells = [Spell(dates[0], None)]
    for before, day in pairwise(dates):
        if day - before >= window:
            spells[-1] = Spell(spells[-1].start, before + window)
            spells.append(Spell(day, None))
    if dates[-1] + window <= as_of:
        spells[-1] = Spell(spells[-1].start, dates[-1] + window)
    return spells


def lapse_cells(facts: Facts, grain: str, frequency: str) -> Cells:
    """Every cell of lapse_by_period of a grain."""
    as_of = facts.as_of.date()
    spells = {c: spells_of(dates, as_of) for c, dates in purchase_dates(facts).items()}
    first = facts.orders["order_date"].min().to_period(frequency)
    cells: Cells = {}
    for code, value, members in memberships(facts):
        mine = [spell for c in members & spells.keys() for spell in spells[c]]
        firsts = [spells[c][0].start for c in members & spells.keys()]
        for period in pd.period_range(first, facts.as_of.to_period(frequency), freq=frequency):
            start, end = period.start_time.date(), period.end_time.date()
            new = sum(start <= day <= end for day in firsts)
            lost = [s for s in mine if s.end is not None and start <= s.end <= end]
            opening = sum(s.alive(start - DAY) for s in mine)
            cells[grain, code, value, start] = {
                "opening_customers": opening,
                "new_customers": new,
                "won_back_customers": sum(start <= s.start <= end for s in mine) - new,
                "lapsed_customers": len(lost),
                "closing_customers": sum(s.alive(end) for s in mine),
                "lapse_rate": rate(sum(s.alive(start - DAY) for s in lost), opening),
                "is_final": end + (LAPSE_DAYS + 1) * DAY <= as_of,
            }
    return cells
