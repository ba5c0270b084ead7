"""The dashboard in a browser: it says what the marts say, and does what its controls promise."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from browser import Tab, opened
from refreshed import HOSTILE, Refreshed, ask
from scripts.dashboard.pages import pages

PAGES = [*(page.id for page in pages()), "definitions"]
INTERACTIVE_SECONDS = 2.0


@pytest.fixture(scope="module")
def tab(refreshed: Refreshed) -> Iterator[Tab]:
    with opened(refreshed.warehouse / "report" / "index.html") as page:
        yield page


def tile(tab: Tab, name: str) -> str:
    return tab.text(f'[data-figure="{name}"]')


def test_every_page_is_drawn_without_a_complaint(tab: Tab) -> None:
    for page in PAGES:
        tab.go(page)
        assert tab.ask("document.querySelectorAll('main section').length") > 0, page
        waiting = tab.ask("document.querySelectorAll('.chart:not([data-drawn])').length")
        assert waiting == 0, page
    assert tab.complaints() == []


def test_the_page_answers_within_two_seconds(refreshed: Refreshed) -> None:
    with opened(refreshed.warehouse / "report" / "index.html") as page:
        milliseconds = page.ask("performance.getEntriesByName('ready')[0].startTime")
        assert 0 < milliseconds / 1000 < INTERACTIVE_SECONDS


def test_headline_figures_are_those_of_the_marts(tab: Tab, refreshed: Refreshed) -> None:
    tab.go("overview")
    ((customers, revenue),) = ask(
        refreshed.published, "select count(*), sum(revenue_amount) from customers"
    )
    assert tile(tab, "overview_customers.customers") == f"{customers:,}"
    assert tile(tab, "overview_customers.revenue_amount") == f"{revenue:,.2f}"
    ((month, churn, opening),) = ask(
        refreshed.published,
        """select period_start_date, churn_rate, opening_customers from retention_by_period
        where period_grain_code = 'month' and group_code = 'all' and is_complete
        order by period_start_date desc limit 1""",
    )
    assert tile(tab, "overview_retention.calendar_month") == f"{month:%Y-%m}"
    assert tile(tab, "overview_retention.opening_customers") == f"{opening:,}"
    expected = "–" if churn is None else f"{100 * churn:.1f} %"
    assert tile(tab, "overview_retention.churn_rate") == expected


def test_the_list_of_warnings_is_the_marts(tab: Tab, refreshed: Refreshed) -> None:
    tab.go("warnings")
    expected = ask(
        refreshed.published,
        """select cast(priority_number as varchar), customer_id from customer_warnings
        where is_warning order by priority_number""",
    )
    assert [tuple(row[:2]) for row in tab.table("warnings_list")] == expected
    tiers = ask(
        refreshed.published,
        "select format('{:,}', count(*)) from customer_warnings group by warning_tier_code",
    )
    assert sorted(tab.column("overview_tiers", 1)) == sorted(count for (count,) in tiers)


def test_reconciled_money_is_the_marts(tab: Tab, refreshed: Refreshed) -> None:
    tab.go("quality")
    expected = ask(
        refreshed.published,
        """select format('{:,}', cast(sum(row_count) as bigint)) from reconciliation
        where outcome_code <> 'accepted' group by outcome_code""",
    )
    assert sorted(tab.column("quality_reasons", 2)) == sorted(count for (count,) in expected)


def test_segments_are_the_marts(tab: Tab, refreshed: Refreshed) -> None:
    tab.go("segments")
    tab.choose('[data-pick="segments_summary"]', "ABC by customers")
    expected = ask(
        refreshed.published,
        """select upper(segment_code), format('{:,}', customers) from segment_summary
        where segmentation_code = 'abc_class'""",
    )
    assert sorted((row[0], row[1]) for row in tab.table("segments_summary")) == sorted(expected)


def test_a_group_is_chosen_for_all_figures_that_have_groups(tab: Tab, refreshed: Refreshed) -> None:
    tab.go("overview")
    tab.choose("#group", "Year of first purchase: 2023")
    tab.wait()
    ((customers,),) = ask(
        refreshed.published,
        """select active_customers from retention_by_period
        where period_grain_code = 'month' and group_code = 'cohort_year' and group_value = '2023'
        and is_complete order by period_start_date desc limit 1""",
    )
    assert tile(tab, "overview_retention.active_customers") == f"{customers:,}"
    assert "all customers" in tab.text('section[data-block="overview_customers"] .scope')
    tab.choose("#group", "All customers")
    tab.wait()


def test_tables_sort_by_value_and_keep_the_absent_last(tab: Tab) -> None:
    tab.go("quality")
    heads = 'table[data-block="quality_marts"] thead button'
    tab.driver.execute_script("document.querySelectorAll(arguments[0])[1].click()", heads)
    rows = [int(text.replace(",", "")) for text in tab.column("quality_marts", 1)]
    assert rows == sorted(rows, reverse=True)
    assert rows[0] != rows[-1]
    tab.driver.execute_script("document.querySelectorAll(arguments[0])[1].click()", heads)
    assert [int(text.replace(",", "")) for text in tab.column("quality_marts", 1)] == rows[::-1]
    absent = tab.ask("sorted([[null], [2], [null], [10]], 0, true)")
    assert absent == [[10], [2], [None], [None]]


def test_csv_holds_plain_values_and_no_formula(tab: Tab) -> None:
    saved = tab.ask(
        "asCsv([{name: 'a', place: 0}, {name: 'b', place: 1}], arguments[0])",
        [["=1+1", -2.5], ['say "hi", you', None]],
    )
    assert saved == 'a,b\r\n\'=1+1,-2.5\r\n"say ""hi"", you",\r\n'


def test_hostile_customers_are_text_and_nothing_else(tab: Tab) -> None:
    tab.driver.execute_script("window.alert = () => { window.harmed = true; }")
    made = tab.ask(
        """table(store.pages[0].blocks[0], {columns: ["customer_id"], rows: []},
        arguments[0].map((one) => [one])).innerText""",
        HOSTILE,
    )
    for text in HOSTILE:
        assert text.splitlines()[0] in made
    assert tab.ask("window.harmed") is None
    shown = tab.ask("['constructor', '__proto__', 'toString'].map((one) => named(one))")
    assert shown == ["Constructor", "  proto  ", "ToString"]


def test_a_definition_is_one_step_from_its_figure(tab: Tab) -> None:
    tab.go("overview")
    tab.driver.execute_script(
        """[...document.querySelectorAll('dt[data-def]')]
        .find((one) => one.textContent === 'Churn rate').focus()"""
    )
    told = tab.text("#tip")
    assert "lost ÷ opening" in told
    assert "retention_by_period.churn_rate" in told
    assert "As of" in told
    assert tab.ask("document.getElementById('tip').hidden") is False


def test_words_turn_chinese_and_back(tab: Tab) -> None:
    tab.go("retention")
    tab.click("#language")
    tab.wait()
    assert tab.text("nav a[aria-current]") == "留存"
    assert tab.ask("document.documentElement.lang") == "zh-CN"
    tab.click("#language")
    tab.wait()
    assert tab.text("nav a[aria-current]") == "Retention"


def test_people_without_eyes_or_mouse_can_use_it(tab: Tab) -> None:
    for page in PAGES:
        tab.go(page)
        unnamed = tab.ask(
            """[...document.querySelectorAll('button, select, input, a, section')].filter((one) =>
            !(one.getAttribute('aria-label') || one.textContent.trim()
              || (one.closest('label') && one.closest('label').textContent.trim()))).length"""
        )
        assert unnamed == 0, page
        assert tab.ask("[...document.querySelectorAll('table')].every((one) => one.caption)"), page
        assert tab.ask("[...document.querySelectorAll('.chart')].every((one) => one.ariaLabel)"), (
            page
        )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(tab: Tab, theme: str) -> None:
    if tab.ask("view.theme") != theme:
        tab.click("#theme")
        tab.wait()
    ratios = tab.ask(
        """((names) => {
          const parts = (name) => colour(name).match(/\\w\\w/g)
            .map((two) => parseInt(two, 16) / 255);
          const light = (name) => parts(name)
            .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
            .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
          return names.map(([ink, ground]) => {
            const [low, high] = [light(ink), light(ground)].sort((one, other) => one - other);
            return (high + 0.05) / (low + 0.05);
          });
        })(arguments[0])""",
        [
            *zip(["ink", "soft", "accent"], ["card"] * 3, strict=True),
            ["soft", "page"],
            ["ink", "head"],
        ],
    )
    assert min(ratios) >= 4.5


def test_print_holds_every_page(tab: Tab) -> None:
    tab.driver.execute_script("window.print = () => { window.printed = main.children.length; }")
    tab.click("#print")
    until = time.monotonic() + INTERACTIVE_SECONDS * 10
    while tab.ask("window.printed") is None and time.monotonic() < until:
        time.sleep(0.05)
    assert tab.ask("window.printed") == len(PAGES)
    tab.wait()
