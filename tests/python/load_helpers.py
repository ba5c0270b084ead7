"""Small inputs for the tests of the loader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from scripts.load import LoadResult, load
from scripts.steps import BUILD

HEADER = "order_id,customer_id,ordered_at,amount\n"


class Shop:
    """An input folder and a warehouse, and questions to what was loaded."""

    def __init__(self, root: Path) -> None:
        self.input = root / "input"
        self.warehouse = root / "warehouse"
        self.input.mkdir()

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the input."""
        path = self.input / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def orders(self, *rows: str, name: str = "orders.csv") -> Path:
        """Write orders, a line each."""
        return self.write(name, HEADER + "".join(f"{row}\n" for row in rows))

    def parquet(self, name: str, select: str) -> Path:
        """Write the result of a query."""
        path = self.input / name
        with duckdb.connect() as con:
            con.execute("set TimeZone = 'UTC'")
            con.execute(f"copy ({select}) to '{path}' (format parquet)")
        return path

    def mapping(self, text: str) -> None:
        """Write mapping.yml."""
        self.write("mapping.yml", text)

    def load(self) -> LoadResult:
        """Load the folder."""
        return load(self.input, self.warehouse)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Result of a query on the build."""
        with duckdb.connect(str(self.warehouse / BUILD), read_only=True) as con:
            return con.execute(sql).fetchall()

    def column(self, column: str, table: str = "orders") -> list[Any]:
        """A column, in the order of files and rows."""
        sql = f"select {column} from raw.{table} order by _source_file, _source_row"
        return [value for (value,) in self.rows(sql)]


def actions(result: LoadResult) -> Sequence[tuple[str, str, int]]:
    """File, what became of it, and its rows."""
    return [(file.file, file.action, file.rows) for file in result.files]
