"""What we write stays inside what DuckDB, PostgreSQL and Spark share; house.md has the table."""

import re

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel

from house import ROOT, Project

# Each parses somewhere, yet does not run, or does not mean the same, on all three.
SHUNNED = {
    r"\bqualify\b": "number the rows in a CTE",
    r"\b(group|order)\s+by\s+all\b": "name the columns",
    r"\bexclude\b|\*\s*except\b|\*\s*replace\b|\bcolumns\s*\(": "name the columns",
    r"\b(un)?pivot\b": "write a case per column",
    r"\bselect\s+distinct\b": "group by the key, and say why there are repeats",
    r"\bdistinct\s+on\b": "number the rows in a CTE",
    r"::": "write cast(... as ...)",
    r"//": "write floor() of a ratio",
    r"\b(arg_min|arg_max|min_by|max_by|any_value|first|last)\s*\(": "number the rows in a CTE",
    r"\b(ignore|respect)\s+nulls\b": "PostgreSQL has no such window option",
    r"\bdate_trunc\s*\(": "month_of and its like: it gives a timestamp on two engines",
    r"\b(date_?diff|date_sub|date_part|strftime|to_char)\s*\(": "days_between, months_between",
    r"\b(generate_series|range|unnest|explode)\s*\(": "read the calendar",
    r"\b(median|mode|quantile\w*|percentile_\w+|approx_\w+)\s*\(": "row_number, unique ties",
    r"\bntile\s*\(": "cut by value, or order by the measure and then the key",
    r"\brecursive\b": "a spine, or power()",
    r"\bfilter\s*\(\s*where\b": "count(case when ... then 1 end)",
    r"\b(list|struct|array|map)\w*\s*\(": "no lists and structs: rows",
    r"\b(asof|positional|lateral|semi|anti)\s+join\b|\blateral\b": "a join on its conditions",
    r"\busing\s*\(": "join on named columns",
    r"\b(ifnull|nvl|iif|if)\s*\(": "coalesce, case",
}
# The last six cannot be started here: parsing is all that is proved of them (docs/engines.md).
DIALECTS = [
    *("postgres", "spark"),
    *("snowflake", "bigquery", "databricks", "redshift", "trino", "clickhouse"),
]
# These cannot be told where nulls go in a window: their own order stands there.
NULLS_ARE_SMALL = {"bigquery"}
# In a macro these are at home: that is where an engine's way is hidden.
AT_HOME_IN_MACROS = {r"\btry_cast\s*\(": "as_money and its like: PostgreSQL has none"}
# In a call of a macro these are at home: there they are Jinja's.
AT_HOME_IN_CALLS = {r"\[|\{": "no lists and structs: rows"}
# dbt's own functions write what each engine takes.
NOT_SQL = re.compile(r"\{#.*?#\}|--[^\n]*|\{%.*?%\}|'[^'\n]*'|\bdbt\.\w+\(", re.DOTALL)
CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def shunned_in(sql: str, patterns: dict[str, str]) -> list[str]:
    """What a text says that it should not, each with what to write in its place."""
    plain = NOT_SQL.sub(" ", sql)
    outside_calls = CALL.sub(" ", plain)
    searches = [(pattern, advice, plain) for pattern, advice in patterns.items()]
    searches += [(pattern, advice, outside_calls) for pattern, advice in AT_HOME_IN_CALLS.items()]
    return [
        f"{found.group(0)}: {advice}"
        for pattern, advice, text in searches
        if (found := re.search(pattern, text, re.IGNORECASE))
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "select a from b qualify row_number() over (order by a) = 1",
        "select count(*) filter (where a > 0) from b",
        "select a::date from b",
        "select [1, 2] as pair from b",
        "select {'a': 1} as pair from b",
        "select * exclude (a) from b",
        "select distinct a from b",
        "select {{ dbt.type_string() }}, date_trunc('month', a) from b",
        "with recursive steps as (select 1) select * from steps",
    ],
)
def test_the_list_sees_what_one_engine_would_take(sql: str) -> None:
    assert shunned_in(sql, SHUNNED)


def test_the_list_passes_what_all_engines_take() -> None:
    assert not shunned_in(
        """
        -- a range of days; qualify for a discount
        select
            lists.range_number,
            count(distinct lists.customer_id) as first_customers,
            sum(lists.amount) over (
                order by lists.day_number
                range between 364 preceding and current row
            ) as listed_amount,
            {{ ratio('lists.amount', 'lists.total') }} as amount_ratio,
            {{ as_json(['list_id', 'amount']) }} as whole_row,
            cast({{ dbt.date_trunc('year', 'lists.sold_date') }} as date) as year_start_date
        from lists
        where lists.code = 'a::b // [c]'
        """,
        SHUNNED | AT_HOME_IN_MACROS,
    )


def test_models_and_macros_shun_what_one_engine_lacks() -> None:
    at_fault = {}
    for path in (ROOT / "models").rglob("*.sql"):
        at_fault[path.stem] = shunned_in(path.read_text(), SHUNNED | AT_HOME_IN_MACROS)
    for path in (ROOT / "macros" / "metrics").rglob("*.sql"):
        at_fault[path.stem] = shunned_in(path.read_text(), SHUNNED | AT_HOME_IN_MACROS)
    assert not {name: advice for name, advice in at_fault.items() if advice}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_compiled_models_parse_in_other_dialects(project: Project, dialect: str) -> None:
    """What is compiled for DuckDB is read as it is, and again when translated, in each dialect."""
    broken = {}
    for model in project.models:
        sql = (project.compiled / model.path).read_text()
        try:
            sqlglot.parse_one(sql, read=dialect, error_level=ErrorLevel.RAISE)
            tree = sqlglot.parse_one(sql, read="duckdb")
            for key in tree.find_all(exp.Ordered) if dialect in NULLS_ARE_SMALL else ():
                key.set("nulls_first", not key.args.get("desc"))
            translated = tree.sql(dialect, unsupported_level=ErrorLevel.RAISE)
            sqlglot.parse_one(translated, read=dialect, error_level=ErrorLevel.RAISE)
        except sqlglot.errors.SqlglotError as error:
            broken[model.name] = str(error)
    assert not broken


def test_windows_that_one_worker_sorts_are_those_that_the_docs_name(project: Project) -> None:
    """A window without a partition puts all of its rows in one place, on a cluster too."""
    alone = set()
    for model in project.models:
        tree = sqlglot.parse_one((project.compiled / model.path).read_text(), read="duckdb")
        if any(not window.args.get("partition_by") for window in tree.find_all(exp.Window)):
            alone.add(model.name)
    told = (ROOT / "docs" / "spark.md").read_text().split("| model | rows in that window |")[1]
    table = told.split("\n\n")[0]
    assert alone == set(re.findall(r"`(\w+)`", table))
