"""PostgreSQL: the whole job there, the same marts as DuckDB's, and who may see what."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg2
import pytest

from parity import compare, keys_of, refresh
from parity_inputs import every_table
from postgres_server import KEPT, ask, publish_small, server_at_hand
from scripts.engines import Engine, engine_of
from scripts.steps import StepError

TARGET = "postgres"
READER = "someone_who_reads"
PRIVATE = ("raw", "rules", "staging", "intermediate", "marts_build")
# What a column of text may hold, each read by both engines as every type of the input contract.
TEXTS = [
    *("2024-01-05", "2024-1-5", "2024/1/5", " 2024-01-05", "20240105", "2024-02-30", "99-01-01"),
    *("2024-01-05 10:00", "2024-01-05T10:00:00Z", "2024-01-05 10:00:00.123456789", "2024-01-05 x"),
    *("2024-01-05 24:00:00", "2024-01-05 25:00:00", "2024-01-05 10:61:00", "2024-01-05  10:00"),
    *(
        "01/02/2024",
        "13/01/2023",
        "yesterday",
        "now",
        "2024-1",
        "2024-01-05 10:00:00 Europe/London",
    ),
    *("1", "1.5", " 1.5 ", "1,5", "1e3", "1E-2", ".5", "5.", "+5", "-5", "- 5", "1_000", "1__0"),
    *("99999999999999", "1e15", "1e30", "1e400", "NaN", "1.00005", "-1.99995", "$5", "--1"),
    *("2147483648", "2147483647.4", "2.5", "-2.5", "1e-7", "007", "", " ", "\t1.5\n", "١"),
    *("true", "T", "yes", "y", "no", "on", "off", "False", " true ", "n", "0", "2", "-1"),
]
TYPES = ("date", "timestamp", "decimal(18, 4)", "decimal(18, 6)", "integer", "boolean")


@pytest.fixture(scope="module")
def settings() -> Iterator[dict[str, str]]:
    """A server of this module's own."""
    with server_at_hand() as found:
        yield found


@pytest.fixture(scope="module")
def engine(settings: dict[str, str]) -> Engine:
    assert settings
    return engine_of(TARGET)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return every_table(tmp_path_factory.mktemp("every") / "input")


@pytest.fixture(scope="module")
def refreshed(
    source: Path, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A warehouse of the whole job on PostgreSQL, with every data test and every unit test."""
    warehouse = tmp_path_factory.mktemp("postgres") / "warehouse"
    outcome = refresh(source, warehouse, TARGET, settings, "--unit-tests")
    assert outcome["version"] == 1
    return warehouse


def test_every_mart_is_the_same_row_for_row(source: Path, refreshed: Path, tmp_path: Path) -> None:
    refresh(source, tmp_path / "duckdb", "duckdb", {})
    one, other = tmp_path / "duckdb" / "build.duckdb", refreshed / "build.duckdb"
    assert compare(one, other, keys_of(refreshed)) == []


def test_what_is_published_there_is_what_the_file_holds(
    refreshed: Path, settings: dict[str, str]
) -> None:
    with duckdb.connect(str(refreshed / "marts.duckdb"), read_only=True) as con:
        names = con.execute(
            "select table_name from information_schema.tables where table_schema = 'main'"
        ).fetchall()
        counts = {
            name: con.execute(f'select count(*) from "{name}"').fetchall() for (name,) in names
        }
    assert counts
    assert {
        name: ask(settings, f'select count(*) from marts."{name}"') for name in counts
    } == counts


def test_definitions_are_comments_there_too(refreshed: Path, settings: dict[str, str]) -> None:
    assert refreshed
    (told,) = ask(
        settings,
        """select obj_description('marts.customers'::regclass),
            col_description('marts.customers'::regclass, 1)""",
    )
    assert str(told[0]).startswith("One row per customer")
    assert told[1]
    assert not ask(
        settings,
        """select relname from pg_class
        where relnamespace = 'marts'::regnamespace and relkind = 'r'
            and relname not like 'publication%' and obj_description(oid, 'pg_class') is null""",
    )


def test_a_reader_sees_the_marts_and_nothing_else(
    refreshed: Path, settings: dict[str, str]
) -> None:
    assert refreshed
    ask(settings, f"create role {READER} login in role perennial_reader")
    ask(
        settings, "create schema if not exists marts_build; create table marts_build.hidden (a int)"
    )
    assert ask(settings, "select count(*) > 0 from marts.customers", READER) == [(True,)]
    places = ask(
        settings,
        f"""select table_schema, min(table_name) from information_schema.tables
        where table_schema in {PRIVATE} group by table_schema""",
    )
    assert {schema for schema, _ in places} == set(PRIVATE)
    for schema, table in places:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            ask(settings, f'select * from "{schema}"."{table}"', READER)
    ask(settings, "drop schema marts_build cascade")
    for attempt in ("delete from marts.customers", "create table marts.mine (a int)"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            ask(settings, attempt, READER)


def test_versions_change_places_whole_and_can_be_taken_back(
    refreshed: Path, settings: dict[str, str], engine: Engine, tmp_path: Path
) -> None:
    assert refreshed
    before = ask(settings, "select count(*) from marts.customers")

    def publish(version: int, kept_count: int) -> None:
        publish_small(settings, engine, tmp_path / "marts.duckdb", version, kept_count)

    publish(2, 3)
    assert ask(settings, "select version from marts.customers", READER) == [(2,)]
    assert ask(settings, "select to_regclass('marts.of_a_build_that_failed')") == [(None,)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(settings, "select * from marts_v000001.customers", READER)
    engine.roll_back(1)
    assert ask(settings, "select count(*) from marts.customers", READER) == before
    with pytest.raises(StepError, match="no version 7"):
        engine.roll_back(7)
    ask(settings, "create view looking_back as select * from marts_v000002.customers")
    for version in (3, 4):
        publish(version, 2)
    kept = ask(settings, KEPT)
    assert kept == [("marts_v000002",), ("marts_v000003",)], "somebody looks at version 2"
    with pytest.raises(StepError, match="has not built customers"):
        engine.publish(tmp_path / "marts.duckdb", 5, 2)
    assert ask(settings, "select version from marts.customers", READER) == [(4,)]


def test_text_is_read_as_duckdb_reads_it(refreshed: Path, settings: dict[str, str]) -> None:
    assert refreshed
    apart = {}
    for kind in TYPES:
        name = "_".join("".join(c if c.isalnum() else " " for c in kind).split())
        for text in TEXTS:
            mine = duckdb.execute(
                f"select cast(try_cast('{text}' as {kind}) as varchar)"
            ).fetchall()
            theirs = ask(settings, f"select cast(raw.read_{name}('{text}') as text)")
            if mine != theirs:
                apart[kind, text] = (mine, theirs)
    assert not apart


def test_tables_come_back_from_the_server_as_they_went(engine: Engine, tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    with duckdb.connect(str(build)) as con:
        con.execute("create schema raw")
        con.execute(
            """create table raw.travellers as select * from (values
                (1, '', 0.1::double, 1.10::decimal(18, 2), timestamp '2024-01-05 10:00:00.123456'),
                (2, null, null, null, null),
                (3, 'a "quote", a comma
                and a new line \\ \\N', 1e300, -0.01, timestamp '0099-01-01 00:00:00'),
                (4, '李 🌱', -1e-300, 0, timestamp '9999-12-31 23:59:59')
            ) as rows (traveller_id, words, fraction, money, moment)"""
        )
        before = con.execute("from raw.travellers order by 1").fetchall()
    engine.send(build, [("raw", "travellers")])
    engine.fetch(build, [("raw", "travellers")])
    with duckdb.connect(str(build), read_only=True) as con:
        assert con.execute("from raw.travellers order by 1").fetchall() == before


def test_a_server_that_is_not_there_is_said_in_a_sentence(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert settings
    monkeypatch.setenv("PERENNIAL_PG_PORT", "1")
    with pytest.raises(StepError, match="PostgreSQL refused"):
        engine_of(TARGET).fetch(tmp_path / "build.duckdb", [])


def test_who_is_erased_is_in_no_schema_of_the_server(
    source: Path, refreshed: Path, settings: dict[str, str], tmp_path: Path
) -> None:
    who = "c012"
    known = places_of(who, settings)
    assert {"raw.orders", "intermediate.int_orders__accepted"} <= known
    ask(settings, f"create table marts.about as select text '{who}' as who")
    ask(settings, "create view of_before as select * from marts.about")
    later = tmp_path / "input"
    shutil.copytree(source, later)
    (later / "erasures.csv").write_text(f"customer_id,requested_at\n{who},2024-01-01\n")
    outcome = refresh(later, refreshed, TARGET, settings)
    assert outcome["version"] == 2
    assert places_of(who, settings) == set()
    assert ask(settings, "select count(*) > 0 from marts.customers", READER) == [(True,)]
    assert ask(settings, "select count(*) from of_before") == [(0,)]
    ask(settings, "drop view of_before")


def places_of(word: str, settings: dict[str, str]) -> set[str]:
    """Tables of the server in which a word stands anywhere."""
    tables = ask(
        settings,
        """select schemaname, tablename from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')""",
    )
    parts = (
        f"""(select '{schema}.{table}' from "{schema}"."{table}" as held
        where cast(held as text) ~ '\\m{word}\\M' limit 1)"""
        for schema, table in tables
    )
    return {str(place) for (place,) in ask(settings, " union all ".join(parts))}
