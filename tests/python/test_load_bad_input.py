"""What cannot be loaded is refused whole, with a message that says where and what to do."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from load_helpers import HEADER, Shop
from scripts.contract import InputError
from scripts.steps import BUILD

ROOT = Path(__file__).parents[2]
ROW = "o1,c1,2024-03-01,12.50\n"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("orders.parquet", HEADER + ROW, "orders.parquet is no Parquet file"),
        ("orders.parquet", b"PAR1" + b"\0" * 100, "orders.parquet is cut off"),
        ("orders.xlsx", HEADER + ROW, "orders.xlsx is no Excel workbook"),
        ("orders.csv.gz", HEADER + ROW, "orders.csv.gz is no gzip file"),
        (
            "orders.csv.gz",
            gzip.compress((HEADER + ROW * 1000).encode())[:-20],
            "orders.csv.gz cannot be unpacked",
        ),
        ("orders.csv", b"PAR1\0\0\1", "orders.csv, line 1: this is no text"),
        ("orders.csv", (HEADER + ROW).encode("utf-16"), "line 1: .*utf-8.*encoding"),
        (
            "orders.csv",
            (HEADER + ROW + ROW.replace("c1", "Jörg")).encode("latin-1"),
            "orders.csv, line 3: .*`encoding: latin-1` under `orders`",
        ),
        ("orders.csv", "", "orders.csv is empty"),
        ("orders.csv", "\n\n", "orders.csv: its first line is blank"),
        (
            "orders.csv",
            "garbage\nmore of it\n",
            "needs a column `order_id`.*found: `garbage`",
        ),
        ("orders.csv", HEADER + "a;b\nc;d\n", "no row has as many columns"),
        ("orders.jsonl", "garbage\n", "no line that is a JSON object"),
        (
            "orders.csv",
            HEADER.replace("ordered_at", "order_date") + ROW,
            "needs a column `ordered_at`.*`order_date` looks like `ordered_at`; map it",
        ),
        (
            "orders.csv",
            HEADER.replace("customer_id", "amount") + ROW,
            "2 columns are called `amount`",
        ),
        (
            "orders.csv",
            "order_id,order_id,customer_id,ordered_at,amount\n",
            "2 columns are called",
        ),
        ("customers.csv", "customer_id\nc1\n", r"holds no orders.*order_lines.csv"),
        (
            "order_lines.csv",
            "order_id,quantity\no1,1\n",
            "`customer_id` .needed as there is no",
        ),
        (
            "order_lines.csv",
            "order_id,quantity,customer_id,ordered_at\no1,1,c1,2024-03-01\n",
            "`unit_price`.*`amount` will do",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    shop: Shop, name: str, content: str | bytes, expected: str
) -> None:
    shop.write(name, content)
    with pytest.raises(InputError, match="(?s)" + expected):
        shop.load()


def test_a_truncated_parquet_file_says_so(shop: Shop) -> None:
    path = shop.parquet(
        "orders.parquet", "select range as order_id, 1 as customer_id from range(1000)"
    )
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(InputError, match="cut off"):
        shop.load()


def test_an_empty_folder_says_what_to_put_there(shop: Shop) -> None:
    with pytest.raises(InputError, match=r"holds no orders \(found: nothing\).*orders\.csv"):
        shop.load()


def test_no_folder_at_all_says_what_to_put_there(shop: Shop) -> None:
    shop.input.rmdir()
    with pytest.raises(InputError, match="There is no folder"):
        shop.load()


def test_a_mapped_file_of_another_kind_names_the_kinds(shop: Shop) -> None:
    shop.write("orders.txt", HEADER + ROW)
    shop.mapping("tables: {orders: {files: orders.txt}}")
    with pytest.raises(InputError, match=r"orders\.txt: the ending.*\.parquet"):
        shop.load()


def test_one_table_in_two_places_is_no_guess(shop: Shop) -> None:
    shop.write("orders.csv", HEADER + ROW)
    shop.write("orders.jsonl", "{}\n")
    with pytest.raises(InputError, match=r"orders\.csv and orders\.jsonl are both `orders`"):
        shop.load()


def test_order_lines_need_no_customer_where_orders_have_one(shop: Shop) -> None:
    shop.write("orders.csv", HEADER + ROW)
    shop.write("order_lines.csv", "order_id,quantity,amount\no1,1,2\n")
    assert shop.load().rows == 2
    (shop.input / "orders.csv").unlink()
    with pytest.raises(InputError, match=r"order_lines\.csv: .*`customer_id`"):
        shop.load()


def test_a_file_that_breaks_half_way_leaves_everything_as_it_was(shop: Shop) -> None:
    columns = """select num as order_id, md5(cast(num as varchar)) as customer_id,
        date '2024-03-01' as ordered_at, 1.5::double as amount"""
    good = shop.parquet("orders.parquet", f"{columns} from range(10) as numbers (num)")
    shop.load()
    before = (
        shop.rows("select * from raw.orders"),
        shop.rows("select * from raw.loaded_files"),
    )
    shop.parquet("orders.parquet", f"{columns} from range(300000) as numbers (num)")
    content = bytearray(good.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = b"\xff" * 20_000
    good.write_bytes(content)
    shop.write("customers.csv", "customer_id\nc1\n")
    with pytest.raises(InputError, match=r"orders\.parquet cannot be read"):
        shop.load()
    after = (
        shop.rows("select * from raw.orders"),
        shop.rows("select * from raw.loaded_files"),
    )
    assert after == before
    assert shop.rows("select count(*) from raw.customers") == [(0,)]


def test_a_build_that_is_no_database_says_so(shop: Shop) -> None:
    shop.write("orders.csv", HEADER + ROW)
    shop.warehouse.mkdir()
    (shop.warehouse / BUILD).write_bytes(b"no database" * 1000)
    with pytest.raises(InputError, match="cannot be opened"):
        shop.load()


def test_a_warehouse_that_is_a_file_says_so(shop: Shop) -> None:
    shop.write("orders.csv", HEADER + ROW)
    shop.warehouse.write_text("here already")
    with pytest.raises(InputError, match="cannot be made a folder"):
        shop.load()


def test_a_file_that_may_not_be_opened_says_so(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shop.write("orders.csv", HEADER + ROW)
    opened = Path.open

    def refuse(self: Path, *arguments: Any, **options: Any) -> Any:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"orders\.csv cannot be opened: Permission denied"):
        shop.load()


def test_the_command_shows_a_sentence_and_no_stack_trace(shop: Shop) -> None:
    shop.write("orders.csv", HEADER.replace("amount", "amuont") + ROW)

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                sys.executable,
                "-m",
                "scripts.load",
                shop.input,
                shop.warehouse,
                *arguments,
            ],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )

    failed = command("--json")
    assert failed.returncode == 2
    assert "`amuont` looks like `amount`" in json.loads(failed.stdout)["error"]
    assert "Traceback" not in failed.stderr
    shop.write("orders.csv", HEADER + ROW)
    assert "2024-13-01" in command("--as-of", "2024-13-01").stderr
    done = command("--json", "--as-of", "2024-12-31")
    assert done.returncode == 0
    assert json.loads(done.stdout)["rows"] == 1
    assert shop.rows("select cast(as_of_date as varchar) from raw.run_settings") == [
        ("2024-12-31",)
    ]
