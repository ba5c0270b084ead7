"""The lineage picture of the README: which idea reads which, as a mermaid chart."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from scripts.workers import ROOT

README = ROOT / "README.md"
MODELS = ROOT / "models"
START, END = "<!-- lineage: make lineage -->\n", "<!-- end of lineage -->\n"
READ = re.compile(r"\bref\('(\w+)'\)")
# An arrow for fewer models than these would hide the others.
FEWEST_READS = 6


def _box(path: Path) -> str:
    parts = path.relative_to(MODELS).parts
    return parts[0] if parts[0] == "staging" else f"{parts[0]}_{parts[1]}"


def chart() -> str:
    """The ideas of intermediate and marts as boxes, and an arrow where one reads another often."""
    files = {path.stem: path for path in sorted(MODELS.rglob("*.sql"))}
    boxes = {_box(path) for path in files.values()}
    arrows = Counter(
        (_box(files[name]), _box(path))
        for path in files.values()
        for name in sorted(set(READ.findall(path.read_text(encoding="utf-8"))))
        if name in files and _box(files[name]) != _box(path)
    )
    lines = ["```mermaid", "flowchart LR", "    staging"]
    for layer in ("intermediate", "marts"):
        lines.append(f"    subgraph {layer}")
        lines += [
            f'        {box}["{box.split("_")[1]}"]'
            for box in sorted(boxes)
            if box.startswith(layer)
        ]
        lines.append("    end")
    lines += [
        f"    {one} --> {other}"
        for (one, other), count in sorted(arrows.items())
        if count >= FEWEST_READS
    ]
    return "\n".join([*lines, "```\n"])


def drawn(readme: str) -> str:
    """The text of the README with the chart as the models are now."""
    before, rest = readme.split(START)
    return before + START + chart() + END + rest.split(END)[1]


def main(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The README.")] = README,
) -> None:
    """Draw the lineage picture in the README anew."""
    file.write_text(drawn(file.read_text(encoding="utf-8")), encoding="utf-8")
    Console().print(f"{file}: lineage drawn", highlight=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
