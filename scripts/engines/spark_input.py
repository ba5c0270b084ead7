"""Files of the input folder that Spark reads where they lie, row for row as they were loaded.

The loader says what a file's rows are. Where that is nothing but columns as they stand, Spark may
read the file itself: Parquet by its types, CSV and JSON lines where a sum over all values agrees.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from scripts.contract import Table, load_contract
from scripts.discovery import TableFile, ending_of
from scripts.engines.spark_text import (
    CSV,
    DUCKDB_NUMBER,
    JSON,
    SPARK_NUMBER,
    csv_source,
    offsets,
    place_of_time,
    quoted,
    rows_of_csv,
    rows_of_json,
    sums,
)
from scripts.fitting import literal
from scripts.mapping import Mapping, load_mapping
from scripts.raw_tables import rows_of
from scripts.readers import open_source
from scripts.shaping import Shape, shape

PARQUET = ".parquet"
# Values that both read alike, and what may be done with them on the way to the contract's type.
READABLE = re.compile(
    r"VARCHAR|BOOLEAN|TINYINT|SMALLINT|INTEGER|BIGINT|DOUBLE|DATE|TIMESTAMP|DECIMAL\(.*\)"
)
PLAIN = re.compile(
    r"c(\d+)|cast\(c(\d+) as (?:bigint|date)\)|(?:cast\()+c(\d+)(?: as timestamp\))+",
    re.IGNORECASE,
)
NO_DIGEST = "cast(null as uhugeint)"
# To Spark a path with one of these is a pattern, or none; a name that begins so is hidden.
PATTERN = re.compile(r"[{}\[\]*?\\:`]|/[._][^/]*$")


@dataclass(frozen=True)
class There:
    """A file as Spark reads it: its rows, and how each side says what they add up to.

    `loaded` and `found` are null where types alone tell that the rows are those.
    """

    select: str
    loaded: str | None = None  # DuckDB's query
    found: str | None = None  # Spark's

    def is_as_loaded(self, con: duckdb.DuckDBPyConnection, spark: Any) -> bool:
        """Whether what Spark makes of the file adds up to what was loaded."""
        if self.loaded is None:
            return True
        spark.execute(self.found)
        expected = con.execute(self.loaded).fetchall()
        return _whole(expected) == _whole(spark.fetchall())


def _names(headers: list[str]) -> list[str] | None:
    """Names of columns as Spark's SQL has them; null where two are the same to it."""
    is_told_apart = len({header.casefold() for header in headers}) == len(headers)
    return ["`" + header.replace("`", "``") + "`" for header in headers] if is_told_apart else None


def _whole(rows: Any) -> list[list[int]]:
    return [[int(value or 0) for value in row] for row in rows]


def read_there(
    con: duckdb.DuckDBPyConnection, table: str, folder: Path, kinds: dict[str, str]
) -> Iterator[tuple[str, There]]:
    """Each file that Spark may be able to read as it was loaded, by its name.

    `kinds` are Spark's types of the columns of `raw.<table>`, in their order. No file is named that
    has changed since, or as long as anybody is erased: what is erased stands in the file still.
    """
    contract = load_contract()
    if table not in contract.tables or rows_of(con, "select * from private.erased limit 1"):
        return
    mapping = load_mapping(folder, contract)
    loaded = rows_of(con, "select * from raw.loaded_files where table_name = ?", table)
    described = rows_of(con, f"describe raw.{table}")
    stored = {row["column_name"]: row["column_type"] for row in described}
    digest = mapping.digest(contract.tables[table])
    for file in loaded:
        path = (folder / file["source_file"]).resolve()
        if (
            _is_same(path, file)
            and file["mapping_hash"] == digest
            and not PATTERN.search(str(path))
        ):
            reader = _Reader(contract.tables[table], mapping, path, file, stored, kinds)
            if (there := reader.there()) is not None:
                yield file["source_file"], there


def _is_same(path: Path, file: dict[str, Any]) -> bool:
    if not path.is_file():
        return False
    state = path.stat()
    return (state.st_size, state.st_mtime_ns) == (file["size_bytes"], file["modified_ns"])


@dataclass(frozen=True)
class _Reader:
    """One file of a table, as `raw.loaded_files` has it."""

    table: Table
    mapping: Mapping
    path: Path
    file: dict[str, Any]
    stored: dict[str, str]  # DuckDB's types of the columns
    kinds: dict[str, str]  # Spark's

    def there(self) -> There | None:
        """How Spark reads it; null where there is more to it than columns as they stand."""
        ending = ending_of(self.path)
        file = TableFile(self.table.name, self.path, self.file["source_file"], ending or "")
        with duckdb.connect() as con, tempfile.TemporaryDirectory(prefix="perennial-") as scratch:
            con.execute("set TimeZone = 'UTC'")
            if ending in (PARQUET, JSON):
                spec = self.mapping.table(self.table.name)
                source = open_source(con, file, spec, Path(scratch))
                shaped = shape(con, source, self.table, self.mapping)
                return self._parquet(shaped) if ending == PARQUET else self._json(shaped)
            if ending in CSV and (text := csv_source(file, self.mapping)) is not None:
                shaped = shape(con, text[0], self.table, self.mapping)
                names = [f"c{place}" for place in range(len(shaped.source.headers))]
                return self._text(shaped, names, rows_of_csv(self.path, names, text[1]))
        return None

    def _parquet(self, shaped: Shape) -> There | None:
        names = _names(shaped.source.headers)
        places = self._places(shaped)
        if places is None or names is None or "`_metadata`" in names:
            return None
        values = {column: names[place] for column, place in places.items()}
        return There(self._select(values, "_metadata.row_index + 1", f"parquet.`{self.path}`"))

    def _json(self, shaped: Shape) -> There | None:
        names = _names(shaped.source.headers)
        return None if names is None else self._text(shaped, names, rows_of_json(self.path, names))

    def _text(self, shaped: Shape, names: list[str], lines: str) -> There | None:
        if (places := self._places(shaped)) is None:
            return None
        values = {column: f"fields.{names[place]}" for column, place in places.items()}
        select = self._select(values, "row_number", f"({lines})")
        times = [column for column, sql in shaped.columns.items() if not PLAIN.fullmatch(sql)]
        return There(
            select,
            f"""select count(case when _unreadable_line is null then 1 end),
                {sums(places, "strlen", DUCKDB_NUMBER)}
            from raw.{self.table.name} where _source_file = {literal(self.file["source_file"])}""",
            f"""select count(case when {offsets(times)} then 1 end),
                {sums(places, "octet_length", SPARK_NUMBER)} from ({select})""",
        )

    def _places(self, shaped: Shape) -> dict[str, int] | None:
        """The place in the file of each column; null where there is more to it than that."""
        if shaped.attributes or (shaped.excluded, shaped.digest) != ("false", NO_DIGEST):
            return None
        places = {}
        for column, sql in shaped.columns.items():
            found = PLAIN.fullmatch(sql)
            place = (
                place_of_time(sql, self.table.columns[column], self.mapping)
                if found is None
                else int(found[1] or found[2] or found[3])
            )
            if place is None or shaped.types[column] != self.stored[column]:
                return None
            if not READABLE.fullmatch(shaped.source.types[place]):
                return None
            places[column] = place
        return places

    def _select(self, values: dict[str, str], row: str, relation: str) -> str:
        values = {
            "_is_excluded": "false",
            "_source_file": quoted(self.file["source_file"]),
            "_source_row": row,
            "_loaded_at": quoted(str(self.file["loaded_at"])),
            "_load_id": quoted(self.file["load_id"]),
            "_load_number": str(self.file["load_number"]),
            **values,
        }
        listing = ", ".join(
            f"cast({values.get(column, 'null')} as {kind}) as `{column}`"
            for column, kind in self.kinds.items()
        )
        return f"select {listing} from {relation}"
