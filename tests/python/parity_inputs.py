"""The inputs that all engines are compared on: every table, published purchases, a real shop.

What is not at hand is skipped, saying so.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from published_data import cdnow_rows
from scripts.contract import InputError
from scripts.demo import FILES, write_demo_input
from shop import MAPPING as SHOP_MAPPING
from shop import shop
from warehouse import write_tables

LAST_DAY = "2017-03-31"


def every_table(folder: Path) -> Path:
    """An invented shop that hands over every optional table, with dirt in each."""
    write_tables(shop(), folder)
    (folder / "mapping.yml").write_text(SHOP_MAPPING)
    return folder


def cdnow(folder: Path) -> Path:
    """All 69,659 transactions of CDNOW."""
    return write_tables({"orders": cdnow_rows()}, folder)


def demo_quarter(folder: Path) -> Path:
    """The first quarter of the demo's order lines, with its other tables as they are."""
    try:
        write_demo_input(folder)
    except InputError as error:
        pytest.skip(str(error))
    lines = folder / FILES[0]
    whole = lines.resolve()
    lines.unlink()
    with duckdb.connect() as con:
        con.execute(
            f"""copy (
                from '{whole}'
                where cast(transaction_timestamp as date) <= date '{LAST_DAY}'
            ) to '{lines}'"""
        )
    return folder


INPUTS: dict[str, Callable[[Path], Path]] = {
    "every_table": every_table,
    "cdnow": cdnow,
    "demo_quarter": demo_quarter,
}
