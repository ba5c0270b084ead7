"""Which files of an input folder belong to which table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.contract import Contract, InputError, nearest
from scripts.mapping import FILE_NAME, Mapping

ENDINGS = (".csv", ".csv.gz", ".parquet", ".jsonl", ".xlsx")


@dataclass(frozen=True)
class TableFile:
    """A file as rows of one table; a file may serve several tables."""

    table: str
    path: Path
    name: str  # relative to the input folder, with forward slashes
    ending: str


def find_files(
    folder: Path, mapping: Mapping, contract: Contract, warehouse: Path
) -> tuple[list[TableFile], dict[str, str]]:
    """The files of each table in natural order, and files of no table with a hint for each.

    What lies in the warehouse is not handed over, even where the warehouse lies in the folder.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}. {_what_to_put()}")
    made = warehouse.resolve()
    handed_over = (
        path
        for path in folder.rglob("*")
        if path.is_file() and not _hidden(path, folder) and made not in path.absolute().parents
    )
    present = sorted(handed_over, key=lambda path: _natural(_relative(path, folder)))
    found = []
    for table, spec in mapping.tables.items():
        if spec.files is not None:
            found += _by_pattern(table, spec.files, folder, present)
    claimed = {file.path for file in found}
    free = [path for path in present if path not in claimed]
    for table in contract.tables:
        spec_files = mapping.table(table).files
        if spec_files is None:
            files = _by_name(table, folder, free)
            if not files and table in mapping.tables:
                raise InputError(
                    f"{FILE_NAME} maps `{table}`, but the folder has no {table}.csv (or"
                    f" {', '.join(ENDINGS[1:])}); name its file with `files:`."
                )
            found += files
    claimed = {file.path for file in found}
    ignored = {
        _relative(path, folder): _advice(path, folder, contract)
        for path in present
        if path not in claimed and path != folder / FILE_NAME
    }
    if not any(file.table in ("orders", "order_lines") for file in found):
        raise InputError(_nothing(folder, present, contract))
    return sorted(found, key=lambda file: list(contract.tables).index(file.table)), ignored


def ending_of(path: Path) -> str | None:
    """The supported ending of a file, or null."""
    name = path.name.casefold()
    return max((end for end in ENDINGS if name.endswith(end)), key=len, default=None)


def _by_pattern(
    table: str, patterns: Iterable[str], folder: Path, present: list[Path]
) -> list[TableFile]:
    matched: set[Path] = set()
    for pattern in patterns:
        parts = Path(pattern).parts
        if not parts or Path(pattern).is_absolute() or ".." in parts:
            raise InputError(
                f"{FILE_NAME}: files `{pattern}` of `{table}` must lie within the input folder."
            )
        hits = {path for path in folder.glob(pattern) if path.is_file()}
        if not hits:
            raise InputError(f"{FILE_NAME}: no file matches `{pattern}` of table `{table}`.")
        matched |= hits
    files = []
    for path in present:
        if path in matched and path != folder / FILE_NAME:
            ending = ending_of(path)
            if ending is None:
                raise InputError(
                    f"{_relative(path, folder)}: the ending is not one that can be read."
                    f" Supported: {', '.join(ENDINGS)}."
                )
            files.append(TableFile(table, path, _relative(path, folder), ending))
    return files


def _by_name(table: str, folder: Path, free: list[Path]) -> list[TableFile]:
    files = []
    homes = set()
    for path in free:
        ending = ending_of(path)
        top = path.relative_to(folder).parts[0]
        is_in_folder = path.parent != folder
        own_name = top if is_in_folder else top[: -len(ending)] if ending else ""
        if ending is not None and own_name.casefold() == table:
            files.append(TableFile(table, path, _relative(path, folder), ending))
            homes.add(top)
    if len(homes) > 1:
        raise InputError(
            f"{' and '.join(sorted(homes))} are both `{table}`. Keep one, or put all files of the"
            f" table into a folder {table}/."
        )
    return files


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _natural(name: str) -> list[tuple[bool, int, str]]:
    parts = re.split(r"(\d+)", name)
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def _advice(path: Path, folder: Path, contract: Contract) -> str:
    if ending_of(path) is None:
        return f"not read; files end in {', '.join(ENDINGS)}"
    top = path.relative_to(folder).parts[0].split(".")[0]
    match = nearest(top, contract.tables)
    like = f"; call it {match}, if it is that table" if match else ""
    return f"belongs to no table{like}, or name it with `files:` in {FILE_NAME}"


def _nothing(folder: Path, present: list[Path], contract: Contract) -> str:
    found = ", ".join(_relative(path, folder) for path in present[:20]) or "nothing"
    hints = [
        f" {path.name}: {_advice(path, folder, contract)}."
        for path in present[:3]
        if path != folder / FILE_NAME
    ]
    return f"{folder} holds no orders (found: {found}). {_what_to_put()}{''.join(hints)}"


def _what_to_put() -> str:
    return (
        "Put a file orders.csv (order_id, customer_id, ordered_at, amount) or order_lines.csv"
        f" (order_id, customer_id, ordered_at, quantity, unit_price) there ({', '.join(ENDINGS)}),"
        f" or a {FILE_NAME} that says which file holds them."
    )
