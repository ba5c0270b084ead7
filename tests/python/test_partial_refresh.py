"""A refresh that brings touched orders and customers up to date ends where a rebuild ends.

Random sequences of what happens to a shop's files are played, and after each event every loaded
table, and every table that was brought up to date, is compared with one made from nothing.
`make sequences` plays twenty; SEQUENCES says how many.
"""

import datetime
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from events import (
    EVENTS,
    RULES,
    Event,
    Shop,
    chance_of,
    correction,
    late_order,
    new_day,
    other_as_of,
    other_rules,
    refund,
    removed_file,
)
from rebuilding import Project, compiled, rerun
from scripts import scope, workers
from scripts.build import start_dbt
from scripts.contract import load_contract
from scripts.load import load
from scripts.scope import choose, settle
from scripts.verify import compare, load_anew
from scripts.workers import ROOT, Worker

SEQUENCES = int(os.environ.get("SEQUENCES", "2"))
PROJECT = ("macros", "models", "scripts", "seeds", "tests", "dbt_project.yml", "profiles.yml")
TOUCHED = "+config.materialized:touched"


@dataclass
class Pair:
    """A warehouse that is refreshed by dbt, and one that the project's SQL builds from nothing."""

    held: Path
    anew: Path
    rules: Path
    dbt: Worker
    project: Project


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Have dbt build from a copy of the project, so that a rule can be changed."""
    folder = tmp_path_factory.mktemp("partial")
    shop = Shop(folder / "first", folder / "rules.csv")
    new_day(shop, chance_of(1))
    tables = {"orders": next(iter(shop.orders.values()))}
    project = compiled(tables, "{}\n", folder / "compiled", "2024-12-31", TOUCHED)
    root = folder / "project"
    root.mkdir()
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, root / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "ROOT", root)
        patch.setattr(scope, "ROOT", root)
        rules = root / RULES.relative_to(ROOT)
        with start_dbt(folder / "held") as dbt:
            yield Pair(folder / "held", folder / "anew", rules, dbt, project)


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


def _build_anew(pair: Pair) -> None:
    """Run the SQL of a whole build, as dbt compiled it, with the rules as they are now."""
    with duckdb.connect(str(pair.anew / "build.duckdb")) as con:
        con.execute(f"attach '{pair.held / 'build.duckdb'}' as held (read_only)")
        for schema in ("rules", "staging", "intermediate", "marts"):
            con.execute(f"create schema {schema}")
        for seed in pair.project.seeds:
            now = seed.replace('"build"', "held", 1)
            con.execute(f"create table {seed} as select * from {now}")
        rerun(pair.project, con)


def _differences(pair: Pair, shop: Shop) -> tuple[scope.Scope, dict[str, int]]:
    """Refresh the one, build the other anew; rows that differ, by table."""
    shop.write()
    load(shop.folder, pair.held, shop.as_of)
    chosen = _build(pair.dbt, pair.held)
    (pair.anew / "build.duckdb").unlink(missing_ok=True)
    load_anew(shop.folder, pair.anew, pair.held)
    _build_anew(pair)
    builds = pair.held / "build.duckdb", pair.anew / "build.duckdb"
    compared = [*compare(*builds, "intermediate"), *compare(*builds, "marts")]
    # what was touched is what differs
    kept = [entry for entry in compared if not entry.mart.startswith("int_touched_")]
    assert sum(entry.rows for entry in kept) > 0
    differing = {entry.mart: entry.differing_rows for entry in kept if not entry.is_equal}
    return chosen, {**differing, **_loaded_otherwise(pair)}


def _loaded_otherwise(pair: Pair) -> dict[str, int]:
    """Loaded rows that differ, by table: what both read from files, and their load's number."""
    found = {}
    with duckdb.connect() as con:
        for place in ("held", "anew"):
            file = getattr(pair, place) / "build.duckdb"
            con.execute(f"attach '{file}' as {place} (read_only)")
        for table in load_contract().tables:
            held, anew = (
                f"select * exclude (_loaded_at) from {place}.raw.{table}"
                for place in ("held", "anew")
            )
            rows = con.execute(
                f"({held} except all {anew}) union all ({anew} except all {held})"
            ).fetchall()
            found[f"raw.{table}"] = len(rows)
    return {table: count for table, count in found.items() if count}


def _opened(folder: Path, pair: Pair, chance: random.Random, day: int = 120) -> Shop:
    (pair.held / "build.duckdb").unlink(missing_ok=True)
    shop = Shop(folder / "input", pair.rules, day=day)
    shop.orders["base"] = [shop.order(chance, chance.randrange(shop.day)) for _ in range(150)]
    assert _differences(pair, shop)[1] == {}
    return shop


EVENT = st.tuples(st.sampled_from(EVENTS), st.integers(0, 10**6))


@pytest.fixture(scope="module")
def played() -> Iterator[Counter[str]]:
    """What was played so far, for all to see in the end."""
    count: Counter[str] = Counter()
    yield count
    print(f"\nplayed, and equal after each event: {dict(count)}")


@settings(max_examples=SEQUENCES, deadline=None, derandomize=True, phases=[Phase.generate])
@given(events=st.lists(EVENT, min_size=4, max_size=6))
def test_any_sequence_of_events_ends_where_a_rebuild_ends(
    pair: Pair,
    played: Counter[str],
    tmp_path_factory: pytest.TempPathFactory,
    events: list[tuple[Event, int]],
) -> None:
    shop = _opened(tmp_path_factory.mktemp("shop"), pair, chance_of(7))
    for event, seed in events:
        event(shop, chance_of(seed))
        chosen, differences = _differences(pair, shop)
        assert differences == {}, event
        played.update([event.__name__, "in part" if chosen.is_partial else "whole"])
    played.update(["sequences"])
    print(f"{played['sequences']}: {', '.join(event.__name__ for event, _ in events)}", flush=True)


@pytest.mark.parametrize(
    "event", [new_day, late_order, refund, correction, removed_file, other_as_of]
)
def test_orders_that_come_and_go_are_brought_up_to_date_in_part(
    pair: Pair, tmp_path: Path, event: Event
) -> None:
    chance = chance_of(11)
    shop = _opened(tmp_path, pair, chance)
    new_day(shop, chance)
    assert _differences(pair, shop)[1] == {}
    event(shop, chance)
    chosen, differences = _differences(pair, shop)
    assert chosen.is_partial, chosen.reason
    assert differences == {}


def test_months_before_a_late_order_are_left_as_they_are(pair: Pair, tmp_path: Path) -> None:
    """Rows of the past are marked: of a late order in March those of January and February stay."""
    chance = chance_of(13)
    shop = _opened(tmp_path, pair, chance)
    with duckdb.connect(str(pair.held / "build.duckdb")) as con:
        con.execute("update intermediate.int_customer_dates__segmented set recency_days = -1")
    shop.orders["late"] = [shop.order(chance, 70)]
    chosen, differences = _differences(pair, shop)
    assert chosen.is_partial, chosen.reason
    assert set(differences) == {"int_customer_dates__segmented"}
    with duckdb.connect(str(pair.held / "build.duckdb"), read_only=True) as con:
        months = con.execute(
            """select segment_date, min(recency_days) = -1
            from intermediate.int_customer_dates__segmented group by all order by all"""
        ).fetchall()
    assert [is_left for _, is_left in months] == [True, True, False, False]
    assert [str(date) for date, _ in months][:3] == ["2024-01-31", "2024-02-29", "2024-03-31"]


def test_warnings_before_the_longest_horizon_are_left_as_they_are(
    pair: Pair, tmp_path: Path
) -> None:
    """90 days before 29 July is the last day of April: its end is counted again, March's is not."""
    chance = chance_of(17)
    shop = _opened(tmp_path, pair, chance, day=240)
    with duckdb.connect(str(pair.held / "build.duckdb")) as con:
        con.execute("update intermediate.int_warning_cells set estimated_customers = -1")
    shop.orders["late"] = [shop.order(chance, 210)]
    chosen, differences = _differences(pair, shop)
    assert chosen.is_partial, chosen.reason
    assert set(differences) == {"int_warning_cells"}
    with duckdb.connect(str(pair.held / "build.duckdb"), read_only=True) as con:
        left = con.execute(
            """select max(calendar_month) from intermediate.int_warning_cells
            where estimated_customers = -1"""
        ).fetchone()
    assert left == (datetime.date(2024, 3, 1),)


def test_keys_are_looked_at_where_rows_were_touched(pair: Pair, tmp_path: Path) -> None:
    """A day stands there twice, first of a customer who was not touched, then of one who was."""
    chance = chance_of(19)
    shop = _opened(tmp_path, pair, chance)
    shop.orders["late"] = [shop.order(chance, 110)]
    assert _differences(pair, shop)[0].is_partial

    def found(membership: str, *, is_partial: bool) -> bool:
        with duckdb.connect(str(pair.held / "build.duckdb")) as con:
            con.execute(
                f"""insert into intermediate.int_customer_days
                select * from intermediate.int_customer_days
                where customer_id {membership} (
                    select customer_id from intermediate.int_touched_customers
                ) order by all limit 1"""
            )
        name = "unique_together_int_customer_days_customer_id__trade_date"
        request = {"arguments": ["test", "--select", name], "is_partial": is_partial}
        answer = pair.dbt.ask(request, lambda _: None)
        (node,) = [node for node in answer["results"] if node["name"] == name]
        return bool(node["is_bad"])

    assert not found("not in", is_partial=True)
    assert found("not in", is_partial=False)
    assert found("in", is_partial=True)


def test_a_changed_rule_builds_everything_anew(pair: Pair, tmp_path: Path) -> None:
    shop = _opened(tmp_path, pair, chance_of(3))
    other_rules(shop, chance_of(3))
    chosen, differences = _differences(pair, shop)
    assert chosen.reason == "rules, models, settings, the engine or side tables changed"
    assert differences == {}


def test_what_another_engine_built_is_nothing_to_start_from(pair: Pair, tmp_path: Path) -> None:
    _opened(tmp_path, pair, chance_of(4))
    reason = choose(pair.held, "spark").reason
    assert reason == "rules, models, settings, the engine or side tables changed"


def test_a_partial_build_that_broke_off_is_followed_by_a_whole_one(
    pair: Pair, tmp_path: Path
) -> None:
    _opened(tmp_path, pair, chance_of(5))
    assert choose(pair.held).is_partial
    assert choose(pair.held).reason == "there is nothing to start from"
