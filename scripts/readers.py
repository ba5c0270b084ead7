"""Open a file of any supported kind as a DuckDB relation, without changing a value.

Whatever its kind, a file becomes a relation with the columns source_row (1 = first row of data),
unreadable_line (null for a good row) and c0, c1, ... in the order of the file's own columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from scripts.contract import InputError
from scripts.csv_files import csv_relation, read_header
from scripts.discovery import TableFile
from scripts.excel import excel_to_lines
from scripts.mapping import TableMapping
from scripts.text_files import TextFile, checked_text, plain_lines


@dataclass
class Source:
    """A file that was looked into and can be read."""

    file: TableFile
    headers: list[str]
    types: list[str]  # DuckDB types of c0, c1, ...
    relation: str  # SQL of the relation, with the parameters below
    parameters: dict[str, Any] = field(default_factory=dict)


def open_source(
    con: duckdb.DuckDBPyConnection, file: TableFile, spec: TableMapping, scratch: Path
) -> Source:
    """Look into a file; raise InputError where it is not what its ending says.

    `scratch` is an empty folder that lives as long as the relation is read.
    """
    if file.path.stat().st_size == 0:
        raise InputError(f"{file.name} is empty: it has not even a header. Export it again.")
    # Under a name of ours, so that no name of theirs is a pattern or a partition to DuckDB.
    link = scratch / f"source{file.ending}"
    link.symlink_to(file.path.resolve())
    try:
        if file.ending == ".parquet":
            return _parquet(con, file, link)
        if file.ending == ".jsonl":
            return _json_lines(con, file, link)
        if file.ending == ".xlsx":
            return _workbook(con, file, spec, scratch)
        return _csv(con, file, spec, link, scratch)
    except duckdb.Error as error:
        raise unreadable(file, error) from error


def unreadable(file: TableFile, error: Exception) -> InputError:
    """The error of a file that broke while it was read."""
    reason = str(error).split("\n")[0]
    return InputError(
        f"{file.name} cannot be read as {file.ending}: {reason} Export or copy it again."
    )


def _parquet(con: duckdb.DuckDBPyConnection, file: TableFile, link: Path) -> Source:
    with link.open("rb") as stream:
        head = stream.read(4)
        stream.seek(max(0, link.stat().st_size - 4))
        tail = stream.read(4)
    if head != b"PAR1":
        raise InputError(f"{file.name} is no Parquet file, whatever its ending says.")
    if tail != b"PAR1":
        raise InputError(f"{file.name} is cut off: its end is missing. Copy it again.")
    scan = "read_parquet($path, file_row_number = true, hive_partitioning = false)"
    described = con.execute(f"select * from {scan} limit 0", {"path": str(link)}).description or []
    columns = [(str(entry[0]), str(entry[1])) for entry in described][:-1]
    names = ", ".join([*(f"c{place}" for place in range(len(columns))), "file_row"])
    relation = f"""select
            file_row + 1 as source_row, cast(null as varchar) as unreadable_line, *
        from {scan} as scan ({names})"""
    headers = [name for name, _ in columns]
    return Source(file, headers, [kind for _, kind in columns], relation, {"path": str(link)})


def _json_lines(
    con: duckdb.DuckDBPyConnection,
    file: TableFile,
    path: Path,
    headers: list[str] | None = None,
) -> Source:
    text = checked_text(file, path, "utf-8", path.parent)
    scan = """read_csv($path, auto_detect = false, header = false, delim = chr(1), quote = '',
        escape = '', columns = {'line': 'VARCHAR'}, max_line_size = 16000000)"""
    path = _with_every_line(con, text, scan)
    lines = f"""select row_number() over () as source_row, line, json_valid(line) as is_valid
        from {scan}"""
    if headers is None:
        found = con.execute(
            f"""select key from (
                select unnest(json_keys(line)) as key, source_row from ({lines})
                where is_valid and json_type(line) = 'OBJECT'
            ) group by key order by min(source_row), key""",
            {"path": str(path)},
        ).fetchall()
        headers = [str(key) for (key,) in found]
        if not headers:
            raise InputError(f"{file.name} has no line that is a JSON object.")
    parameters: dict[str, Any] = {"path": str(path)}
    columns = []
    for place, header in enumerate(headers):
        parameters[f"key{place}"] = "/" + header.replace("~", "~0").replace("/", "~1")
        columns.append(f"json_extract_string(good, $key{place}) as c{place}")
    relation = f"""select
            source_row,
            case when good is null then line end as unreadable_line,
            {", ".join(columns)}
        from (
            select *, case when is_valid and json_type(line) = 'OBJECT' then line end as good
            from ({lines})
        )
        where trim(line) <> ''"""
    return Source(file, headers, ["VARCHAR"] * len(headers), relation, parameters)


def _with_every_line(con: duckdb.DuckDBPyConnection, text: TextFile, scan: str) -> Path:
    """The file itself, or a copy with plain line ends where DuckDB does not find every line."""
    try:
        found = con.execute(f"select count(*) from {scan}", {"path": str(text.path)}).fetchone()
        is_whole = found is not None and found[0] == text.lines
    except duckdb.Error:
        is_whole = False
    return text.path if is_whole else plain_lines(text.path)


def _workbook(
    con: duckdb.DuckDBPyConnection, file: TableFile, spec: TableMapping, scratch: Path
) -> Source:
    lines = scratch / "sheet.jsonl"
    headers = excel_to_lines(file, spec.sheet, lines)
    keys = [f"c{place}" for place in range(len(headers))]
    source = _json_lines(con, file, lines, keys)
    return Source(file, headers, source.types, source.relation, source.parameters)


def _csv(
    con: duckdb.DuckDBPyConnection,
    file: TableFile,
    spec: TableMapping,
    link: Path,
    scratch: Path,
) -> Source:
    text = checked_text(file, link, spec.encoding, scratch)
    headers, delimiter = read_header(file, text.path, spec.delimiter)
    relation, parameters = csv_relation(con, file, text, len(headers), delimiter, scratch)
    return Source(file, headers, ["VARCHAR"] * len(headers), relation, parameters)
