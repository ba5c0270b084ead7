"""A page in headless Chromium; tests that want it skip where no browser is installed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

# As root and on a machine without a screen; the browser asks nothing of the network.
FLAGS = [
    *["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"],
    *["--disable-background-networking", "--disable-component-update", "--disable-quic"],
    *["--window-size=1400,1000", "--hide-scrollbars", "--lang=en-GB"],
]
PATIENCE_SECONDS = 20


class Tab:
    """One page and what it says."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def ask(self, script: str, *arguments: Any) -> Any:
        """The value of an expression in the page."""
        return self.driver.execute_script(f"return {script}", *arguments)

    def go(self, page: str) -> None:
        """Turn to a page of the dashboard and wait until its charts are drawn."""
        self.driver.execute_script(
            "document.documentElement.removeAttribute('data-ready');"
            "if (location.hash === '#' + arguments[0]) show(); else location.hash = arguments[0];",
            page,
        )
        self.wait()

    def wait(self) -> None:
        """Wait until a page has been drawn."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.ask("document.documentElement.getAttribute('data-ready')") is None:
            assert time.monotonic() < until, "the page was not drawn in time"
            time.sleep(0.02)

    def click(self, selector: str) -> None:
        """Press what the selector finds first, as a script does."""
        self.driver.execute_script("document.querySelector(arguments[0]).click()", selector)

    def choose(self, selector: str, text: str) -> None:
        """Choose the option of a list that reads `text`."""
        self.driver.execute_script(
            """const list = document.querySelector(arguments[0]);
            list.selectedIndex = [...list.options].findIndex((one) => one.text === arguments[1]);
            list.dispatchEvent(new Event("change"));""",
            selector,
            text,
        )

    def text(self, selector: str) -> str:
        """The text of the first element that is found."""
        return str(self.ask("document.querySelector(arguments[0]).textContent", selector))

    def table(self, block: str) -> list[list[str]]:
        """The rows of a table as they are read."""
        rows: list[list[str]] = self.ask(
            """[...document.querySelectorAll(`table[data-block="${arguments[0]}"] tbody tr`)]
            .map((row) => [...row.cells].map((cell) => cell.textContent))""",
            block,
        )
        return rows

    def column(self, block: str, place: int) -> list[str]:
        """One column of a table as it is read."""
        return [row[place] for row in self.table(block)]

    def complaints(self) -> list[str]:
        """What the console of the browser has noted since it was last asked."""
        log: Any = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [str(entry["message"]) for entry in log]


def is_installed() -> bool:
    """True where Chromium and its driver are to be had."""
    return all(shutil.which(name) for name in ("chromium", "chromedriver"))


@contextmanager
def opened(file: Path, *flags: str) -> Iterator[Tab]:
    """Open a file as a person does, from the file system; skip where there is no browser."""
    if not is_installed():
        pytest.skip("Chromium is not installed: apt-get install chromium chromium-driver")
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, *flags):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        driver.get(file.as_uri())
        tab = Tab(driver)
        tab.wait()
        yield tab
    finally:
        driver.quit()
