"""A refresh that brings touched orders and customers up to date ends where a rebuild ends.

Random sequences of what happens to a shop's files are played, and after each event every table
that was brought up to date is compared with one built from nothing. More sequences than the few
that run by default: `SEQUENCES=20 pytest tests/python/test_partial_refresh.py`.
"""

import csv
import datetime
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scripts import scope
from scripts.build import start_dbt
from scripts.load import load
from scripts.scope import choose, settle
from scripts.verify import compare, load_anew
from scripts.workers import ROOT, Worker

SEQUENCES = int(os.environ.get("SEQUENCES", "2"))
START = datetime.date(2024, 1, 1)
CUSTOMERS = [f"c{number}" for number in range(12)]
TOUCHED = "+config.materialized:touched"


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- play, not secrets


@dataclass
class Shop:
    """A shop's folder: files of orders and lines, by name, and its merges and erasures."""

    folder: Path
    orders: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    merges: list[dict[str, object]] = field(default_factory=list)
    erasures: list[dict[str, object]] = field(default_factory=list)
    day: int = 120
    as_of: datetime.date | None = None
    last_number: int = 0

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
    shop.day += chance.randrange(1, 40)
    shop.orders[f"day_{shop.day:04d}_{shop.last_number}"] = [
        shop.order(chance, shop.day) for _ in range(5)
    ]


def late_order(shop: Shop, chance: random.Random) -> None:
    shop.orders[f"late_{shop.last_number}"] = [shop.order(chance, chance.randrange(-30, shop.day))]


def refund(shop: Shop, chance: random.Random) -> None:
    row = shop.order(chance, shop.day, -5.0) | {
        "customer_id": shop.any_order(chance)["customer_id"]
    }
    shop.orders[f"refund_{shop.last_number}"] = [row]


def correction(shop: Shop, chance: random.Random) -> None:
    """The same key in a later load, in a file whose name sorts before the others."""
    changed = {"customer_id": chance.choice(CUSTOMERS), "amount": 3.21}
    shop.orders[f"a_correction_{chance.randrange(10**6)}"] = [shop.any_order(chance) | changed]


def removed_file(shop: Shop, chance: random.Random) -> None:
    if len(shop.orders) > 1:
        del shop.orders[chance.choice(sorted(set(shop.orders) - {"base"}))]


def merge(shop: Shop, chance: random.Random) -> None:
    one, other = chance.sample(CUSTOMERS, 2)
    shop.merges = [
        {"customer_id": one, "merged_into_customer_id": other, "merged_at": "2024-01-01"}
    ]


def unmerge(shop: Shop, _chance: random.Random) -> None:
    shop.merges = []


def erasure(shop: Shop, chance: random.Random) -> None:
    shop.erasures.append({"customer_id": chance.choice(CUSTOMERS), "requested_at": "2024-02-01"})


def other_as_of(shop: Shop, chance: random.Random) -> None:
    shop.as_of = _date(chance.randrange(60, shop.day + 5))


EVENTS = [
    new_day,
    late_order,
    refund,
    correction,
    removed_file,
    merge,
    unmerge,
    erasure,
    other_as_of,
]


@dataclass
class Pair:
    """A warehouse that is refreshed and one that is built anew, each with dbt at the ready."""

    held: Path
    anew: Path
    dbt_held: Worker
    dbt_anew: Worker


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("partial")
    with ExitStack() as stack:
        workers = [stack.enter_context(start_dbt(folder / name)) for name in ("held", "anew")]
        yield Pair(folder / "held", folder / "anew", *workers)


def _build(dbt: Worker, warehouse: Path) -> scope.Scope:
    chosen = choose(warehouse)
    arguments = ["build", "--select", TOUCHED]
    for kind in ("test", "unit_test"):
        arguments += ["--exclude-resource-type", kind]
    answer = dbt.ask({"arguments": arguments, "is_partial": chosen.is_partial}, lambda _: None)
    faults = [node for node in answer["results"] if node["is_bad"]]
    assert answer["results"]
    assert not faults
    settle(warehouse)
    return chosen


def _differences(pair: Pair, shop: Shop) -> tuple[scope.Scope, dict[str, int]]:
    """Refresh the one, build the other anew; rows that differ, by table."""
    shop.write()
    load(shop.folder, pair.held, shop.as_of)
    chosen = _build(pair.dbt_held, pair.held)
    (pair.anew / "build.duckdb").unlink(missing_ok=True)
    load_anew(shop.folder, pair.anew, pair.held)
    _build(pair.dbt_anew, pair.anew)
    compared = compare(pair.held / "build.duckdb", pair.anew / "build.duckdb", "intermediate")
    named = ("int_touched_orders", "int_touched_customers")  # what was touched is what differs
    kept = [entry for entry in compared if entry.mart not in named]
    assert sum(entry.rows for entry in kept) > 0
    return chosen, {entry.mart: entry.differing_rows for entry in kept if not entry.is_equal}


def _opened(folder: Path, pair: Pair, chance: random.Random) -> Shop:
    (pair.held / "build.duckdb").unlink(missing_ok=True)
    shop = Shop(folder / "input")
    shop.orders["base"] = [shop.order(chance, chance.randrange(shop.day)) for _ in range(150)]
    assert _differences(pair, shop)[1] == {}
    return shop


EVENT = st.tuples(st.sampled_from(EVENTS), st.integers(0, 10**6))


@settings(max_examples=SEQUENCES, deadline=None, derandomize=True, phases=[Phase.generate])
@given(events=st.lists(EVENT, min_size=4, max_size=6))
def test_any_sequence_of_events_ends_where_a_rebuild_ends(
    pair: Pair, tmp_path_factory: pytest.TempPathFactory, events: list[tuple[object, int]]
) -> None:
    shop = _opened(tmp_path_factory.mktemp("shop"), pair, _chance(7))
    for event, seed in events:
        event(shop, _chance(seed))  # type: ignore[operator]
        assert _differences(pair, shop)[1] == {}, event


@pytest.mark.parametrize(
    "event", [new_day, late_order, refund, correction, removed_file, other_as_of]
)
def test_orders_that_come_and_go_are_brought_up_to_date_in_part(
    pair: Pair, tmp_path: Path, event: object
) -> None:
    chance = _chance(11)
    shop = _opened(tmp_path, pair, chance)
    new_day(shop, chance)
    assert _differences(pair, shop)[1] == {}
    event(shop, chance)  # type: ignore[operator]
    chosen, differences = _differences(pair, shop)
    assert chosen.is_partial, chosen.reason
    assert differences == {}


def test_a_changed_rule_builds_everything_anew(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = _opened(tmp_path / "shop", pair, _chance(3))
    root = tmp_path / "project"
    for pattern in scope.CODE:
        for file in ROOT.glob(pattern):
            copy = root / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    monkeypatch.setattr(scope, "ROOT", root)
    load(shop.folder, pair.held)
    assert choose(pair.held).is_partial
    rules = root / "seeds" / "rules" / "lapse_rules.csv"
    rules.write_text(rules.read_text(encoding="utf-8").replace("60", "61"), encoding="utf-8")
    settle_free(pair.held)
    assert choose(pair.held).reason == "rules, models, settings or side tables changed"


def settle_free(warehouse: Path) -> None:
    """As if the build that `choose` looked forward to had never begun."""
    with duckdb.connect(str(warehouse / "build.duckdb")) as con:
        con.execute("update raw.build_state set is_left = false")


def test_a_partial_build_that_broke_off_is_followed_by_a_whole_one(
    pair: Pair, tmp_path: Path
) -> None:
    _opened(tmp_path, pair, _chance(5))
    assert choose(pair.held).is_partial
    assert choose(pair.held).reason == "there is nothing to start from"
