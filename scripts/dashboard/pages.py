"""What the dashboard shows: the pages of pages.yml, and labels in two languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

HERE = Path(__file__).resolve().parent
QUERIES = HERE / "queries"
ASSETS = HERE / "assets"


class Words(BaseModel):
    """The same words in English and Chinese."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: str
    zh: str


class ChartSpec(BaseModel):
    """Which columns a chart draws; several columns of `y` are several series."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal[
        "line",
        "curve",
        "growth",
        "stack",
        "columns",
        "bars",
        "heat",
        "survival",
        "lorenz",
        "calibration",
    ]
    x: str
    y: str | list[str]
    color: str = ""
    minus: list[str] = []


class Block(BaseModel):
    """One figure: tiles, a table or a chart, with the mart that defines its columns."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: Literal["tiles", "table", "chart"]
    mart: str
    title: Words
    note: Words | None = None
    none: Words | None = None
    capability: str = ""
    pick: str = ""
    every_group: bool = False
    size: Literal["", "half", "wide"] = ""
    chart: ChartSpec | None = None

    @property
    def query(self) -> str:
        """The query of the block; it selects, sums and counts, and defines nothing."""
        return (QUERIES / f"{self.id}.sql").read_text(encoding="utf-8")


class Page(BaseModel):
    """A page: its name and its blocks in order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: Words
    blocks: list[Block]


class Labels(BaseModel):
    """Names of columns, values of code columns and words of the page itself, by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, Words]
    columns: dict[str, Words]
    values: dict[str, Words]
    definitions: dict[str, Words] = {}


@cache
def pages() -> tuple[Page, ...]:
    """The pages in order."""
    rows = yaml.safe_load((HERE / "pages.yml").read_text(encoding="utf-8"))
    return tuple(Page.model_validate(row) for row in rows)


def labels() -> Labels:
    """The labels; a column or value that has none is shown by its own name."""
    return Labels.model_validate(yaml.safe_load((HERE / "labels.yml").read_text(encoding="utf-8")))
