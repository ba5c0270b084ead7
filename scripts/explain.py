"""What a term means and where it is made: definition, SQL, tests, lineage, from dbt's manifest."""

from __future__ import annotations

import contextlib
import difflib
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from dbt.artifacts.resources.types import NodeType
from dbt.cli.main import dbtRunner
from rich.console import Console
from rich.panel import Panel
from rich.syntax import Syntax
from rich.text import Text
from rich.tree import Tree

from scripts.contract import InputError
from scripts.steps import StepError, plain_errors
from scripts.workers import ROOT

DEEPEST = 3


@dataclass
class Explanation:
    """What is known about a term; paths are relative to the project."""

    term: str
    definitions: dict[str, str] = field(default_factory=dict)
    formula_file: str = ""
    models: list[Any] = field(default_factory=list)
    unit_tests: list[str] = field(default_factory=list)
    data_tests: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True where nothing has this name."""
        return not (self.definitions or self.formula_file or self.models)


def read_manifest() -> Any:
    """Have dbt read the project: always what the files say now. Raises StepError if it cannot."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        outcome = dbtRunner().invoke(
            ["parse", "--quiet", "--project-dir", str(ROOT), "--profiles-dir", str(ROOT)]
        )
    if not outcome.success:
        raise StepError(f"dbt cannot read the project: {outcome.exception or told.getvalue()}")
    return outcome.result


def explain(manifest: Any, term: str) -> Explanation:
    """Collect what the project says about a column, a metric, a model, a seed or a glossary term.

    Raises InputError with names like it where there is nothing of this name.
    """
    found = Explanation(term)
    nodes = [node for node in manifest.nodes.values() if node.package_name == "perennial"]
    for doc in manifest.docs.values():
        if doc.name == term and doc.package_name == "perennial":
            found.definitions[doc.original_file_path] = " ".join(doc.block_contents.split())
    models = [node for node in nodes if node.resource_type in (NodeType.Model, NodeType.Seed)]
    named = [node for node in models if node.name == term]
    found.models = named or sorted(
        (node for node in models if term in node.columns),
        key=lambda node: _publicity(node, _words(node, term) in found.definitions.values()),
    )
    for node in found.models:
        text = " ".join(node.description.split()) if named else _words(node, term)
        if text and text not in found.definitions.values():
            found.definitions[node.original_file_path] = text
    formula = Path("macros") / "metrics" / f"{term}.sql"
    found.formula_file = str(formula) if (ROOT / formula).exists() else ""
    found.unit_tests = sorted(
        test.name
        for test in manifest.unit_tests.values()
        if (test.model == term if named else _expects(test, term))
    )
    found.data_tests = sorted(
        _test_name(node)
        for node in nodes
        if node.resource_type == NodeType.Test and _mentions(node, term)
    )
    if found.is_empty:
        names = {name for node in models for name in (node.name, *node.columns)}
        near = difflib.get_close_matches(term, sorted(names), n=5)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise InputError(f"nothing here is called {term!r}.{hint}")
    return found


def _words(node: Any, column: str) -> str:
    return " ".join(node.columns[column].description.split())


def _publicity(node: Any, is_as_defined: bool) -> tuple[int, bool, str]:
    """Marts first, then what they are made of; first who means what the glossary says."""
    layer = node.original_file_path.split("/")[1]
    order = ["marts", "intermediate", "staging"]
    return (order.index(layer) if layer in order else len(order), not is_as_defined, node.name)


def _maker(found: Explanation) -> Any:
    """The model to trace back: the first that calls the formula, or else the first."""
    callers = [node for node in found.models if f"{found.term}(" in node.raw_code]
    return (callers or found.models)[0]


def _mentions(test: Any, term: str) -> bool:
    """True where a data test names the term in its SQL, or in the arguments of a generic one."""
    metadata = getattr(test, "test_metadata", None)
    told = (
        f"{test.raw_code} {getattr(test, 'column_name', '')} {metadata.kwargs if metadata else ''}"
    )
    return re.search(rf"\b{re.escape(term)}\b", told) is not None


def _test_name(test: Any) -> str:
    """Its own name; a generic test that was given none, by its kind and model."""
    metadata = getattr(test, "test_metadata", None)
    if metadata is None or not test.name.startswith(f"{metadata.name}_"):
        return str(test.name)
    return f"{metadata.name} of {str(test.attached_node).split('.')[-1]}"


def _expects(test: Any, term: str) -> bool:
    rows = test.expect.rows
    return any(term in row for row in rows) if isinstance(rows, list) else term in str(rows or "")


def lineage(manifest: Any, node: Any, depth: int = DEEPEST, told: set[str] | None = None) -> Tree:
    """What a model is made of, as a tree as deep as `depth`; each model opens up once."""
    told = set() if told is None else told
    is_new = node.unique_id not in told
    told.add(node.unique_id)
    tree = Tree(Text(node.name) + Text(f"  {node.original_file_path}", style="dim"))
    if not is_new or not depth:
        return tree
    for name in sorted(node.depends_on_nodes):
        below = manifest.nodes.get(name) or manifest.sources[name]
        if below.resource_type in (NodeType.Source, NodeType.Seed):
            kind = "handed over" if below.resource_type == NodeType.Source else "rule"
            tree.add(Text(below.name, style="green") + Text(f"  {kind}", style="dim"))
        else:
            tree.add(lineage(manifest, below, depth - 1, told))
    return tree


def show(manifest: Any, found: Explanation, console: Console) -> None:
    """Print the explanation."""
    for file, text in found.definitions.items():
        console.print(Panel(Text(text), title=Text(found.term), subtitle=Text(file)))
    if found.formula_file:
        console.print(Text(f"\nFormula  {found.formula_file}", style="bold"))
        code = (ROOT / found.formula_file).read_text(encoding="utf-8").rstrip()
        console.print(Syntax(code, "sql", background_color="default"))
    places = [f"{node.name}  ({node.original_file_path})" for node in found.models]
    _lines(console, "Stands in", places)
    _lines(console, "Unit tests", found.unit_tests)
    _lines(console, "Data tests", found.data_tests)
    if found.models and found.models[0].resource_type == NodeType.Model:
        console.print(Text("\nMade of", style="bold"))
        console.print(lineage(manifest, _maker(found)))


def _lines(console: Console, title: str, lines: list[str]) -> None:
    if lines:
        console.print(Text(f"\n{title}", style="bold"))
        console.print(Text("\n".join(f"  {line}" for line in lines)))


def main(
    term: Annotated[
        str, typer.Argument(metavar="TERM", help="A column, mart, model, seed or term.")
    ],
) -> None:
    """Print what TERM means, the SQL that makes it, the tests that hold it, and its lineage.

    Example: python -m scripts.explain churn_rate
    """
    with plain_errors("Not explained"):
        manifest = read_manifest()
        show(manifest, explain(manifest, term), Console())


if __name__ == "__main__":
    typer.run(main)
