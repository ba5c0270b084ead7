"""CSV files: read by DuckDB where every line keeps to the rules, else line by line.

A stray quote can swallow the lines after it, and a reader that skips what it cannot read may skip
more than it says. So the lines are counted first, DuckDB reads in its strict way, and where it
stops or its rows do not account for every line, the file is taken apart here instead.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import duckdb

from scripts.contract import InputError
from scripts.discovery import TableFile
from scripts.text_files import TextFile, open_text

_LONGEST = 4_000_000  # characters of a line; a longer one is no line of a table
_FARTHEST = 1_000  # lines that a quoted value may go on for, in a file with a broken line
_READ = """read_csv($path, auto_detect = false, header = {header}, delim = $delimiter,
    quote = '"', escape = '"', max_line_size = 16000000, columns = {columns})"""


def read_header(file: TableFile, path: Path, delimiter: str | None) -> tuple[list[str], str]:
    """Names of the columns, and what splits them: as told, or the likeliest in the header."""
    with open_text(path) as stream:
        start = stream.read(1 << 20)
    first = start.split("\n", 1)[0]
    counts = {candidate: first.count(candidate) for candidate in (",", ";", "\t", "|")}
    splitter = delimiter or max(counts, key=lambda candidate: counts[candidate])
    headers = next(csv.reader(io.StringIO(start, newline=""), delimiter=splitter), [])
    if not any(header.strip() for header in headers):
        raise InputError(f"{file.name}: its first line is blank; it must name the columns.")
    return headers, splitter


def csv_relation(
    con: duckdb.DuckDBPyConnection,
    file: TableFile,
    text: TextFile,
    width: int,
    delimiter: str,
    scratch: Path,
) -> tuple[str, dict[str, Any]]:
    """SQL of a relation over all rows of a file, broken ones among them, and its parameters."""
    names = [f"c{place}" for place in range(width)]
    scan = _READ.format(header="true", columns=_columns(names))
    parameters = {"path": str(text.path), "delimiter": delimiter}
    if _is_clean(con, text, scan, names, parameters):
        relation = f"""select
                row_number() over () as source_row, cast(null as varchar) as unreadable_line, *
            from {scan}"""
        return relation, parameters
    copy = scratch / "lines.csv"
    if not _write_lines(text.path, copy, width, delimiter):
        raise InputError(
            f"{file.name}: no row has as many columns as the header, split at {delimiter!r}."
            " Say what splits them with `delimiter:` in mapping.yml."
        )
    scan = _READ.format(
        header="false", columns=_columns(["source_number", "unreadable_line", *names])
    )
    relation = f"""select
            cast(source_number as bigint) as source_row, unreadable_line, {", ".join(names)}
        from {scan}"""
    return relation, {"path": str(copy), "delimiter": ","}


def _columns(names: list[str]) -> str:
    return "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"


def _is_clean(
    con: duckdb.DuckDBPyConnection,
    text: TextFile,
    scan: str,
    names: list[str],
    parameters: dict[str, Any],
) -> bool:
    """True where DuckDB's rows, and the line breaks within them, account for every line."""
    breaks = "0"
    if text.has_quotes:
        breaks = " + ".join(
            f"coalesce(sum(length({name}) - length(replace({name}, chr(10), ''))), 0)"
            for name in names
        )
    try:
        found = con.execute(f"select count(*) + {breaks} from {scan}", parameters).fetchone()
    except duckdb.Error:
        return False
    return found is not None and found[0] == text.lines - 1


def _write_lines(source: Path, target: Path, width: int, delimiter: str) -> bool:
    """Write every row anew, numbered, the broken ones as their text; true if any is good."""
    number = 0
    is_any_good = False
    with open_text(source) as stream, target.open("w", encoding="utf-8", newline="") as out:
        for row, (fields, line) in enumerate(_records(stream, width, delimiter)):
            if row == 0:
                continue
            number += 1
            if fields is None:
                cells = [str(number), line[:_LONGEST].rstrip("\r\n"), *([""] * width)]
            else:
                cells = [str(number), "", *fields]
                is_any_good = True
            out.write(",".join(_quoted(cell) for cell in cells) + "\n")
    return is_any_good or number == 0


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if cell else ""


def _records(stream: TextIO, width: int, delimiter: str) -> Iterator[tuple[list[str] | None, str]]:
    """Rows with their text; null in place of the fields where a line is not to be split.

    A quoted value may go on over lines. One that is not closed rightly is a stray quote: its own
    line is broken, and the lines after it are lines again.
    """
    csv.field_size_limit(_LONGEST)
    waiting: deque[str] = deque()
    while line := waiting.popleft() if waiting else stream.readline():
        if not line.strip("\r\n"):
            continue
        if line.count('"') % 2 == 0:
            yield _split(line, width, delimiter), line
            continue
        more: list[str] = []
        while len(more) < _FARTHEST and (
            extra := waiting.popleft() if waiting else stream.readline()
        ):
            more.append(extra)
            if extra.count('"') % 2:
                break
        fields = _split(line + "".join(more), width, delimiter)
        if fields is None:
            waiting.extendleft(reversed(more))
            yield None, line
        else:
            yield fields, line + "".join(more)


def _split(text: str, width: int, delimiter: str) -> list[str] | None:
    if len(text) > _LONGEST:
        return None
    line = text.rstrip("\r\n")
    if '"' in line:
        try:
            rows = list(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter, strict=True))
        except csv.Error:
            return None
        if len(rows) != 1:
            return None
        fields = rows[0]
    else:
        fields = line.split(delimiter)
    if len(fields) == width + 1 and not fields[-1]:
        fields.pop()  # a delimiter at the end of each line is a habit, and loses nothing
    return fields if len(fields) == width else None
