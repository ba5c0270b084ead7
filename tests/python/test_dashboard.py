"""The dashboard as data: complete, bounded, and unable to run anything that came with the data."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from rich.console import Console

from house import Project
from refreshed import ROOT, Refreshed
from scripts.dashboard.data import as_script
from scripts.dashboard.page import write
from scripts.dashboard.pages import QUERIES, labels, pages
from scripts.report import print_summary

ASSETS = ROOT / "scripts" / "dashboard" / "assets"
HTML_OF_TEXT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|srcdoc|document\.write|DOMParser|eval\(|new Function"
    r"|createContextualFragment|setHTML|\.on[a-z]+ = [\"'`]|javascript:"
)
SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.S)
LARGEST_BYTES = 5_000_000


def page_of(refreshed: Refreshed) -> str:
    return (refreshed.warehouse / "report" / "index.html").read_text(encoding="utf-8")


def figures_of(html: str) -> dict[str, Any]:
    return dict(json.loads(SCRIPT.findall(html)[0]))


def test_every_refresh_writes_a_dashboard_of_the_version_it_published(
    refreshed: Refreshed,
) -> None:
    assert refreshed.outcome["dashboard"] == str(refreshed.warehouse / "report" / "index.html")
    assert figures_of(page_of(refreshed))["publication"]["version_number"] == 1


def test_the_page_is_small_and_asks_nothing_of_the_network(refreshed: Refreshed) -> None:
    html = page_of(refreshed)
    assert len(html.encode()) < LARGEST_BYTES
    markup = SCRIPT.sub("", html)
    assert not re.search(r"<(link|img|iframe)\b|src=|@import|url\(", markup)
    assert "default-src 'none'" in markup
    assert "connect-src" not in markup  # so that default-src forbids it


def test_text_of_the_data_cannot_leave_its_script_element() -> None:
    hostile = "</script><script>alert(1)</script><!-- & \u2028"
    written = as_script({"customer": hostile})
    assert not set("<>&") & set(written)
    assert json.loads(written) == {"customer": hostile}


def test_no_text_is_ever_read_as_html() -> None:
    """The page is made of elements and their text: what the data say has no way to be markup."""
    written = [path.read_text(encoding="utf-8") for path in ASSETS.glob("*.js")]
    assert written
    assert [part for text in written for part in HTML_OF_TEXT.findall(text)] == []


def test_every_query_is_shown_and_every_block_has_one() -> None:
    shown = {block.id for page in pages() for block in page.blocks}
    assert shown | {"shown_groups"} == {path.stem for path in QUERIES.glob("*.sql")}


def test_every_query_reads_marts_and_columns_that_are_published(refreshed: Refreshed) -> None:
    figures = figures_of(page_of(refreshed))["blocks"]
    assert [name for name, figure in figures.items() if figure.get("is_absent")] == []


def test_the_lineage_names_every_mart_on_the_dashboard() -> None:
    text = (ROOT / "models" / "exposures.yml").read_text(encoding="utf-8")
    (exposure,) = [row for row in yaml.safe_load(text)["exposures"] if row["name"] == "dashboard"]
    told = {reference.split("'")[1] for reference in exposure["depends_on"]}
    shown = {block.mart for page in pages() for block in page.blocks}
    assert told == {mart for mart in shown if not mart.startswith("publication")}


def test_every_mart_is_on_the_dashboard(project: Project, refreshed: Refreshed) -> None:
    """Those with a row for each order or interval of a customer are named with their rows."""
    shown = {block.mart for page in pages() for block in page.blocks}
    marts = {model.name for model in project.of_layer("marts")}
    assert marts - shown == {
        *("orders", "customer_months", "customer_spells", "customer_warning_periods"),
        *("customer_profit_and_loss", "customer_segment_history"),
        "definition_comparison_customers",
    }
    listed = figures_of(page_of(refreshed))["blocks"]["quality_marts"]
    assert marts <= {row[listed["columns"].index("mart_name")] for row in listed["rows"]}


def test_charts_and_choices_read_columns_of_their_query(refreshed: Refreshed) -> None:
    figures = figures_of(page_of(refreshed))["blocks"]
    missing = []
    for block in (block for page in pages() for block in page.blocks):
        if not figures[block.id]["columns"]:
            continue
        chart = block.chart
        named = [block.pick, *([chart.x, chart.color, *chart.minus] if chart else [])]
        named += ([chart.y] if isinstance(chart.y, str) else chart.y) if chart else []
        missing += [
            (block.id, name) for name in named if name and name not in figures[block.id]["columns"]
        ]
    assert missing == []


def test_every_column_shown_is_named_in_both_languages(refreshed: Refreshed) -> None:
    known = labels().columns
    figures = figures_of(page_of(refreshed))["blocks"]
    columns = {name for figure in figures.values() for name in figure["columns"]}
    assert sorted(columns - set(known)) == []


def test_every_figure_shown_has_a_definition(refreshed: Refreshed) -> None:
    document = figures_of(page_of(refreshed))
    own = labels().definitions
    missing = [
        f"{block.id}.{column}"
        for page in pages()
        for block in page.blocks
        for column in document["blocks"][block.id]["columns"]
        if column not in document["definitions"].get(block.mart, {}) and column not in own
    ]
    assert missing == []


def test_what_is_absent_stays_absent_and_money_keeps_its_cents(refreshed: Refreshed) -> None:
    figure = figures_of(page_of(refreshed))["blocks"]["overview_money"]
    with duckdb.connect(str(refreshed.published), read_only=True) as con:
        expected = con.execute(
            "select table_name, cast(sum(source_amount) as varchar) from reconciliation group by 1"
        ).fetchall()
    place = figure["columns"].index("source_amount")
    shown = [
        (row[0], None if row[place] is None else f"{row[place]:.2f}") for row in figure["rows"]
    ]
    assert sorted(shown) == sorted(expected)


def test_coverage_is_what_the_mart_says(refreshed: Refreshed) -> None:
    figure = figures_of(page_of(refreshed))["blocks"]["quality_coverage"]
    names = ["capability_code", "is_on", "row_count", "needed_columns"]
    assert figure["columns"] == names
    with duckdb.connect(str(refreshed.published), read_only=True) as con:
        expected = con.execute(f"select {', '.join(names)} from coverage").fetchall()
    assert {row[1] for row in expected} == {True, False}
    assert sorted(map(tuple, figure["rows"])) == sorted(expected)
    off = figures_of(page_of(refreshed))["blocks"]["overview_off"]["rows"]
    assert sorted(map(tuple, off)) == sorted((row[0], row[3]) for row in expected if not row[1])


def test_the_summary_says_of_coverage_what_the_mart_says(refreshed: Refreshed) -> None:
    query = "select capability_code, is_on, needed_columns from coverage"
    with duckdb.connect(str(refreshed.published), read_only=True) as con:
        expected = con.execute(query).fetchall()
    told = [tuple(row.values()) for row in refreshed.outcome["summary"]["coverage"]]
    assert sorted(told) == sorted(expected)
    screen = io.StringIO()
    print_summary(refreshed.outcome["summary"], Console(file=screen, width=400))
    lines = screen.getvalue().splitlines()
    title = next(number for number, line in enumerate(lines) if line.startswith("Off, and"))
    *off, on = (line.rstrip() for line in lines[title + 2 :] if line.strip())
    assert [line.split(maxsplit=1) for line in off] == [
        [name, needed] for name, is_on, needed in sorted(expected) if not is_on
    ]
    assert on == "On: " + ", ".join(name for name, is_on, _ in sorted(expected) if is_on)


@pytest.fixture(scope="module")
def half_a_version(refreshed: Refreshed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published version in which marts are missing, as in one from before they were made."""
    folder = tmp_path_factory.mktemp("half")
    shutil.copy(refreshed.published, folder / "marts.duckdb")
    with duckdb.connect(str(folder / "marts.duckdb")) as con:
        con.execute("drop table customer_warnings")
        con.execute("drop table retention_by_period")
        con.execute("alter table segment_summary drop column churn_rate")
    write(folder)
    return folder


def test_a_version_without_a_mart_is_told_and_never_an_error(half_a_version: Path) -> None:
    html = (half_a_version / "report" / "index.html").read_text(encoding="utf-8")
    document = figures_of(html)
    for block in ("warnings_list", "overview_retention", "segments_summary"):
        assert document["blocks"][block]["is_absent"], block
    assert document["blocks"]["overview_customers"]["rows"]
