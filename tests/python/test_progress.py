"""How far a run is: moving and in colour on a terminal, a plain line for each step in a log."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from scripts.progress import progress_on
from scripts.steps import StepError, timed


def told(*, is_terminal: bool) -> str:
    """What two steps of a run leave, the second of which fails."""
    console = Console(file=io.StringIO(), force_terminal=is_terminal, width=100)
    with pytest.raises(StepError), progress_on(console) as show:
        with timed("load", [], show) as step:
            show.move(step, 1, 4)
            step.detail = "4 rows"
        with timed("build", [], show):
            raise StepError("no")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_log_has_a_plain_line_for_each_step() -> None:
    load, build = told(is_terminal=False).splitlines()
    assert load.split() == ["load", "0.0", "s", "4", "rows"]
    assert build.split() == ["build", "0.0", "s", "failed"]


def test_a_terminal_shows_bars_and_colours() -> None:
    text = told(is_terminal=True)
    assert "\x1b[" in text
    assert all(word in text for word in ("✓", "━", "4 rows", "failed"))
