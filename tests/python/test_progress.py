"""How far a run is: moving and in colour on a terminal, a plain line for each step in a log."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from scripts.progress import progress_on
from scripts.steps import Show, StepError, timed


def two_steps(show: Show) -> None:
    """Load, and fail to build."""
    with timed("load", [], show) as step:
        show.move(step, 1, 4)
        step.detail = "4 rows"
    with timed("build", [], show):
        raise StepError("no")


def told(*, is_terminal: bool) -> str:
    """What the two steps leave on a console."""
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=is_terminal, width=100)
    with progress_on(console) as show, pytest.raises(StepError):
        two_steps(show)
    return screen.getvalue()


def test_a_log_has_a_plain_line_for_each_step() -> None:
    load, build = told(is_terminal=False).splitlines()
    assert load.split() == ["load", "0.0", "s", "4", "rows"]
    assert build.split() == ["build", "0.0", "s", "failed"]


def test_a_terminal_shows_bars_and_colours() -> None:
    text = told(is_terminal=True)
    assert "\x1b[" in text
    assert all(word in text for word in ("✓", "━", "4 rows", "failed"))
