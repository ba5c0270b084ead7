"""One customer's story, from the published marts: who, what now, what for, what happened."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.contract import InputError
from scripts.pseudonyms import pseudonym, salt
from scripts.report import Row, shown
from scripts.steps import PUBLISHED, plain_errors

QUERIES = Path(__file__).resolve().parent / "customer_queries"
TIER_STYLES = {"red": "bold red", "orange": "dark_orange", "yellow": "yellow", "lost": "dim"}
NEAR = 5


@dataclass(frozen=True)
class Chapter:
    """A part of the story: its query, one of `customer_queries`, its title, and its shape."""

    name: str
    title: str
    is_list: bool = False


CHAPTERS = (
    Chapter("who", "Who"),
    Chapter("today", "Warning today, and what to do"),
    Chapter("value", "Value"),
    Chapter("segments", "Segments"),
    Chapter("winback", "Winning the customer back"),
    Chapter(
        "spells", "Relationships: a silence longer than the lapse window ends one", is_list=True
    ),
    Chapter("tiers", "Warning tiers over time, latest first", is_list=True),
    Chapter("orders", "Latest orders", is_list=True),
)


def story(published: Path, customer_id: str, key: bytes | None = None) -> dict[str, list[Row]]:
    """The rows about a customer by chapter; a chapter whose mart is not there is left out.

    `key` is the salt under which customers were published; null where they have their own ids.
    Raises InputError where nothing is published, or nobody has this id; then it names ids near it.
    """
    if not published.exists():
        raise InputError(f"there is no {published}; run `python -m scripts.refresh` first.")
    told: dict[str, list[Row]] = {}
    name = customer_id if key is None else pseudonym(customer_id, key)
    with duckdb.connect(str(published), read_only=True) as con:
        for chapter in CHAPTERS:
            query = (QUERIES / f"{chapter.name}.sql").read_text(encoding="utf-8")
            try:
                con.execute(query, {"customer_id": name})
            except (duckdb.CatalogException, duckdb.BinderException):
                continue
            names = [str(entry[0]) for entry in con.description or []]
            told[chapter.name] = [dict(zip(names, row, strict=True)) for row in con.fetchall()]
        if not told.get("who"):
            near = _near(con, customer_id) if key is None else ""
            raise InputError(f"no customer with a purchase has the id {customer_id!r}.{near}")
    return told


def _near(con: duckdb.DuckDBPyConnection, customer_id: str) -> str:
    """Ids that read much like the one that is not there."""
    con.execute(
        """select customer_id from customers
        order by levenshtein(lower(customer_id), lower($customer_id)), customer_id limit $near""",
        {"customer_id": customer_id, "near": NEAR},
    )
    return " Near it: " + ", ".join(repr(name) for (name,) in con.fetchall()) + "."


def print_story(customer_id: str, told: dict[str, list[Row]], console: Console) -> None:
    """Show the chapters one under the other."""
    console.print(Text(f"Customer {customer_id}", style="bold"))
    for chapter in CHAPTERS:
        rows = told.get(chapter.name)
        if not rows:
            continue
        console.print()
        console.print(Text(chapter.title, style="bold cyan"))
        console.print(_list(rows) if chapter.is_list else _facts(rows[0]))


def _facts(row: Row) -> Table:
    grid = Table(box=None, show_header=False, pad_edge=False)
    for name, value in row.items():
        grid.add_row(Text(_name(name), style="dim"), _value(name, value))
    return grid


def _list(rows: list[Row]) -> Table:
    grid = Table(box=None, pad_edge=False, header_style="dim")
    for name, value in rows[0].items():
        is_text = isinstance(value, str | bool) or value is None
        grid.add_column(_name(name), justify="left" if is_text else "right")
    for row in rows:
        grid.add_row(*(_value(name, value) for name, value in row.items()))
    return grid


def _name(column: str) -> str:
    return column.replace("_", " ")


def _value(name: str, value: object) -> Text:
    style = TIER_STYLES.get(str(value), "") if name.endswith("tier_code") else ""
    return Text(shown(name, value), style=style)


def main(
    customer_id: Annotated[
        str, typer.Argument(metavar="ID", help="The customer's id, as handed over.")
    ],
    warehouse: Annotated[
        Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the result.")
    ] = Path("warehouse"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the story as JSON.")] = False,
) -> None:
    """Tell one customer's story: orders, relationships, warnings, value, and what to do.

    Example: python -m scripts.customer 1959 warehouse
    """
    with plain_errors("No story"):
        key = salt()
        told = story(warehouse / PUBLISHED, customer_id, key)
        if as_json:
            print(json.dumps({"customer_id": customer_id, **told}, default=str))
        else:
            print_story(customer_id, told, Console())


if __name__ == "__main__":
    typer.run(main)
