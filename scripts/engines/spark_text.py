"""CSV and JSON lines that Spark splits among its workers, still knowing the number of each line.

What a line means is for the loader to say, and it has said so: a file is read there only where what
Spark makes of it adds up to what was loaded. A quote that DuckDB takes otherwise, a value that goes
on over lines, a number written anew or another encoding makes another sum: it is handed over.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from scripts.contract import InputError
from scripts.csv_files import read_header
from scripts.discovery import TableFile
from scripts.fitting import OFFSET, fit
from scripts.mapping import Mapping
from scripts.readers import Source

CSV = (".csv", ".csv.gz")
JSON = ".jsonl"
TIMES = ("date", "timestamp")
# Spark counts rows within a task in the lower bits of its ids, and tasks in those above.
ROWS_OF_A_TASK = 1 << 33

# Digits to the base of sixteen, read by either engine.
DUCKDB_NUMBER = "cast('0x' || {} as bigint)"
SPARK_NUMBER = "cast(conv({}, 16, 10) as decimal(38, 0))"


def csv_source(file: TableFile, mapping: Mapping) -> tuple[Source, str] | None:
    """The columns of a file, from its first line alone, and what splits them.

    The relation has no rows. Null where the file is not UTF-8 text.
    """
    spec = mapping.table(file.table)
    if codecs.lookup(spec.encoding).name != "utf-8":
        return None
    try:
        headers, delimiter = read_header(file, file.path, spec.delimiter)
    except (InputError, UnicodeError, OSError, EOFError):
        return None
    values = ", ".join(f"cast(null as varchar) as c{place}" for place in range(len(headers)))
    relation = f"""select cast(null as bigint) as source_row,
        cast(null as varchar) as unreadable_line, {values} limit 0"""
    return (Source(file, headers, ["VARCHAR"] * len(headers), relation), delimiter)


def place_of_time(sql: str, data_type: str, mapping: Mapping) -> int | None:
    """The place of a column whose times stay as they stand where none of them names a zone."""
    found = re.search(r"\bc(\d+)\b", sql)
    settings = mapping.settings
    if found is None or settings.source_timezone not in (None, settings.timezone):
        return None
    is_plain = data_type in TIMES and sql == fit(found[0], "VARCHAR", data_type, mapping)[0]
    return int(found[1]) if is_plain else None


def rows_of_csv(path: Path, names: Iterable[str], delimiter: str) -> str:
    """Spark's select of all rows of a CSV file: `row_number`, and its values in `fields`."""
    return f"""select line_number as row_number, from_csv(
            value, {_schema(names)}, map('sep', {quoted(delimiter)}, 'quote', '"', 'escape', '"')
        ) as fields
        from ({_lines(path)})
        where line_number > 0"""


def rows_of_json(path: Path, names: Iterable[str]) -> str:
    """The same of a file of JSON lines with keys of these names."""
    return f"""select line_number + 1 as row_number, from_json(value, {_schema(names)}) as fields
        from ({_lines(path)})
        where trim(value) <> ''"""


def _schema(names: Iterable[str]) -> str:
    return quoted(", ".join(f"{name} string" for name in names))


def _lines(path: Path) -> str:
    """Spark's select of all lines of a file, each a `value`, with its `line_number` from 0.

    A worker numbers the lines of a block; how many lines are in the blocks before, a count tells,
    which is as small as the file has blocks.
    """
    lines = f"""select
            value, _metadata.file_block_start as block, _metadata.file_block_length as size,
            monotonically_increasing_id() % {ROWS_OF_A_TASK} as line
        from text.`{path}`"""
    blocks = f"""select block, size, min(line) as first_line,
        sum(count(*)) over (order by block) - count(*) as lines_before
        from ({lines}) group by block, size"""
    return f"""select /*+ broadcast(blocks) */ value, coalesce(
            line - first_line + lines_before, raise_error('a file was split in two ways')
        ) as line_number
        from ({lines}) as lines left join ({blocks}) as blocks using (block, size)"""


def sums(columns: Iterable[str], length: str, number: str) -> str:
    """What two engines have to agree on: a digest of each row, and of its number, summed up.

    `length` counts the bytes of a text; `number` reads the digits of a digest.
    """
    values = (f"coalesce({length}({column}) || ':' || {column}, '')" for column in columns)
    row = f"concat_ws(' ', cast(_source_row as string), {', '.join(values)})"
    return f"sum({number.format(f'left(md5({row}), 15)')})"


def offsets(columns: Iterable[str]) -> str:
    """Spark's condition that no time of a row names a zone."""
    pattern = quoted(OFFSET)
    return " and ".join(
        ["true", *(f"not coalesce({column} rlike {pattern}, false)" for column in columns)]
    )


def quoted(text: str) -> str:
    """Text as a literal of Spark's SQL."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
