"""Versions on PostgreSQL come, stay and go, beside views, open sessions and numbers used before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres_server import KEPT, ask, publish_small, server_at_hand, session
from scripts.engines import Engine, engine_of
from scripts.steps import StepError


@pytest.fixture(scope="module")
def settings() -> Iterator[dict[str, str]]:
    """A server of this module's own."""
    with server_at_hand() as found:
        yield found


@pytest.fixture(scope="module")
def engine(settings: dict[str, str]) -> Engine:
    assert settings
    return engine_of("postgres")


def test_forgetting_leaves_nothing_of_earlier_versions(
    settings: dict[str, str], engine: Engine, tmp_path: Path
) -> None:
    for version in (101, 102, 103):
        publish_small(settings, engine, tmp_path / "marts.duckdb", version, 3)
    ask(settings, "create view of_101 as select * from marts_v000101.customers")
    engine.forget()
    rows = "select count(*), max(version) from"
    assert ask(settings, f"{rows} marts.customers") == [(1, 103)]
    assert ask(settings, f"{rows} of_101") == [(0, None)]
    assert ("marts_v000102",) not in ask(settings, KEPT)
    ask(settings, "drop view of_101")
    engine.forget()
    assert ("marts_v000101",) not in ask(settings, KEPT)


def test_a_transaction_left_open_holds_no_publication_up(
    settings: dict[str, str],
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scripts.engines.postgres.PATIENCE", "100ms")
    publish_small(settings, engine, tmp_path / "marts.duckdb", 201, 2)
    with session(settings) as reader:
        reader.execute("select * from marts.customers")
        for version in (202, 203):
            publish_small(settings, engine, tmp_path / "marts.duckdb", version, 2)
        assert ask(settings, "select version from marts.customers") == [(203,)]
        assert ("marts_v000201",) in ask(settings, KEPT), "somebody is at it"
    publish_small(settings, engine, tmp_path / "marts.duckdb", 204, 2)
    assert ("marts_v000201",) not in ask(settings, KEPT)


def test_a_warehouse_folder_made_anew_counts_from_one_again(
    settings: dict[str, str], engine: Engine, tmp_path: Path
) -> None:
    def publish() -> None:
        publish_small(settings, engine, tmp_path / "marts.duckdb", 301, 3)

    publish()
    publish()
    ask(settings, "comment on table marts.customers is 'the later of the two'")
    publish()
    assert ask(
        settings, "select obj_description('marts_v000301.customers'::regclass, 'pg_class')"
    ) == [("the later of the two",)]
    ask(settings, "create view of_301 as select * from marts_v000301.customers")
    with pytest.raises(StepError, match="an earlier marts_v000301"):
        publish()
    ask(settings, "drop view of_301; drop schema marts_build cascade")
