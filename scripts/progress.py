"""A line per step: moving on a terminal, plain where the output goes to a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from scripts.steps import Show, Step


class _Moving:
    """Steps on a terminal: a spinner, a bar where parts are counted, the time so far."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[int, TaskID] = {}

    def begin(self, step: Step) -> None:
        """Add a line for the step."""
        self._tasks[id(step)] = self._progress.add_task(step.name, total=None, detail="")

    def move(self, step: Step, done: int, total: int) -> None:
        """Move the bar."""
        detail = f"{done} of {total}"
        self._progress.update(self._tasks[id(step)], completed=done, total=total, detail=detail)

    def end(self, step: Step) -> None:
        """Fill the bar and say what was done; leave it where it stopped if the step failed."""
        task = self._tasks[id(step)]
        if step.is_passed:
            self._progress.update(task, completed=1, total=1, detail=step.detail)
        else:
            self._progress.update(task, detail="failed")
        self._progress.stop_task(task)


class _Plain:
    """Steps in a log: a line for each when it has ended."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def begin(self, step: Step) -> None:
        """Say nothing yet."""

    def move(self, step: Step, done: int, total: int) -> None:
        """Say nothing yet."""

    def end(self, step: Step) -> None:
        """Say what was done in what time."""
        outcome = step.detail if step.is_passed else "failed"
        self._console.print(Text(f"{step.name:<12} {step.seconds:6.1f} s  {outcome}"))


@contextmanager
def progress_on(console: Console) -> Iterator[Show]:
    """Show steps on a console, in the way it can."""
    if not console.is_terminal:
        yield _Plain(console)
        return
    columns = (
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description:<12}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("{task.fields[detail]}", markup=False),
    )
    with Progress(*columns, console=console) as progress:
        yield _Moving(progress)
