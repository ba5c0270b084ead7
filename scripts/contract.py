"""The input contract, read from its one home: `models/staging/sources.yml`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

SOURCES = Path(__file__).resolve().parent.parent / "models" / "staging" / "sources.yml"

# Type of a column that no file gives: what staging would cast it to.
EMPTY_TYPES = {
    "string": "VARCHAR",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "money": "DECIMAL(18, 2)",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
}

LOADER_COLUMNS = {
    "_attributes": "VARCHAR",
    "_is_excluded": "BOOLEAN",
    "_digest": "UHUGEINT",
    "_unreadable_line": "VARCHAR",
    "_source_file": "VARCHAR",
    "_source_row": "BIGINT",
    "_loaded_at": "TIMESTAMP",
    "_load_id": "VARCHAR",
    "_load_number": "INTEGER",
}

# How many names a message lists, and how many letters of each.
MOST = 40
LONGEST = 60


class InputError(Exception):
    """What was handed over cannot be loaded; the message says where and what to do about it."""


@dataclass(frozen=True)
class Table:
    """One table of the contract: its columns with their types, which are required, and its key."""

    name: str
    columns: dict[str, str]
    required: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Contract:
    """The tables a business may hand over, and the tables in which the loader says what it did."""

    tables: dict[str, Table]
    load_tables: dict[str, dict[str, str]]


@cache
def load_contract(path: Path = SOURCES) -> Contract:
    """Read the contract. It is part of the project, so a fault in it is a fault of ours."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    sources = {source["name"]: source["tables"] for source in document["sources"]}
    tables = {}
    for table in sources["raw"]:
        columns = {column["name"]: column["data_type"] for column in table["columns"]}
        required = tuple(
            column["name"]
            for column in table["columns"]
            if column.get("config", {}).get("meta", {}).get("required")
        )
        key = tuple(table.get("config", {}).get("meta", {}).get("key", ()))
        tables[table["name"]] = Table(table["name"], columns, required, key)
    load_tables = {
        table["name"]: {
            column["name"]: EMPTY_TYPES[column["data_type"]] for column in table["columns"]
        }
        for table in sources["load"]
    }
    return Contract(tables, load_tables)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or null where none is."""
    by_folded = {candidate.strip().casefold(): candidate for candidate in known}
    matches = difflib.get_close_matches(name.strip().casefold(), by_folded, n=1, cutoff=0.55)
    return by_folded[matches[0]] if matches else None


def hint(name: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest known name, or an empty text where none is near."""
    match = nearest(name, known)
    return f" Did you mean `{match}`?" if match else ""


def listed(names: Iterable[str]) -> str:
    """Names in a row, for a message: as many and as much of each as a reader will look at."""
    every = list(names)
    shown = [f"`{name if len(name) <= LONGEST else name[:LONGEST] + '…'}`" for name in every]
    more = f" and {len(every) - MOST} more" if len(every) > MOST else ""
    return (", ".join(shown[:MOST]) or "none") + more
