"""Photographs of the dashboard for the README, taken by headless Chromium."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Annotated

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
FLAGS = [
    *["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"],
    *["--disable-background-networking", "--disable-component-update", "--disable-quic"],
    *[f"--window-size={SIZE}", "--hide-scrollbars", "--lang=en-GB"],
]


def photograph(warehouse: Path, folder: Path) -> list[Path]:
    """Write a picture of each of the main pages into a folder.

    Raises InputError where there is no dashboard, StepError where there is no Chromium.
    """
    from selenium.webdriver import Chrome, ChromeOptions  # a dependency of developers only
    from selenium.webdriver.chrome.service import Service

    page = (warehouse / REPORT).resolve()
    if not page.exists():
        raise InputError(f"there is no {page}; run `python -m scripts.refresh` first.")
    browser, driver_file = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and driver_file):
        raise StepError("Chromium is not installed: apt-get install chromium chromium-driver")
    options = ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(flag)
    folder.mkdir(parents=True, exist_ok=True)
    driver = Chrome(options=options, service=Service(driver_file))
    try:
        taken = []
        for name in PAGES:
            driver.get(f"{page.as_uri()}#{name}")
            driver.refresh()
            until = time.monotonic() + PATIENCE_SECONDS
            ready = "return document.documentElement.getAttribute('data-ready')"
            while driver.execute_script(ready) != name and time.monotonic() < until:
                time.sleep(0.05)
            taken.append(folder / f"{name}.png")
            driver.save_screenshot(str(taken[-1]))
    finally:
        driver.quit()
    return taken


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the result.")],
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.")] = PICTURES,
) -> None:
    """Photograph the pages of WAREHOUSE/report/index.html for the README."""
    with plain_errors("No pictures"):
        for picture in photograph(warehouse, folder):
            size = picture.stat().st_size / 1e3
            Console().print(f"{picture}: {size:.0f} kB", highlight=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
