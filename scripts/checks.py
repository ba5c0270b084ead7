"""Expectations: rules from seeds, measures from DuckDB, the verdict of Great Expectations.

Measures are taken in one pass of SQL per table; what is judged is a small table of measures,
however large the data are.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rich.console import Console

from scripts.steps import Step, StepError
from scripts.workers import ROOT, Worker

RULES = ROOT / "seeds" / "rules"
CHECKS = "checks"
SHOWN = 3

# A thing that is measured: table_name, column_name (empty for the table itself), and its measures.
Subject = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """An expectation that was not met, with what was found and what can be done about it."""

    code: str
    severity: Literal["error", "warning", "alert"]
    found: str
    remedy: str

    def __str__(self) -> str:
        """Say what was found, and what to do."""
        return f"{self.found} ({self.code}). {self.remedy}."


@dataclass(frozen=True)
class Verdict:
    """What came of judging a suite of expectations."""

    expectation_count: int
    findings: list[Finding]
    docs: Path

    @property
    def held_count(self) -> int:
        """Expectations that held."""
        return self.expectation_count - len(self.findings)

    @property
    def errors(self) -> list[Finding]:
        """Findings that stop the run."""
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def warnings(self) -> list[Finding]:
        """Findings that are shown and stop nothing."""
        return [finding for finding in self.findings if finding.severity != "error"]

    @property
    def alerts(self) -> list[Finding]:
        """Of the warnings, those that somebody is to be told of."""
        return [finding for finding in self.findings if finding.severity == "alert"]


def rows_of_rule(name: str) -> list[dict[str, str]]:
    """The rows of a seed of `seeds/rules`, as text."""
    with (RULES / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def start_checks(warehouse: Path) -> Worker:
    """Start the process that judges, so that its imports run while other work is done."""
    folder = warehouse.resolve() / CHECKS
    log = warehouse / "logs" / "gx_worker.log"
    return Worker("scripts.gx_worker", str(folder), log=log)


def judge(
    gx: Worker,
    suite: str,
    subjects: list[Subject],
    step: Step,
    failure: type[Exception] = StepError,
) -> Verdict:
    """Hold the measures of `subjects` against the rules in the seed `<suite>_expectations`.

    Great Expectations does it, and writes its Data Docs. Raises `failure` on an error among the
    findings; warnings come back.
    """
    rules = [
        {
            **rule,
            "lowest": float(rule["lowest"]) if rule["lowest"] else None,
            "highest": float(rule["highest"]) if rule["highest"] else None,
        }
        for rule in rows_of_rule(f"{suite}_expectations")
    ]
    answer = gx.ask({"suite": suite, "subjects": subjects, "rules": rules})
    findings = [
        Finding(found["code"], found["severity"], _describe(found), found["remedy"])
        for found in answer["findings"]
    ]
    verdict = Verdict(len(rules), findings, Path(answer["docs"]))
    if verdict.errors:
        told = " ".join(str(finding) for finding in verdict.errors[:SHOWN])
        raise failure(f"{told} All that was checked: {verdict.docs}.")
    step.detail = f"{verdict.held_count} expectations held"
    if verdict.warnings:
        step.detail += f", {len(verdict.warnings)} warned"
    return verdict


def show_verdict(verdict: Verdict, step: Step) -> None:
    """Print what held and what did not, and where all of it can be read."""
    console = Console(highlight=False)
    for finding in verdict.warnings:
        console.print(f"Warning: {finding}", style="yellow", markup=False)
    console.print(f"{step.detail}; {verdict.docs}", soft_wrap=True)


def _describe(found: dict[str, Any]) -> str:
    """What was found, like `orders.amount has unreadable_share 0.75, at most 0.5 is expected`."""
    if not found["offenders"]:
        return f"{found['measure']} could not be judged: {found['reason']}"
    limits = [
        f"{word} {found[side]:g}"
        for side, word in (("lowest", "at least"), ("highest", "at most"))
        if found[side] is not None
    ]
    told = [
        f"{'.'.join(part for part in (offender['table_name'], offender['column_name']) if part)}"
        f" has {found['measure']} {offender['value']:g}"
        for offender in found["offenders"]
    ]
    more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return f"{', '.join(told[:SHOWN])}{more}, {' and '.join(limits)} is expected"
