"""What a build has passed, tied to the very file that passed it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.publication import Publication
from scripts.steps import BUILD, StepError

RECORD = Path("checks") / "passed.json"
NEEDED = {"build": "python -m scripts.build", "marts": "python -m scripts.check_marts"}


def note(warehouse: Path, step: str, count: int) -> None:
    """Note that the build, as its file is now, has passed so many tests or checks of a step."""
    record = warehouse / RECORD
    notes = _notes(warehouse)
    notes[step] = {"count": count, "state": _state(warehouse)}
    record.parent.mkdir(exist_ok=True)
    fresh = record.with_suffix(".new")
    fresh.write_text(json.dumps(notes), encoding="utf-8")
    fresh.replace(record)


def counts(warehouse: Path) -> dict[str, int]:
    """How much this build has passed, by step; raise StepError where a step is missing."""
    notes = _notes(warehouse)
    for step, command in NEEDED.items():
        if notes.get(step, {}).get("state") != _state(warehouse):
            raise StepError(f"this build has not been checked; run `{command}` {warehouse} first.")
    return {step: int(entry["count"]) for step, entry in notes.items()}


def counts_or_published(
    warehouse: Path, history: list[Publication]
) -> tuple[dict[str, int], StepError | None]:
    """What this build has passed, or else what the published version has, and why to refuse it.

    A publication that is killed in its last moment, before `kept` is through, leaves a build that
    has passed as another file. It need not be refused if its marts are the published ones.
    """
    try:
        return counts(warehouse), None
    except StepError as refusal:
        if not history or not {*NEEDED} <= {*_notes(warehouse)}:
            raise
        last = history[-1]
        return {"marts": last.passed_check_count, "build": last.passed_test_count}, refusal


@contextmanager
def kept(warehouse: Path) -> Iterator[None]:
    """Let what a build has passed count on after a write that touches nothing it was about."""
    valid = {
        step: entry["count"]
        for step, entry in _notes(warehouse).items()
        if entry["state"] == _state(warehouse)
    }
    yield
    for step, count in valid.items():
        note(warehouse, step, count)


def _notes(warehouse: Path) -> dict[str, Any]:
    """What is noted so far; nothing where the record is no such thing: then all is done again."""
    try:
        notes = json.loads((warehouse / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _state(warehouse: Path) -> list[int]:
    """Size and time of change of the build's file: any write changes it."""
    file = (warehouse / BUILD).stat()
    return [file.st_size, file.st_mtime_ns]
