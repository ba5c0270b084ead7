"""Every kind of file is read, and no value in it is changed."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import openpyxl
import pytest

from load_helpers import HEADER, Shop
from scripts.contract import LOADER_COLUMNS, load_contract

ROW = "o1,c1,2024-03-01,12.50\n"
R1, R2, R3, R4 = (f"o{number},c{number},2024-03-01,{number}" for number in (1, 2, 3, 4))
STRAY = 'o2,"c2,2024-03-01,2'


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def workbook(shop: Shop, name: str, sheets: dict[str, list[list[object]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(shop.input / name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("orders.csv", HEADER + ROW),
        ("Orders.CSV", HEADER + ROW),
        ("orders.csv.gz", gzip.compress((HEADER + ROW).encode())),
        ("orders.csv", "\ufeff" + HEADER + ROW),
        ("orders.csv", (HEADER + ROW).replace(",", ";")),
        ("orders.csv", (HEADER + ROW).replace(",", "\t")),
        ("orders.csv", (HEADER + ROW).replace(",", "|")),
        ("orders.csv", (HEADER + ROW).replace("\n", "\r\n")),
        ("orders.csv", (HEADER + ROW).rstrip("\n")),
        ("orders.csv", " Order_ID ,CUSTOMER_ID,ordered_at,amount\n" + ROW),
        (
            "orders.jsonl",
            '{"order_id":"o1","customer_id":"c1","ordered_at":"2024-03-01","amount":"12.50"}\n',
        ),
    ],
)
def test_text_files_of_every_kind_say_the_same(shop: Shop, name: str, content: str | bytes) -> None:
    shop.write(name, content)
    assert shop.load().rows == 1
    sql = "select order_id, customer_id, ordered_at, amount, _source_row, _source_file"
    assert shop.rows(f"{sql} from raw.orders") == [("o1", "c1", "2024-03-01", "12.50", 1, name)]


def test_parquet_keeps_its_types_and_its_row_numbers(shop: Shop) -> None:
    shop.parquet(
        "orders.parquet",
        """select 'o' || num as order_id, cast(13085 as double) as customer_id,
            timestamp '2024-03-01 23:30:00' as ordered_at, cast(1.5 as decimal(9, 2)) as amount
        from range(3) as numbers (num)""",
    )
    shop.load()
    assert shop.rows(
        "select order_id, customer_id, typeof(ordered_at), typeof(amount), _source_row"
        " from raw.orders where order_id = 'o2'"
    ) == [("o2", "13085", "TIMESTAMP", "DECIMAL(9,2)", 3)]


def test_ids_from_a_column_with_nulls_lose_the_point_only(shop: Shop) -> None:
    shop.parquet(
        "orders.parquet",
        """select num as order_id, who as customer_id, date '2024-03-01' as ordered_at, 1 as amount
        from (values (1, 13085.0::double), (2, null), (3, 1.5), (4, -7.0)) as rows (num, who)""",
    )
    shop.load()
    assert shop.column("customer_id") == ["13085", None, "1.5", "-7"]


def test_a_workbook_gives_ids_without_a_point_and_dates(shop: Shop) -> None:
    day = datetime.datetime.fromisoformat("2024-03-01 23:30:00")
    head: list[object] = ["order_id", "customer_id", "ordered_at", "amount"]
    workbook(
        shop,
        "orders.xlsx",
        {
            "Notes": [["nothing here"]],
            "Sales": [
                head,
                [1.0, 13085, day, 12.5],
                [None] * 4,
                [2, "c2", "2024-03-02", 3],
            ],
        },
    )
    shop.mapping("tables: {orders: {sheet: Sales}}")
    shop.load()
    sql = "select order_id, customer_id, ordered_at, amount, _source_row from raw.orders"
    assert shop.rows(sql) == [
        ("1", "13085", "2024-03-01 23:30:00", "12.5", 1),
        ("2", "c2", "2024-03-02", "3", 3),
    ]


def test_a_folder_of_files_is_one_table_in_natural_order(shop: Shop) -> None:
    for month in ("10", "9", "1"):
        shop.write(f"orders/month{month}.csv", HEADER + f"o{month},c1,2024-03-01,1\n")
    assert [file.file for file in shop.load().files] == [
        "orders/month1.csv",
        "orders/month9.csv",
        "orders/month10.csv",
    ]
    assert sorted(shop.column("order_id")) == ["o1", "o10", "o9"]


def test_files_of_different_types_meet_as_text(shop: Shop) -> None:
    (shop.input / "orders").mkdir()
    shop.parquet(
        "orders/a.parquet",
        "select 1 as order_id, 2 as customer_id, timestamp '2024-03-01' as ordered_at, 7 as amount",
    )
    shop.write("orders/b.csv", HEADER + "o2,c2,2024-03-02 10:00,£5\n")
    shop.load()
    assert shop.column("amount") == ["7", "£5"]
    assert shop.column("ordered_at") == ["2024-03-01 00:00:00", "2024-03-02 10:00"]


def test_every_table_of_the_contract_is_there_with_all_its_columns(shop: Shop) -> None:
    shop.write("orders.csv", HEADER + ROW)
    shop.load()
    found = shop.rows(
        "select table_name, column_name from information_schema.columns where table_schema = 'raw'"
    )
    contract = load_contract()
    expected = {
        (table.name, column)
        for table in contract.tables.values()
        for column in [*table.columns, *LOADER_COLUMNS]
    }
    expected |= {
        (table, column) for table, columns in contract.load_tables.items() for column in columns
    }
    assert expected <= set(found)
    assert shop.rows("select count(*) from raw.surveys") == [(0,)]


@pytest.mark.parametrize("value", ["1.234,56", "£5", " 7 ", "1e3", "0012", "-"])
def test_what_is_no_number_stays_as_it_stood(shop: Shop, value: str) -> None:
    shop.orders(f'"{value}",c1,13/01/2017,"{value}"')
    shop.load()
    sql = "select order_id, ordered_at, amount from raw.orders"
    assert shop.rows(sql) == [(value, "13/01/2017", value)]


def test_quoted_line_breaks_do_not_shift_the_rows(shop: Shop) -> None:
    shop.orders('"o\n1",c1,2024-03-01,1', 'o2,"c, 2",2024-03-01,2', '"o""3",c3,2024-03-01,3')
    shop.load()
    sql = "select order_id, customer_id, _source_row from raw.orders order by _source_row"
    assert shop.rows(sql) == [("o\n1", "c1", 1), ("o2", "c, 2", 2), ('o"3', "c3", 3)]


def test_another_encoding_is_read_when_it_is_named(shop: Shop) -> None:
    shop.write("orders.csv", (HEADER + "o1,Jörg €,2024-03-01,£5\n").encode("cp1252"))
    shop.mapping("tables: {orders: {encoding: cp1252}}")
    shop.load()
    assert shop.column("customer_id") == ["Jörg €"]
    assert shop.column("amount") == ["£5"]


def test_broken_lines_are_kept_with_their_row_and_text(shop: Shop) -> None:
    shop.orders("o1,c1,2024-03-01,1", "o2,c2", "o3,c3,2024-03-01,3,4", "o4,c4,2024-03-01,4")
    assert shop.load().rows == 4
    sql = "select _source_row, order_id, _unreadable_line from raw.orders order by _source_row"
    assert shop.rows(sql) == [
        (1, "o1", None),
        (2, None, "o2,c2"),
        (3, None, "o3,c3,2024-03-01,3,4"),
        (4, "o4", None),
    ]


def test_one_broken_line_of_many_takes_nothing_with_it(shop: Shop) -> None:
    rows = [f"o{number},c1,2024-03-01,1" for number in range(1, 100_001)]
    rows[70_000] = "o70001;broken"
    shop.orders(*rows)
    assert shop.load().rows == 100_000
    sql = """select count(*), count(order_id), sum(_source_row),
        count(case when order_id <> 'o' || _source_row then 1 end),
        max(case when _unreadable_line is not null then _source_row end) from raw.orders"""
    assert shop.rows(sql) == [(100_000, 99_999, 5_000_050_000, 0, 70_001)]


@pytest.mark.parametrize(
    ("lines", "good", "broken"),
    [
        (['o1,"c1,2024-03-01,1', R2, R3], [2, 3], {1: 'o1,"c1,2024-03-01,1'}),
        ([R1, STRAY, R3, 'o4,"c4",2024-03-01,4'], [1, 3, 4], {2: STRAY}),
        ([R1, 'o2,"c"2,2024-03-01,2', R3], [1, 3], {2: 'o2,"c"2,2024-03-01,2'}),
        ([R1, 'o2,"c\\"2",2024-03-01,2', R3], [1, 3], {2: 'o2,"c\\"2",2024-03-01,2'}),
        ([R1, 'o2,"c\n\n2",2024-03-01,2', "bad", R4], [1, 2, 4], {3: "bad"}),
        ([R1, "", R2, "bad", "", R4], [1, 2, 4], {3: "bad"}),
        ([R1 + "\r", R2, R3 + "\r"], [1, 2, 3], {}),
        ([R1, R2 + ",", R3], [1, 2, 3], {}),
    ],
)
def test_a_stray_quote_breaks_its_own_line_alone(
    shop: Shop, lines: list[str], good: list[int], broken: dict[int, str]
) -> None:
    shop.orders(*lines)
    shop.load()
    sql = "select _source_row, cast(amount as integer) from raw.orders where order_id is not null"
    assert shop.rows(f"{sql} order by 1") == [(row, row) for row in good]
    sql = "select _source_row, _unreadable_line from raw.orders where order_id is null"
    assert dict(shop.rows(sql)) == broken


def test_json_lines_end_in_either_way(shop: Shop) -> None:
    good = '{"order_id": 1, "customer_id": "c1", "ordered_at": "2024-03-01", "amount": 12.75}'
    shop.write("orders.jsonl", f"{good}\r\n{good}\n{good}")
    assert shop.load().rows == 3
    assert shop.column("amount") == ["12.75"] * 3


def test_a_broken_json_line_is_kept_with_its_row_and_text(shop: Shop) -> None:
    good = '{"order_id": 1, "customer_id": "c1", "ordered_at": "2024-03-01", "amount": 12.75}'
    shop.write("orders.jsonl", f'{good}\n\n{{"order_id": 2,\n["c"]\n{good}\n')
    shop.load()
    sql = "select _source_row, order_id, amount, _unreadable_line from raw.orders order by 1"
    assert shop.rows(sql) == [
        (1, "1", "12.75", None),
        (3, None, None, '{"order_id": 2,'),
        (4, None, None, '["c"]'),
        (5, "1", "12.75", None),
    ]


def test_a_file_of_a_header_alone_has_no_rows(shop: Shop) -> None:
    shop.write("orders.csv", HEADER)
    assert shop.load().rows == 0
    assert shop.rows("select row_count from raw.loaded_files") == [(0,)]


def test_files_of_no_table_are_named_with_a_hint(shop: Shop) -> None:
    shop.write("orders.csv", HEADER + ROW)
    shop.write("custmers.csv", "customer_id\nc1\n")
    shop.write("readme.pdf", "x")
    ignored = shop.load().ignored_files
    assert set(ignored) == {"custmers.csv", "readme.pdf"}
    assert "customers" in ignored["custmers.csv"]


def test_a_warehouse_in_the_folder_is_not_input(shop: Shop) -> None:
    shop.write("orders.csv", HEADER + ROW)
    shop.warehouse = shop.input / "warehouse"
    shop.load()
    shop.write("warehouse/docs/index.html", "<p>made by a run</p>")
    assert shop.load().ignored_files == {}


def test_a_half_line_number_is_not_rounded(shop: Shop) -> None:
    shop.parquet(
        "order_lines.parquet",
        """select 'o1' as order_id, 1.5::double as line_number, 1 as quantity, 2 as amount,
            'c1' as customer_id, date '2024-03-01' as ordered_at""",
    )
    shop.load()
    assert shop.column("line_number", "order_lines") == ["1.5"]
