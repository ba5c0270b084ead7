"""What readers do with the dashboard: look up, sort, save, print, use keys, read it in Chinese."""

from __future__ import annotations

import base64
import csv
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from browser import PATIENCE_SECONDS, Tab, opened
from refreshed import CUSTOMERS, Refreshed, ask
from scripts.dashboard.pages import pages

PAGES = [page.id for page in pages()]
NAMES = "'main dl.tiles dt, main th button'"
AS_PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}


@pytest.fixture(scope="module")
def tab(refreshed: Refreshed) -> Iterator[Tab]:
    with opened(refreshed.warehouse / "report" / "index.html") as page:
        yield page


def open_figures(tab: Tab, page: str) -> None:
    """Turn to a page and open the figures behind each chart."""
    tab.go(page)
    tab.driver.execute_script(
        "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
    )
    until = time.monotonic() + PATIENCE_SECONDS
    closed = "[...document.querySelectorAll('main details')].some((one) => !one.children[1])"
    while tab.ask(closed):
        assert time.monotonic() < until, page
        time.sleep(0.02)


def percent(rate: Decimal | None) -> str:
    return "–" if rate is None else f"{100 * rate:.1f} %"


def money(amount: Decimal | None) -> str:
    return "–" if amount is None else f"{amount:,.2f}"


@pytest.mark.parametrize("page", PAGES)
def test_every_number_has_its_definition_and_date_a_hover_away(
    tab: Tab, refreshed: Refreshed, page: str
) -> None:
    open_figures(tab, page)
    ((day,),) = ask(refreshed.published, "select max(as_of_date) from customers")
    assert tab.ask(f"document.querySelectorAll({NAMES}).length") > 0
    silent = tab.ask(
        f"""[...document.querySelectorAll({NAMES})].filter((one) => {{
            one.dispatchEvent(new MouseEvent("mouseover", {{ bubbles: true }}));
            return tip.hidden || !tip.textContent.startsWith(one.dataset.def)
                || !tip.textContent.includes(arguments[0]);
        }}).map((one) => one.textContent)""",
        f"As of {day}",
    )
    assert silent == []


def test_retention_is_the_marts(tab: Tab, refreshed: Refreshed) -> None:
    tab.go("retention")
    rows = ask(
        refreshed.published,
        """select period_number, cohort_count, eligible_customers, active_customers,
            retention_rate, unbounded_retention_rate, cumulative_revenue_per_customer_amount
        from cohort_retention_by_interval
        where group_code = 'all' and cohort_grain_code = 'month' order by period_number""",
    )
    assert len(rows) > 1
    assert tab.table("retention_intervals") == [
        [*(f"{count:,}" for count in counts), percent(bought), percent(later), money(revenue)]
        for *counts, bought, later, revenue in rows
    ]


def test_value_is_the_marts(tab: Tab, refreshed: Refreshed) -> None:
    tab.go("value")
    names = ("lifetime_value_amount", "first_purchase_amount", "repeat_amount")
    ((customers, *amounts),) = ask(
        refreshed.published,
        f"""select count(*), {", ".join(f"sum({name})" for name in names)}
        from customer_lifetime_value""",
    )
    assert tab.text('[data-figure="value_parts.customers"]') == f"{customers:,}"
    for name, amount in zip(names, amounts, strict=True):
        told = tab.text(f'[data-figure="value_parts.{name}"]')
        assert told == money(amount).removesuffix(".00"), name


def test_health_is_the_marts(tab: Tab, refreshed: Refreshed) -> None:
    tab.go("health")
    rows = ask(
        refreshed.published,
        """select calendar_month, is_complete, churn_rate, retention_rate, sales_amount
        from churn_monitor order by calendar_month desc""",
    )
    assert len(rows) > 1
    shown = [[*row[:4], row[9]] for row in tab.table("health_monitor")]
    assert shown == [
        [f"{month:%Y-%m}", "yes" if is_over else "no", percent(churn), percent(kept), money(sales)]
        for month, is_over, churn, kept, sales in rows
    ]


def test_a_group_is_chosen_for_charts_too(tab: Tab, refreshed: Refreshed) -> None:
    tab.go("overview")
    tab.choose("#group", "Year of first purchase: 2023")
    tab.wait()
    open_figures(tab, "overview")
    rows = ask(
        refreshed.published,
        """select period_start_date, churn_rate from retention_by_period
        where period_grain_code = 'month' and group_code = 'cohort_year' and group_value = '2023'
        and is_complete order by period_start_date""",
    )
    told = {row[0]: row[-1] for row in tab.table("overview_churn")}
    tab.choose("#group", "All customers")
    tab.wait()
    assert told == {f"{month:%Y-%m}": percent(rate) for month, rate in rows}


def test_a_table_is_saved_as_csv_whole_and_harmless(
    tab: Tab, refreshed: Refreshed, tmp_path: Path
) -> None:
    tab.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    tab.go("value")
    tab.click('[data-csv="value_customers"]')
    saved = tmp_path / "value_customers.csv"
    until = time.monotonic() + PATIENCE_SECONDS
    while not saved.exists():
        assert time.monotonic() < until, "nothing was saved"
        time.sleep(0.05)
    with saved.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    harmless = {f"'{text}" if text.startswith("=") else text for text in CUSTOMERS}
    assert {row["customer_id"] for row in rows} == harmless
    ((total,),) = ask(
        refreshed.published, "select sum(lifetime_value_amount) from customer_lifetime_value"
    )
    assert sum(Decimal(row["lifetime_value_amount"]) for row in rows) == total


def test_keys_alone_reach_and_sort(tab: Tab) -> None:
    tab.go("quality")
    tab.driver.execute_script(
        "document.activeElement.blur(); getSelection().empty(); scrollTo(0, 0)"
    )
    tab.driver.refresh()
    tab.wait()
    tab.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert tab.ask("document.activeElement.className") == "skip"
    tab.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert tab.ask("document.activeElement.id") == "main"
    tab.go("quality")
    heads = 'table[data-block="quality_marts"] thead button'
    tab.driver.execute_script("document.querySelector(arguments[0]).focus()", heads)
    tab.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert tab.ask("tip.hidden") is False
    tab.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert tab.ask("document.activeElement.parentElement.getAttribute('aria-sort')") == "descending"
    tab.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert tab.ask("tip.hidden") is True


def test_every_page_is_in_chinese(tab: Tab) -> None:
    tab.go("overview")
    tab.click("#language")
    tab.wait()
    told = []
    for page in PAGES:
        open_figures(tab, page)
        told += tab.ask(
            """[...document.querySelectorAll("main :is(h3, dt, th, summary, .note, .scope)")]
            .map((one) => one.textContent)"""
        )
    tab.click("#language")
    tab.wait()
    assert len(told) > len(PAGES)
    assert sorted({text for text in told if not re.search(r"[\u4e00-\u9fff]", text)}) == []


def test_a_phone_shows_it_without_scrolling_sideways(refreshed: Refreshed) -> None:
    with opened(refreshed.warehouse / "report" / "index.html") as page:
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", AS_PHONE)
        for name in [*PAGES, "definitions"]:
            page.go(name)
            assert page.ask("innerWidth") == AS_PHONE["width"], name
            assert page.ask("document.documentElement.scrollWidth") <= AS_PHONE["width"], name


def test_paper_holds_figures_and_no_controls(refreshed: Refreshed) -> None:
    with opened(refreshed.warehouse / "report" / "index.html") as page:
        page.ask("everyPage()")
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        shown = page.ask(
            """((selector) => [...document.querySelectorAll(selector)]
            .filter((one) => one.checkVisibility()).length)(arguments[0])""",
            "nav, .controls, .tools, details:not([open]), #tip",
        )
        assert shown == 0
        assert (
            page.ask(
                """[...document.querySelectorAll("main .page h2")]
            .filter((one) => one.checkVisibility()).length"""
            )
            == len(PAGES) + 1
        )
        clipped = page.ask(
            """[...document.querySelectorAll("main .scroll")]
            .filter((one) => getComputedStyle(one).overflow !== "visible").length"""
        )
        assert clipped == 0
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        paper = page.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(paper["data"])
    assert len(re.findall(rb"/Type /Page\b", pdf)) > len(PAGES)
