"""What the steps of a refresh share: how they fail, are timed and are shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import duckdb
import typer
from rich.console import Console

from scripts.contract import InputError

BUILD = "build.duckdb"
PUBLISHED = "marts.duckdb"

# Exit codes, the same for every command.
FAILED = 1
BAD_INPUT = 2
BUSY = 3
INTERRUPTED = 130


class StepError(Exception):
    """A step could not do its part; the message says what is wrong and what to do about it."""


class BusyError(StepError):
    """Another run is at work in the same warehouse."""


@dataclass
class Step:
    """A step that was run: its name, what it did in a few words, and how long it took."""

    name: str
    detail: str = ""
    seconds: float = 0.0
    is_passed: bool = False


class Show(Protocol):
    """Whoever wants to see how a step is getting on."""

    def begin(self, step: Step) -> None:
        """A step begins."""

    def move(self, step: Step, done: int, total: int) -> None:
        """A step has done so many of its parts."""

    def end(self, step: Step) -> None:
        """A step has ended, well or not."""


class Silent:
    """Shows nothing."""

    def begin(self, step: Step) -> None:
        """Show nothing."""

    def move(self, step: Step, done: int, total: int) -> None:
        """Show nothing."""

    def end(self, step: Step) -> None:
        """Show nothing."""


@contextmanager
def timed(name: str, steps: list[Step], show: Show) -> Iterator[Step]:
    """Run a block as a step: listed, shown and timed in seconds of wall clock."""
    step = Step(name)
    steps.append(step)
    show.begin(step)
    started = time.perf_counter()
    try:
        yield step
        step.is_passed = True
    finally:
        step.seconds = round(time.perf_counter() - started, 3)
        show.end(step)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Raise what the system or the database refuses as StepError, and Ctrl-C as what it was.

    DuckDB makes an error of its own of a Ctrl-C in the midst of a query.
    """
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        raise StepError(f"the operating system refused: {error.strerror}{place}.") from error
    except (duckdb.Error, RuntimeError) as error:
        said = str(error).splitlines()[0] if str(error) else ""
        if said == "Query interrupted" or isinstance(error, duckdb.InterruptException):
            raise KeyboardInterrupt from error
        if isinstance(error, duckdb.Error):
            raise StepError(f"the database refused: {' '.join(str(error).split())}") from error
        raise


@contextmanager
def plain_errors(what: str) -> Iterator[None]:
    """Turn the failures that a user can cause into one paragraph and an exit code."""
    try:
        with refusals_told():
            yield
    except (InputError, StepError) as error:
        Console(stderr=True).print(f"{what}: {error}", style="red", markup=False, highlight=False)
        raise typer.Exit(exit_code(error)) from error
    except KeyboardInterrupt:
        Console(stderr=True).print("Stopped; what was published before is untouched.")
        raise typer.Exit(INTERRUPTED) from None


def exit_code(error: Exception) -> int:
    """The exit code of a failure: 2 for input to be mended, 3 for a second run, 1 for the rest."""
    if isinstance(error, InputError):
        return BAD_INPUT
    return BUSY if isinstance(error, BusyError) else FAILED
