"""Definitions for readers of the published file: descriptions as comments."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb


def describe(con: duckdb.DuckDBPyConnection, manifest: Path, marts: list[str]) -> None:
    """Put the descriptions of dbt's manifest on the tables being published; BI tools show them."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    models = {node["name"]: node for node in nodes if node["resource_type"] == "model"}
    for mart in marts:
        model = models.get(mart)
        if model is None:
            continue
        table = f'published.main."{mart}"'
        _comment(con, f"table {table}", model["description"])
        present = {
            str(row[0])
            for row in con.execute(f"select column_name from (describe {table})").fetchall()
        }
        for name, column in model["columns"].items():
            if name in present:
                _comment(con, f'column {table}."{name}"', column["description"])


def _comment(con: duckdb.DuckDBPyConnection, thing: str, text: str) -> None:
    text = " ".join(text.split()).replace("'", "''")
    if text:
        con.execute(f"comment on {thing} is '{text}'")
