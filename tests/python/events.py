"""What happens to a shop's files and rules between refreshes: events, for any order."""

import csv
import datetime
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from scripts.workers import ROOT

START = datetime.date(2024, 1, 1)
CUSTOMERS = [f"c{number}" for number in range(12)]
RULES = ROOT / "seeds" / "rules" / "warning_rule_sets.csv"
YELLOW_LIMIT = 10


def chance_of(seed: int) -> random.Random:
    """Random numbers, the same for the same seed."""
    return random.Random(seed)  # noqa: S311 -- play, not secrets


@dataclass
class Shop:
    """A shop's folder: files of orders and lines, by name, its merges and erasures; and a rule."""

    folder: Path
    rules: Path
    orders: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    merges: list[dict[str, object]] = field(default_factory=list)
    erasures: list[dict[str, object]] = field(default_factory=list)
    day: int = 120
    as_of: datetime.date | None = None
    last_number: int = 0
    yellow_limit: int = YELLOW_LIMIT

    def order(
        self, chance: random.Random, day: int, amount: float | None = None
    ) -> dict[str, object]:
        """A new order of some customer on a day, counted from the start."""
        self.last_number += 1
        return {
            "order_id": f"o{self.last_number}",
            "customer_id": chance.choice(CUSTOMERS),
            "ordered_at": f"{_date(day)} {chance.randrange(24):02d}:00:00",
            "amount": amount if amount is not None else round(chance.uniform(5, 90), 2),
            "refunds_order_id": "",
        }

    def any_order(self, chance: random.Random) -> dict[str, object]:
        """One of the orders handed over so far."""
        return dict(chance.choice([row for rows in self.orders.values() for row in rows]))

    def write(self) -> None:
        """Write the files as they are now, and no others."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name, rows in self.orders.items():
            _write(self.folder / "orders" / f"{name}.csv", rows)
            lines = [line for row in rows for line in _lines(row)]
            _write(self.folder / "order_lines" / f"{name}.csv", lines)
        for table in ("merges", "erasures"):
            rows = getattr(self, table)
            if rows:
                name = "customer_merges" if table == "merges" else table
                _write(self.folder / f"{name}.csv", rows)
        before, now = (f",all,30,{days},30,60," for days in (YELLOW_LIMIT, self.yellow_limit))
        rules = RULES.read_text(encoding="utf-8")
        assert rules.count(before) == 1
        self.rules.write_text(rules.replace(before, now), encoding="utf-8")


def _date(day: int) -> datetime.date:
    return START + datetime.timedelta(days=day)


def _lines(order: dict[str, object]) -> list[dict[str, object]]:
    """Two lines per order, of categories that its number decides, and one twice now and then."""
    number = int(str(order["order_id"])[1:])
    amount = float(str(order["amount"]))
    lines: list[dict[str, object]] = [
        {
            "order_id": order["order_id"],
            "line_number": place + 1,
            "product_id": f"p{(number + place) % 4}",
            "quantity": 1,
            "unit_price": round(amount / 2, 2),
        }
        for place in range(2)
    ]
    return lines + lines[:1] if number % 9 == 0 else lines


def _write(file: Path, rows: list[dict[str, object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", newline="", encoding="utf-8") as target:
        writer = csv.DictWriter(target, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def new_day(shop: Shop, chance: random.Random) -> None:
    """Five orders later than any other."""
    shop.day += chance.randrange(1, 40)
    shop.orders[f"day_{shop.day:04d}_{shop.last_number}"] = [
        shop.order(chance, shop.day) for _ in range(5)
    ]


def late_order(shop: Shop, chance: random.Random) -> None:
    """An order of any day, months back or before all others."""
    shop.orders[f"late_{shop.last_number}"] = [shop.order(chance, chance.randrange(-30, shop.day))]


def refund(shop: Shop, chance: random.Random) -> None:
    """Money back, today, for an old order."""
    old = shop.any_order(chance)
    row = shop.order(chance, shop.day, -5.0) | {
        "customer_id": old["customer_id"],
        "refunds_order_id": old["order_id"],
    }
    shop.orders[f"refund_{shop.last_number}"] = [row]


def correction(shop: Shop, chance: random.Random) -> None:
    """The same key in a later load, in a file whose name sorts before the others."""
    changed = {"customer_id": chance.choice(CUSTOMERS), "amount": 3.21}
    shop.orders[f"a_correction_{chance.randrange(10**6)}"] = [shop.any_order(chance) | changed]


def removed_file(shop: Shop, chance: random.Random) -> None:
    """A file is gone, with all that was in it."""
    if len(shop.orders) > 1:
        del shop.orders[chance.choice(sorted(set(shop.orders) - {"base"}))]


def merge(shop: Shop, chance: random.Random) -> None:
    """One customer turns out to be another; the last word on a customer counts."""
    one, other = chance.sample(CUSTOMERS, 2)
    shop.merges.append(
        {"customer_id": one, "merged_into_customer_id": other, "merged_at": "2024-01-01"}
    )


def unmerge(shop: Shop, chance: random.Random) -> None:
    """A merge is taken back."""
    if shop.merges:
        shop.merges.remove(chance.choice(shop.merges))


def erasure(shop: Shop, chance: random.Random) -> None:
    """A customer asks to be forgotten."""
    shop.erasures.append({"customer_id": chance.choice(CUSTOMERS), "requested_at": "2024-02-01"})


def unerasure(shop: Shop, chance: random.Random) -> None:
    """The request is taken back."""
    if shop.erasures:
        shop.erasures.remove(chance.choice(shop.erasures))


def other_as_of(shop: Shop, chance: random.Random) -> None:
    """Another date of analysis is asked for."""
    shop.as_of = _date(chance.randrange(60, shop.day + 5))


def other_rules(shop: Shop, chance: random.Random) -> None:
    """The rule set says another number of days."""
    shop.yellow_limit = chance.randrange(5, 20)


Event = Callable[[Shop, random.Random], None]
EVENTS: list[Event] = [
    new_day,
    late_order,
    refund,
    correction,
    removed_file,
    merge,
    unmerge,
    erasure,
    unerasure,
    other_as_of,
    other_rules,
]
