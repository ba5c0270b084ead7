"""The figures of the dashboard, from the published marts and nothing else."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from scripts.contract import InputError
from scripts.dashboard.pages import QUERIES, Block, pages

Json = dict[str, Any]
Definitions = dict[str, dict[str, str]]

# What a query raises where a mart, or a column of one, is not in this version.
ABSENT = (duckdb.CatalogException, duckdb.BinderException)


def figures(published: Path) -> Json:
    """Rows by block, the publication, definitions and groups, ready to be written as JSON.

    A block whose mart is not there or empty is told with what would switch it on. Raises
    InputError where nothing has been published.
    """
    if not published.exists():
        raise InputError(f"there is no {published}; run `python -m scripts.refresh` first.")
    with duckdb.connect() as con:
        quoted = str(published).replace("'", "''")
        con.execute(f"attach '{quoted}' as published (read_only)")
        con.execute("use published.main")
        groups = _groups(con)
        needs = _needs(con)
        blocks = {block.id: _block(con, block, needs) for page in pages() for block in page.blocks}
        publication = _rows(con, (QUERIES / "publication.sql").read_text(encoding="utf-8"))
        return {
            "publication": _first(publication),
            "groups": groups,
            "blocks": blocks,
            "definitions": _definitions(con),
        }


def _groups(con: duckdb.DuckDBPyConnection) -> list[list[Any]]:
    """The groups to choose among; queries that read groups keep to them."""
    query = (QUERIES / "shown_groups.sql").read_text(encoding="utf-8")
    try:
        con.execute(f"create temporary table shown_groups as {query}")
    except ABSENT:
        con.execute("create temporary table shown_groups (group_code varchar, group_value varchar)")
    rows: list[list[Any]] = _rows(con, "select * from shown_groups")["rows"]
    return rows


def _needs(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What switches each capability on that is off."""
    try:
        con.execute("select capability_code, needed_columns from coverage where not is_on")
    except ABSENT:
        return {}
    return {str(code): str(needed) for code, needed in con.fetchall()}


def _block(con: duckdb.DuckDBPyConnection, block: Block, needs: dict[str, str]) -> Json:
    try:
        result = _rows(con, block.query)
    except ABSENT:
        result = {"columns": [], "rows": [], "is_absent": True}
    if not result["rows"]:
        result["needs"] = needs.get(block.capability)
    return result


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> Json:
    con.execute(query)
    columns = [str(entry[0]) for entry in con.description or []]
    return {"columns": columns, "rows": [[plain(value) for value in row] for row in con.fetchall()]}


def _first(result: Json) -> Json:
    rows = result["rows"]
    return dict(zip(result["columns"], rows[0], strict=True)) if rows else {}


def _definitions(con: duckdb.DuckDBPyConnection) -> Definitions:
    """What marts and their columns mean, as published: by mart, the mart's own under ''."""
    marts = {block.mart for page in pages() for block in page.blocks}
    found: Definitions = {}
    con.execute(
        """select table_name, '' as column_name, comment from duckdb_tables()
        where database_name = 'published'
        union all
        select table_name, column_name, comment from duckdb_columns()
        where database_name = 'published'"""
    )
    for mart, column, comment in con.fetchall():
        if comment and mart in marts:
            found.setdefault(str(mart), {})[str(column)] = str(comment)
    return found


def plain(value: Any) -> Any:
    """A value as JSON has it; what is absent stays null, never 0."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def as_script(document: Any) -> str:
    """JSON that can stand inside a script element: no text of the data can end the element."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
