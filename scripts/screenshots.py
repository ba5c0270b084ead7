"""Photographs of the dashboard for the README, taken by headless Chromium."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from scripts.contract import InputError
from scripts.dashboard.page import REPORT
from scripts.steps import StepError, plain_errors
from scripts.workers import ROOT

PICTURES = ROOT / "docs" / "pictures"
PAGES = ("overview", "retention", "warnings", "value", "segments")
SIZE = "1280,860"
PATIENCE_SECONDS = 20
LOADS = 5
FLAGS = [
    *["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"],
    *["--disable-background-networking", "--disable-component-update", "--disable-quic"],
    *[f"--window-size={SIZE}", "--hide-scrollbars", "--lang=en-GB"],
]


@contextmanager
def _browser() -> Iterator[Any]:
    """A headless Chromium; raises StepError where there is none."""
    from selenium.webdriver import Chrome, ChromeOptions  # a dependency of developers only
    from selenium.webdriver.chrome.service import Service

    browser, driver_file = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and driver_file):
        raise StepError("Chromium is not installed: apt-get install chromium chromium-driver")
    options = ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(flag)
    driver = Chrome(options=options, service=Service(driver_file))
    try:
        yield driver
    finally:
        driver.quit()


def _page(warehouse: Path) -> Path:
    page = (warehouse / REPORT).resolve()
    if not page.exists():
        raise InputError(f"there is no {page}; run `python -m scripts.refresh` first.")
    return page


def _wait(driver: Any, name: str) -> None:
    """Wait until a page of the dashboard is drawn and answers."""
    until = time.monotonic() + PATIENCE_SECONDS
    ready = "return document.documentElement.getAttribute('data-ready')"
    while driver.execute_script(ready) != name and time.monotonic() < until:
        time.sleep(0.05)


def photograph(warehouse: Path, folder: Path) -> list[Path]:
    """Write a picture of each of the main pages into a folder.

    Raises InputError where there is no dashboard, StepError where there is no Chromium.
    """
    page = _page(warehouse)
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with _browser() as driver:
        for name in PAGES:
            driver.get(f"{page.as_uri()}#{name}")
            driver.refresh()
            _wait(driver, name)
            taken.append(folder / f"{name}.png")
            driver.save_screenshot(str(taken[-1]))
    return taken


def load_seconds(warehouse: Path) -> list[float]:
    """Seconds from the start of loading until the first page is drawn and answers, by load.

    Each load has a browser of its own, with nothing in its cache.
    """
    page = _page(warehouse)
    seconds = []
    for _ in range(LOADS):
        with _browser() as driver:
            driver.get(page.as_uri())
            _wait(driver, PAGES[0])
            told = driver.execute_script(
                "return performance.getEntriesByName('ready')[0].startTime"
            )
            seconds.append(told / 1000)
    return seconds


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the result.")],
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.")] = PICTURES,
) -> None:
    """Photograph the pages of WAREHOUSE/report/index.html for the README, and time its loading."""
    with plain_errors("No pictures"):
        for picture in photograph(warehouse, folder):
            size = picture.stat().st_size / 1e3
            Console().print(f"{picture}: {size:.0f} kB", highlight=False, soft_wrap=True)
        seconds = load_seconds(warehouse)
        Console().print(
            f"{_page(warehouse).stat().st_size / 1e6:.1f} MB answer after"
            f" {statistics.median(seconds):.2f} s (median of {LOADS} loads, the slowest"
            f" {max(seconds):.2f} s)",
            highlight=False,
        )


if __name__ == "__main__":
    typer.run(main)
