"""Workbooks: one sheet, written out as JSON lines of text, as its cells stood."""

from __future__ import annotations

import datetime
import json
import zipfile
from pathlib import Path

from scripts.contract import InputError, hint, listed
from scripts.discovery import TableFile


def excel_to_lines(file: TableFile, sheet: str | None, target: Path) -> list[str]:
    """Write a line per row with the keys c0, c1, ...; give the headers of the sheet."""
    import openpyxl  # as heavy as the rest of the loader, and seldom needed

    if not zipfile.is_zipfile(file.path):
        raise InputError(f"{file.name} is no Excel workbook, whatever its ending says.")
    try:
        book = openpyxl.load_workbook(file.path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises what it meets: KeyError, ValueError, its own
        raise InputError(
            f"{file.name} cannot be opened as an Excel workbook. Save it again as .xlsx."
        ) from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise InputError(
                f"{file.name} has no sheet `{sheet}`.{hint(sheet, book.sheetnames)}"
                f" Sheets: {listed(book.sheetnames)}."
            )
        rows = book[sheet or book.sheetnames[0]].iter_rows(values_only=True)
        headers = [_text(cell) or "" for cell in next(rows, ())]
        while headers and not headers[-1].strip():
            headers.pop()
        if not headers:
            raise InputError(f"{file.name}: the first row is blank; it must name the columns.")
        with target.open("w", encoding="utf-8") as stream:
            for row in rows:
                texts = [_text(cell) for cell in row]
                cells = {f"c{place}": text for place, text in enumerate(texts) if text is not None}
                stream.write(json.dumps(cells) + "\n" if cells else " \n")
    finally:
        book.close()
    return headers


def _text(cell: object) -> str | None:
    """A cell as text: 13085.0 is 13085 (Excel knows no whole numbers), a date is ISO."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)
