"""One screen about a published version, from the published marts and nothing else."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.columns import Columns
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.contract import InputError
from scripts.steps import PUBLISHED, plain_errors

QUERIES = Path(__file__).resolve().parent / "report_queries"

Row = dict[str, Any]
Summary = dict[str, list[Row]]


@dataclass(frozen=True)
class Section:
    """A table of the report: its title and the query, one of `report_queries`, that fills it."""

    name: str
    title: str

    @property
    def query(self) -> str:
        """The query; it selects and sums columns of marts, and defines nothing."""
        return (QUERIES / f"{self.name}.sql").read_text(encoding="utf-8")


SECTIONS = (
    Section("publication", "Published"),
    Section("rows", "Rows handed over"),
    Section("rejections", "Rejected rows, by reason"),
    Section("money", "Money"),
    Section("restatements", "Past months that changed"),
    Section("customers", "Customers"),
    Section("retention", "Last complete months"),
    Section("warnings", "Warning tiers"),
    Section("dwyer", "DWYER: value of a customer, by year won"),
    Section("segments", "Segments"),
)
COVERAGE = Section("coverage", "Off, and what would switch it on")


def summarise(published: Path) -> Summary:
    """The rows of each section by its name; a section whose marts are not there is left out.

    Raises InputError where nothing has been published.
    """
    if not published.exists():
        raise InputError(f"there is no {published}; run `python -m scripts.refresh` first.")
    summary: Summary = {}
    with duckdb.connect(str(published), read_only=True) as con:
        for section in (*SECTIONS, COVERAGE):
            try:
                con.execute(section.query)
            except (duckdb.CatalogException, duckdb.BinderException):
                continue
            names = [str(entry[0]) for entry in con.description or []]
            summary[section.name] = [dict(zip(names, row, strict=True)) for row in con.fetchall()]
    return summary


def print_summary(summary: Summary, console: Console) -> None:
    """Show the sections side by side, as many as fit, and below them what is on and off."""
    tables = [
        _grid(section.title, summary[section.name])
        for section in SECTIONS
        if summary.get(section.name)
    ]
    console.print(Columns(tables, padding=(0, 3)))
    covered = summary.get(COVERAGE.name, [])
    if off := [row for row in covered if not row["is_on"]]:
        names = ("capability", "switched_on_by")
        console.print(_grid(COVERAGE.title, [{name: row[name] for name in names} for row in off]))
    if on := [row["capability"] for row in covered if row["is_on"]]:
        console.print(f"On: {', '.join(on)}", markup=False, highlight=False)


def _grid(title: str, rows: list[Row]) -> Table:
    grid = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name, value in rows[0].items():
        is_text = value is None or isinstance(value, str | bool)
        grid.add_column(name.replace("_", " "), justify="left" if is_text else "right", style="")
    for row in rows:
        # text of the data is shown as it is: it is no markup
        grid.add_row(*(Text(shown(name, value)) for name, value in row.items()))
    return grid


def shown(name: str, value: Any) -> str:
    """A value as people read it: shares as per cent, money and counts with separators.

    Ratios and days have three decimals at most.
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.endswith(("_rate", "_share")):
        return f"{100 * value:.1f} %"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, Decimal) and name.endswith(("_ratio", "_days")):
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    if isinstance(value, int | Decimal) and not name.endswith("number"):
        return f"{value:,}"
    return str(value)


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the result.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Show on one screen what WAREHOUSE/marts.duckdb says."""
    with plain_errors("Nothing to report"):
        summary = summarise(warehouse / PUBLISHED)
        if as_json:
            print(json.dumps(summary, default=str))
        else:
            print_summary(summary, Console())


if __name__ == "__main__":
    typer.run(main)
