"""The methods page: every definition with its formula, source, an example and its edge cases.

It is put together from what the project is built of: the glossary, the macros and the unit tests.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console

from scripts.glossary import Term, terms
from scripts.workers import ROOT

PAGE = ROOT / "docs" / "methods.md"
SOURCES = ROOT / "docs" / "sources.yml"
MODELS = ROOT / "models"
LONGEST_EXAMPLE = 14
MOST_CASES = 8
COMMENT = re.compile(r"{#.*?#}\s*", re.DOTALL)

TOP = """\
# Methods

Every definition with its formula, its source, an example and its edge cases. `make methods`
puts this page together from the glossary, the macros and the unit tests that run in every build;
nothing here is written by hand, so it cannot say anything else than the code.

An example is a unit test: what goes in, and what has to come out. The edge cases are the names of
the others.
"""


@dataclass(frozen=True)
class Example:
    """A unit test: the belief it protects, the file it stands in, and its rows."""

    belief: str
    file: str
    given: dict[str, Any]
    expected: Any

    def knows(self, columns: Collection[str]) -> bool:
        """True where it expects a value of one of the columns."""
        rows = self.expected if isinstance(self.expected, list) else []
        return any(row.get(column) is not None for row in rows for column in columns)

    @property
    def lines(self) -> list[str]:
        """Its rows, a line each."""
        made = [line for name, rows in self.given.items() for line in _table(name, rows)]
        return [*made, *_table("expected", self.expected)]


def _table(name: str, rows: Any) -> list[str]:
    written = rows if isinstance(rows, list) else []
    return [f"{name}: " + ", ".join(f"{key} {told(row[key])}" for key in row) for row in written]


def told(value: Any) -> str:
    """A value of a unit test as it is read."""
    return (
        "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    )


@cache
def _files() -> dict[str, str]:
    found = sorted(MODELS.rglob("*.yml"))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found}


def examples() -> list[Example]:
    """Every unit test of the project."""
    return [
        Example(
            unit["name"],
            file,
            {_input(given["input"]): given.get("rows") for given in unit["given"]},
            unit["expect"].get("rows"),
        )
        for file, text in _files().items()
        for unit in (yaml.safe_load(text) or {}).get("unit_tests", [])
    ]


def _input(reference: str) -> str:
    return re.sub(r"\w+\('(.*)'\)", r"\1", reference).split("'")[-1]


def page() -> str:
    """The whole page."""
    sources = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    units = examples()
    parts = [TOP]
    idea = ""
    for term in terms():
        if term.idea != idea:
            idea = term.idea
            parts.append(f"## {idea.capitalize()}\n")
        parts.append(_section(term, units, sources.get(term.name, "")))
    return "\n".join(parts)


def _section(term: Term, units: list[Example], source: str) -> str:
    tests = [unit for unit in units if unit.knows({term.name})]
    tests = tests or [unit for unit in units if unit.knows(_columns_of(term.name))]
    short = [unit for unit in tests if len(unit.lines) <= LONGEST_EXAMPLE]
    best = min(short, key=lambda unit: len("".join(unit.lines)), default=None)
    lines = [f"### {term.name}\n", f"{term.english}\n", f"{term.chinese}\n"]
    formula = ROOT / "macros" / "metrics" / f"{term.name}.sql"
    if formula.exists():
        body = COMMENT.sub("", formula.read_text(encoding="utf-8")).strip()
        lines.append(f"```sql\n{body}\n```\n")
    if source:
        lines.append(f"Source: {source}\n")
    if best:
        shown = "\n".join(best.lines)
        lines.append(f"Example: {_sentence(best.belief)} (`{best.file}`)\n\n```\n{shown}\n```\n")
    others = [_sentence(unit.belief) for unit in tests if unit is not best][:MOST_CASES]
    if others:
        lines.append("Edge cases: " + " · ".join(others) + "\n")
    return "\n".join(lines)


def _sentence(belief: str) -> str:
    return belief.replace("_", " ")


@cache
def _columns_of(term: str) -> frozenset[str]:
    """Columns of marts whose definition the term is."""
    quoted = re.escape(f"doc('{term}')")
    marts = [text for file, text in _files().items() if file.startswith("models/marts/")]
    pattern = re.compile(rf"name: (\w+)[^\n]*(?:\n(?! *- )[^\n]*){{0,3}}?{quoted}")
    return frozenset(name for text in marts for name in pattern.findall(text))


def main(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")] = PAGE,
) -> None:
    """Write docs/methods.md from the glossary, the macros and the unit tests."""
    file.write_text(page(), encoding="utf-8")
    Console().print(f"{file}: {len(terms())} definitions", highlight=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
