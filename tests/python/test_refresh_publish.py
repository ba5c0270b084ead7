"""Publication: a whole version or none, and readers who never wait."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from refreshed import Refreshed, ask
from scripts.checks import rows_of_rule
from scripts.passed import note
from scripts.publication import content_hash
from scripts.publish import publish, roll_back
from scripts.steps import StepError

# Reads as a dashboard does: connect, read two marts, leave; prints what it saw, version by version.
READER = """
import duckdb, sys
seen = []
while True:
    with duckdb.connect(sys.argv[1], read_only=True) as con:
        told = con.execute('''select version_number, row_count from publication_marts
            where mart_name = 'orders' order by version_number desc limit 1''').fetchone()
        counted = con.execute('''select count(*), max(version_number)
            from orders cross join (select max(version_number) as version_number
            from publication)''').fetchone()
    assert told == (counted[1], counted[0]), (told, counted)
    if told[0] not in seen:
        seen.append(told[0])
        print(told[0], flush=True)
"""


@pytest.fixture
def shop(refreshed: Refreshed, tmp_path: Path) -> Refreshed:
    return refreshed.copy(tmp_path)


@pytest.fixture
def mart() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("attach ':memory:' as published")
    return con


def hash_of(con: duckdb.DuckDBPyConnection, values: str, columns: str = "a, b") -> str:
    con.execute(
        f"create or replace table published.main.mart as from (values {values}) t({columns})"
    )
    return content_hash(con, "mart")


def test_the_hash_knows_no_order_of_rows(mart: duckdb.DuckDBPyConnection) -> None:
    assert hash_of(mart, "('x', 1), ('y', 2)") == hash_of(mart, "('y', 2), ('x', 1)")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("('x', 1)", "('x', 1), ('x', 1)"),
        ("('x', 1), ('x', 1)", "('x', 1), ('x', 1), ('x', 1), ('x', 1)"),
        ("('ab', 'c')", "('a', 'bc')"),
        ("('', 'x')", "(null, 'x')"),
        ("('-', 'x')", "(null, 'x')"),
        ("('1:a', '')", "('a', '1:')"),
        ("(1, 'x')", "('1', 'x')"),
        ("('x', 1), ('y', 2)", "('x', 2), ('y', 1)"),
        ("(1.10, 'x')", "(1.100, 'x')"),
    ],
)
def test_the_hash_tells_any_two_contents_apart(
    mart: duckdb.DuckDBPyConnection, one: str, other: str
) -> None:
    assert hash_of(mart, one) != hash_of(mart, other)


def test_the_hash_knows_the_names_of_columns(mart: duckdb.DuckDBPyConnection) -> None:
    assert hash_of(mart, "('x', 1)") != hash_of(mart, "('x', 1)", "a, c")


def test_the_same_build_has_the_same_hash_again(shop: Refreshed) -> None:
    publish(shop.warehouse)
    hashes = ask(shop.published, "select version_number, content_hash_code from publication")
    assert [number for number, _ in hashes] == [1, 2]
    assert hashes[0][1] == hashes[1][1]


def test_the_publication_row_counts_what_is_in_the_file(shop: Refreshed) -> None:
    told = ask(shop.published, "select mart_name, row_count from publication_marts")
    marts = {name for (name,) in ask(shop.published, "select table_name from duckdb_tables()")}
    assert {mart for mart, _ in told} == marts - {"publication", "publication_marts"}
    for name, count in told:
        assert ask(shop.published, f"select count(*) from {name}") == [(count,)]
    assert ask(shop.published, "select row_count, mart_count from publication") == [
        (sum(count for _, count in told), len(told))
    ]


def test_readers_find_the_definitions_in_the_file(shop: Refreshed) -> None:
    undescribed = ask(
        shop.published,
        """select table_name || '.' || column_name from duckdb_columns()
        where comment is null and schema_name = 'main' and not internal""",
    )
    assert undescribed == []
    (described,) = ask(
        shop.published, "select comment from duckdb_tables() where table_name = 'orders'"
    )
    assert described[0].startswith("One row per accepted order.")


def test_clients_since_duckdb_0_10_can_open_the_file(shop: Refreshed) -> None:
    header = shop.published.read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") == 64


def test_as_many_versions_are_kept_as_the_rules_say(shop: Refreshed) -> None:
    kept = int(rows_of_rule("publication_rules")[0]["kept_versions_count"])
    for _ in range(kept + 1):
        newest = publish(shop.warehouse).version
    names = sorted(path.name for path in (shop.warehouse / "versions").iterdir())
    assert names == [
        f"marts_{number:06d}.duckdb" for number in range(newest - kept + 1, newest + 1)
    ]
    assert (shop.warehouse / "versions" / names[-1]).samefile(shop.published)


def test_a_step_back_is_byte_for_byte_and_no_number_comes_twice(shop: Refreshed) -> None:
    first = shop.published.read_bytes()
    publish(shop.warehouse)
    assert roll_back(shop.warehouse).version == 1
    assert shop.published.read_bytes() == first
    with pytest.raises(StepError, match="no version before 1 is kept"):
        roll_back(shop.warehouse)
    assert publish(shop.warehouse).version == 3


def test_a_build_that_was_changed_after_its_checks_is_refused(shop: Refreshed) -> None:
    before = shop.published.read_bytes()
    with duckdb.connect(str(shop.warehouse / "build.duckdb")) as con:
        con.execute("update marts.orders set revenue_amount = 0")
    with pytest.raises(StepError, match="has not been checked"):
        publish(shop.warehouse)
    assert shop.published.read_bytes() == before


def test_a_publication_killed_in_its_last_moment_needs_no_checks_again(
    shop: Refreshed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has written what it published into the build, and not noted that this changes nothing."""
    with monkeypatch.context() as killed:
        killed.setattr("scripts.publish.kept", lambda _: contextlib.nullcontext())
        publish(shop.warehouse)
    assert publish(shop.warehouse).version == 3
    told = ask(
        shop.published,
        "select passed_check_count, passed_test_count, content_hash_code from publication",
    )
    assert len(told) == 3
    assert len({*told}) == 1
    with duckdb.connect(str(shop.warehouse / "build.duckdb")) as con:
        con.execute("update marts.orders set revenue_amount = 0")
    before = shop.published.read_bytes()
    with pytest.raises(StepError, match="has not been checked"):
        publish(shop.warehouse)
    assert shop.published.read_bytes() == before
    assert not (shop.warehouse / "marts.duckdb.new").exists()


def test_a_leftover_of_a_killed_publication_is_in_nobodys_way(shop: Refreshed) -> None:
    (shop.warehouse / "marts.duckdb.new").write_bytes(b"half a file")
    (shop.warehouse / "marts.duckdb.new.wal").write_bytes(b"half a log")
    assert publish(shop.warehouse).version == 2
    assert not (shop.warehouse / "marts.duckdb.new").exists()


@pytest.mark.parametrize("torn", ["", '{"build": {"cou', "[]"])
def test_a_torn_record_of_what_passed_counts_for_nothing(shop: Refreshed, torn: str) -> None:
    (shop.warehouse / "checks" / "passed.json").write_text(torn)
    with pytest.raises(StepError, match="has not been checked"):
        publish(shop.warehouse)
    note(shop.warehouse, "build", 1)
    note(shop.warehouse, "marts", 1)
    assert publish(shop.warehouse).version == 2


def test_somebody_who_writes_into_the_published_file_stops_nothing(shop: Refreshed) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('open', flush=True);"
            " sys.stdin.read()",
            str(shop.published),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    assert publish(shop.warehouse).version == 2
    holder.communicate()
    assert ask(shop.published, "select version_number from publication") == [(1,), (2,)]


def test_readers_see_one_whole_version_after_the_other(shop: Refreshed) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(shop.published)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "1\n"
    for _ in range(10):
        publish(shop.warehouse)
    assert reader.poll() is None, reader.stderr.read() if reader.stderr else ""
    reader.terminate()
    seen = [1, *(int(line) for line in reader.communicate()[0].splitlines())]
    assert seen == sorted(seen)
    assert len(seen) > 1
