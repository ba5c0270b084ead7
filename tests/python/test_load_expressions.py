"""Nothing that is handed over can act as SQL."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from load_helpers import HEADER, Shop
from scripts.contract import InputError
from scripts.expressions import compile_expression

HEADERS = ["a", "Customer ID", "day", "select", 'quo"te', "A "]


@pytest.mark.parametrize(
    "text",
    [
        "read_csv('/etc/passwd')",
        "read_text('/etc/passwd')",
        "(select content from read_text('/etc/passwd'))",
        "exists(select 1)",
        "a in (select 1)",
        "1); drop table raw.orders; --",
        "1; drop table raw.orders",
        "drop table raw.orders",
        "getenv('HOME')",
        "current_setting('home_directory')",
        "pragma version",
        "attach 'x.db'",
        "copy a to 'x'",
        "current_date",
        "now()",
        "random()",
        "sum(a)",
        "row_number() over ()",
        "count(*)",
        "columns('.*')",
        "*",
        "raw.a",
        "main.raw.orders.a",
        "$path",
        "?",
        "{'x': a}",
        "[a]",
        "list_transform([1], x -> x)",
        "query('select 1')",
        "cast(a as some_type)",
        "unnest(a)",
        "read_blob('/etc/passwd')",
        "glob('/etc/*')",
        "coalesce(a, read_text('/etc/passwd'))",
        "case a when '1' then getenv('HOME') end",
        "a = any(select 1)",
        "(from read_csv('/etc/passwd'))",
        "with x as (select 1) select a",
        "which_secret('x', 's3')",
        "getvariable('x')",
        "nextval('x')",
        "printf('%s', a)",
        "version()",
        "current_user",
        "lambda x: x",
        "[x for x in [1]]",
        "struct_pack(x := a)",
        "list(a)",
        "lag(a) over ()",
        "max(a) filter (where a > 1)",
        "a -> 'x'",
        "day at time zone getenv('TZ')",
        "concat(a, (select 1))",
        "a; drop table raw.orders; --",
        "a /* */ ; drop table raw.orders -- ",
        "",
        "-- nothing",
        "a b c",
        "(" * 3000 + "a" + ")" * 3000,
    ],
)
def test_what_is_no_scalar_of_the_row_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="here"):
        compile_expression(text, HEADERS, "here")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\"Customer ID\" || '''x'", "c7'x"),
        ("a in ('5', '6') and not a = '6'", True),
        ("case when a = '5' then 'five' else day end", "five"),
        ("try_strptime(day, '%d/%m/%Y')", datetime.datetime.fromisoformat("2017-01-13")),
        ("cast(a as decimal(9, 2)) / 2", 2.5),
        (
            "try_cast(replace(replace('1.234,56', '.', ''), ',', '.') as decimal(9, 2))",
            Decimal("1234.56"),
        ),
        ("day like '13%' and regexp_matches(day, '^[0-9]+/')", True),
        ("coalesce(nullif(a, '5'), \"select\")", "s"),
        ('"quo""te"', "q"),
        ("upper(substr(day, 4, 2)) || lpad(a, 3, '0')", "01005"),
        ('"A "', "blank"),
        ("A", "5"),
    ],
)
def test_an_expression_computes_from_its_row(text: str, expected: Any) -> None:
    if text == "A":
        with pytest.raises(InputError, match="2 columns are called `A`"):
            compile_expression(text, HEADERS, "here")
        return
    sql = compile_expression(text, HEADERS, "here")
    row = "select '5' as c0, 'c7' as c1, '13/01/2017' as c2, 's' as c3, 'q' as c4, 'blank' as c5"
    assert duckdb.execute(f"select {sql} from ({row})").fetchone() == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "cast(amount as decimal(9999, 2))",
        "cast(amount as enum('x'))",
        "cast(amount as int[])",
        "cast(amount as decimal(18, 6)) * cast(999999999999 as decimal(18, 6))",
        "regexp_replace(amount, '(', '')",
        "date_trunc('century of light', try_cast(ordered_at as date))",
        "interval '1 lightyear'",
        "amount / 0",
        "-- a comment and nothing else",
    ],
)
def test_what_the_database_cannot_make_of_an_expression_is_told(tmp_path: Path, text: str) -> None:
    shop = Shop(tmp_path)
    shop.orders("o1,c1,2024-03-01,5")
    shop.mapping(f'tables: {{orders: {{columns: {{channel: {{expression: "{text}"}}}}}}}}')
    with pytest.raises(InputError, match=r"orders\.csv, table `orders`.*expression"):
        shop.load()
    assert not (shop.warehouse / "marts.duckdb").exists()


def test_an_unknown_column_names_the_nearest() -> None:
    with pytest.raises(InputError, match=r"no column `Custmer ID`.*Did you mean `Customer ID`"):
        compile_expression('"Custmer ID" = 1', HEADERS, "here")


def test_names_and_content_cannot_act_as_sql(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    evil = "'); drop table raw.orders; --\""
    quoted = '"' + evil.replace('"', '""') + '"'
    shop.write(
        f"x{evil[:8]}*[a]?.csv",
        f"{quoted},customer_id,ordered_at,amount\n{quoted},c1,d,1\n",
    )
    shop.write("year=2017/part.csv", HEADER + "o2,c1,d,1\n")
    single = evil.replace("'", "''")
    shop.mapping(f"""tables:
  orders:
    files: 'x*.csv'
    columns: {{order_id: '{single}', channel: {{constant: '{single}'}}}}
    attributes: {{note: '{single}'}}
  customers:
    files: 'year=2017/*.csv'
""")
    shop.load()
    sql = "select order_id, channel, json_extract_string(_attributes, 'note') from raw.orders"
    assert shop.rows(sql) == [(evil, evil, evil)]
    assert shop.rows("select _source_file from raw.customers") == [("year=2017/part.csv",)]


def test_an_expression_that_fails_on_a_row_names_its_remedy(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.write("orders.csv", HEADER + "o1,c1,2024-03-01,5\no2,c1,2024-03-01,£5\n")
    shop.mapping('tables: {orders: {columns: {amount: {expression: "cast(amount as double)"}}}}')
    with pytest.raises(InputError, match=r"orders\.csv.*£5.*try_cast"):
        shop.load()
    shop.mapping('tables: {orders: {columns: {amount: {expression: "amount + day"}}}}')
    with pytest.raises(InputError, match="no column `day`"):
        shop.load()
    shop.mapping('tables: {orders: {columns: {amount: {expression: "abs(amount)"}}}}')
    with pytest.raises(InputError, match="does not fit the columns"):
        shop.load()


@pytest.mark.parametrize(
    "text",
    [
        "1 = 1; drop table raw.orders",
        "true) or exists(select 1",
        "read_text(''/etc/passwd'') is not null",
        "customer_id in (select customer_id from raw.orders)",
        "amount > sum(amount)",
    ],
)
def test_rows_are_excluded_by_scalars_of_the_row_only(tmp_path: Path, text: str) -> None:
    shop = Shop(tmp_path)
    shop.orders("o1,c1,2024-03-01,5")
    shop.load()
    shop.mapping(f"tables: {{orders: {{exclude: '{text}'}}}}")
    with pytest.raises(InputError, match=r"orders\.csv.*exclude"):
        shop.load()
    assert shop.rows("select order_id, _is_excluded from raw.orders") == [("o1", False)]
