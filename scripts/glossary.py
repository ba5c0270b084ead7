"""The glossary as the project writes it: a block per term, English and then one line in Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from scripts.workers import ROOT

BLOCK = re.compile(r"{% docs (\w+) %}(.*?){% enddocs %}", re.DOTALL)
CHINESE = re.compile(r"\s*中文：([^。]*。)")


@dataclass(frozen=True)
class Term:
    """A term, the idea whose file holds it, and what it means in two languages."""

    name: str
    idea: str
    english: str
    chinese: str


def split(text: str) -> tuple[str, str]:
    """A definition as its English and its Chinese part; either may be empty."""
    found = CHINESE.search(text)
    return " ".join(CHINESE.sub("", text).split()), found.group(1) if found else ""


def terms(folder: Path = ROOT / "models" / "glossary") -> list[Term]:
    """Every term of the glossary, idea by idea, in the order of the files."""
    return [
        Term(name, path.stem, *split(block))
        for path in sorted(folder.glob("*.md"))
        for name, block in BLOCK.findall(path.read_text(encoding="utf-8"))
    ]
