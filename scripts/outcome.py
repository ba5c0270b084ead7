"""What came of a refresh, as a screen, as JSON and as a line of the log of runs."""

from __future__ import annotations

import datetime
import json
import resource
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from scripts.checks import Verdict
from scripts.report import Summary, print_summary
from scripts.steps import Step

SLOWEST = 15


@dataclass
class Outcome:
    """What a refresh did, as far as it came; `version` is null where nothing was published."""

    input_folder: Path
    warehouse: Path
    steps: list[Step] = field(default_factory=list)
    ignored_files: dict[str, str] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    nodes: list[dict[str, Any]] = field(default_factory=list)
    version: int | None = None
    published_file: Path | None = None
    dashboard: Path | None = None
    summary: Summary = field(default_factory=dict)
    error: str | None = None
    exit_code: int = 0

    @property
    def warnings(self) -> list[str]:
        """What was found and does not stop a publication."""
        return [str(finding) for verdict in self.verdicts for finding in verdict.warnings]

    @property
    def alerts(self) -> list[str]:
        """Of the warnings, those that somebody is to be told of."""
        return [str(finding) for verdict in self.verdicts for finding in verdict.alerts]

    def fail(self, error: str, exit_code: int) -> None:
        """Note why the run ended."""
        self.error, self.exit_code = error, exit_code


def as_dictionary(outcome: Outcome) -> dict[str, Any]:
    """The outcome as data, for programs."""
    return {
        "status": "failed" if outcome.error else "published",
        "exit_code": outcome.exit_code,
        "error": outcome.error,
        "failed_step": next((step.name for step in outcome.steps if not step.is_passed), None),
        "version": outcome.version,
        "published_file": str(outcome.published_file) if outcome.published_file else None,
        "dashboard": str(outcome.dashboard) if outcome.dashboard else None,
        "warnings": outcome.warnings,
        "alerts": outcome.alerts,
        "ignored_files": outcome.ignored_files,
        "steps": [vars(step) for step in outcome.steps],
        "summary": outcome.summary,
    }


def profile_of(outcome: Outcome) -> dict[str, Any]:
    """Time and memory: CPU seconds of the main process and its helpers, peak memory in bytes."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "cpu_seconds": round(own.ru_utime + own.ru_stime, 3),
        "helper_cpu_seconds": round(helpers.ru_utime + helpers.ru_stime, 3),
        "peak_memory_bytes": own.ru_maxrss * 1024,
        "largest_helper_peak_memory_bytes": helpers.ru_maxrss * 1024,
        "nodes": [
            {name: node[name] for name in ("name", "kind", "status", "seconds")}
            for node in sorted(outcome.nodes, key=lambda node: -node["seconds"])
        ],
    }


def as_json(outcome: Outcome, with_profile: bool) -> str:
    """The outcome as one JSON object."""
    extra = {"profile": profile_of(outcome)} if with_profile else {}
    return json.dumps({**as_dictionary(outcome), **extra}, default=_plain)


def keep_log(outcome: Outcome) -> None:
    """Add the outcome to the log of runs, a line of JSON each."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    line = json.dumps({"ended_at": now, **as_dictionary(outcome)}, default=_plain)
    with (outcome.warehouse / "logs" / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


def print_outcome(outcome: Outcome, console: Console, errors: Console) -> None:
    """Show on one screen what was found, or why nothing was published."""
    for name, advice in outcome.ignored_files.items():
        errors.print(f"Not loaded: {name}: {advice}", style="yellow", markup=False)
    for warning in outcome.warnings:
        errors.print(f"Warning: {warning}", style="yellow", markup=False, highlight=False)
    if outcome.error:
        text = f"Not published: {outcome.error} What was published before is untouched."
        if outcome.version:
            text = f"Published as version {outcome.version}, but not reported: {outcome.error}"
        errors.print(text, style="red", markup=False, highlight=False, soft_wrap=True)
        return
    print_summary(outcome.summary, console)
    console.print(
        f"Dashboard {outcome.dashboard} · marts {outcome.published_file}"
        f" · checks {outcome.verdicts[-1].docs}",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def print_profile(outcome: Outcome, console: Console) -> None:
    """Show where time and memory went."""
    profile = profile_of(outcome)
    grid = Table("model or test", "kind", title=f"Slowest {SLOWEST} of dbt's nodes", box=None)
    grid.add_column("seconds", justify="right")
    for node in profile["nodes"][:SLOWEST]:
        grid.add_row(node["name"], node["kind"], f"{node['seconds']:.2f}")
    console.print(grid)
    console.print(
        f"CPU {profile['cpu_seconds']:.1f} s here and {profile['helper_cpu_seconds']:.1f} s in"
        f" helpers; peak memory {profile['peak_memory_bytes'] / 2**20:.0f} MiB here and"
        f" {profile['largest_helper_peak_memory_bytes'] / 2**20:.0f} MiB in the largest helper.",
        highlight=False,
    )


def _plain(value: Any) -> Any:
    """What JSON has no type for: money as a number, dates and paths as text."""
    return float(value) if isinstance(value, Decimal) else str(value)
