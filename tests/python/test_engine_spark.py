"""A real cluster of two workers: the whole job there gives readers the marts that DuckDB gives."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from load_helpers import Shop
from parity import Difference, compare, keys_of, refresh
from parity_inputs import every_table
from scripts.engines import engine_of
from scripts.steps import BUILD
from spark_server import cluster, executors

if "SPARK" not in os.environ:
    pytest.skip("takes a quarter of an hour: make cluster", allow_module_level=True)
hive = pytest.importorskip("pyhive.hive", reason="no driver for Spark; make setup-spark")


@pytest.fixture(scope="module")
def settings() -> Iterator[dict[str, str]]:
    """A cluster of this module's own."""
    # a file of some length is several blocks
    with cluster(options="--conf spark.sql.files.maxPartitionBytes=65536") as found:
        yield found


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = every_table(tmp_path_factory.mktemp("every") / "input")
    (folder / "orders").mkdir()
    return (folder / "orders.csv").rename(folder / "orders" / "until_now.csv").parents[1]


@pytest.fixture(scope="module")
def refreshed(
    source: Path, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A warehouse of the whole job on the cluster, with every data test and every unit test."""
    warehouse = tmp_path_factory.mktemp("spark") / "warehouse"
    outcome = refresh(source, warehouse, "spark", settings, "--unit-tests")
    assert outcome["version"] == 1
    return warehouse


@pytest.fixture(scope="module")
def here(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the same input on DuckDB."""
    warehouse = tmp_path_factory.mktemp("duckdb") / "warehouse"
    refresh(source, warehouse, "duckdb", {})
    return warehouse


def differences(here: Path, refreshed: Path) -> list[Difference]:
    """What the marts that both engines built last do not share."""
    return compare(here / "build.duckdb", refreshed / "build.duckdb", keys_of(refreshed))


def ask(settings: dict[str, str], query: str) -> list[tuple[Any, ...]]:
    """The rows of a query, as a reader of the cluster."""
    place = (settings["PERENNIAL_SPARK_HOST"], int(settings["PERENNIAL_SPARK_PORT"]))
    with hive.connect(*place, username="reader") as connection:
        reader = connection.cursor()
        reader.execute(query)
        return [tuple(row) for row in reader.fetchall()]


def test_both_workers_do_the_work(refreshed: Path) -> None:
    assert refreshed
    done = sorted(entry["completedTasks"] for entry in executors())
    assert len(done) == 2
    assert done[0] > done[1] / 2


def test_every_mart_is_the_same_row_for_row(here: Path, refreshed: Path) -> None:
    assert differences(here, refreshed) == []


def test_readers_of_the_cluster_see_what_was_published(
    refreshed: Path, settings: dict[str, str]
) -> None:
    seen = {str(row[1]) for row in ask(settings, "show tables in marts")}
    sql = "select count(*), sum(revenue_amount) from {}"
    totals = ask(settings, sql.format("marts.customers"))
    with duckdb.connect(str(refreshed / "marts.duckdb"), read_only=True) as con:
        names = con.execute("select table_name from information_schema.tables").fetchall()
        assert seen == {str(name) for (name,) in names}
        assert totals == con.execute(sql.format("customers")).fetchall()


def test_the_next_day_touches_a_part_and_every_mart_is_the_same_again(
    source: Path, here: Path, refreshed: Path, settings: dict[str, str]
) -> None:
    with (source / "orders" / "until_now.csv").open(encoding="utf-8") as stream:
        header, first = stream.readline(), stream.readline().split(",")
    days = {"c000": "2024-07-09", "c001": "2024-07-09", "new": "2024-07-09", "c077": "2023-06-11"}
    rows = [
        ",".join([f"day-{customer}", customer, f"{day} 10:00:00", "31.00", "GBP", *first[5:]])
        for customer, day in days.items()
    ]
    (source / "orders" / "next.csv").write_text(header + "".join(rows), encoding="utf-8")
    outcome = refresh(source, refreshed, "spark", settings)
    details = [step["detail"] for step in outcome["steps"] if step["name"] == "prepare"]
    assert details[0].endswith("the part that 4 changed orders touch")
    refresh(source, here, "duckdb", {})
    assert differences(here, refreshed) == []


def write_text(shop: Shop) -> None:
    """Text that Spark reads in blocks; a blank line, a zone and a line break are handed over."""
    header = "customer_id,signed_up_at,region,country"
    for name, end, last in (
        ("blocks", "\n", ["", ""]),
        ("lines", "\r\n", [""]),
        ("blank", "\n", ["", "", ""]),
        ("zone", "\n", ["", '"z",2024-01-05 00:00:00+02,,']),
        ("broken", "\n", ["", 'b,2024-01-05,"c', 'd",']),
    ):
        rows = [
            row
            for number in range(2000)
            for row in (
                f' {name}{number} ,2024-01-05 10:00,"c, ""{number}""",  ',
                f'"{name}""{number}",2024-01-06,"",é日{number}',
                f'6"{name}\\{number},,a"b,"\\"',
            )
        ]
        shop.write(f"customers/{name}.csv", end.join([header, *rows]) + end.join(last))
    rows = [
        json.dumps({"customer_id": f"j{number}é\t", "region": number / 4, "country": None})
        for number in range(4000)
    ]
    shop.write("customers/json.jsonl", "\n".join([*rows[:9], "", *rows[9:]]))


def test_files_of_the_input_folder_are_read_where_they_lie(
    refreshed: Path, settings: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refreshed  # and is not needed any more: its loaded orders are replaced here
    shop = Shop(tmp_path)
    (shop.input / "orders").mkdir()
    for name in ("it''s first", "second"):  # in SQL
        shop.parquet(
            f"orders/{name}.parquet",
            f"""select '{name[-3:]}' || i as order_id, if(i % 7 = 0, null, 'c' || i) as customer_id,
                timestamp '2024-01-05 23:59:59.123456' + to_days(cast(i as integer)) as ordered_at,
                cast(i as decimal(9, 2)) / 3 as amount
            from range(5000) as t(i)""",
        )
    write_text(shop)
    shop.load()
    (shop.input / "orders" / "second.parquet").touch()  # as if it had changed: it is handed over
    for variable, value in {**settings, "PERENNIAL_SPARK_INPUT": str(shop.input)}.items():
        monkeypatch.setenv(variable, value)
    for table, columns, sent in (
        ("orders", "order_id, customer_id, ordered_at, amount, channel", ["second"]),
        ("customers", "customer_id, signed_up_at, region, country", ["blank", "broken", "zone"]),
    ):
        engine_of("spark").send(shop.warehouse / BUILD, [("raw", table)])
        found = ask(settings, f"select distinct _source_file from raw.{table}__sent order by 1")
        assert [Path(name).stem for (name,) in found] == sent
        query = f"""select {columns}, _attributes, _is_excluded, _unreadable_line,
                _source_file, _source_row, _loaded_at, _load_id, _load_number
            from raw.{table} order by _source_file, _source_row"""
        assert ask(settings, query) == shop.rows(query)
