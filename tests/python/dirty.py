"""Dirty input folders: what exports, editors, mail programs and ill will make of good tables."""

import csv
import gzip
import io
import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from dirt import CELLS, HEADERS, MAPPINGS, NAMES, WRONG_MAPPINGS
from shop import shop

Row = dict[str, object]


@dataclass
class Dirty:
    """A folder that was made, and what is known of it."""

    folder: Path
    as_of: str
    rows: dict[str, int] = field(default_factory=dict)
    """Rows of data by file, where nothing was done to the file as a whole."""


def dirty_folder(number: int, seed: int, folder: Path) -> Dirty:
    """The folder of that number: the same for the same seed on every machine."""
    chance = random.Random(f"{seed} folder {number}")  # noqa: S311 - dirt is no secret
    folder.mkdir(parents=True)
    made = Dirty(folder, chance.choice(["", "", "2024-06-30", "2023-02-28"]))
    tables = {name: rows[:25] for name, rows in shop(8, chance.randrange(50)).items()}
    trade = chance.choice([["orders"], ["orders"], ["orders", "order_lines"], ["order_lines"]])
    others = sorted(set(tables) - {"orders", "order_lines"})
    for name in [*trade, *chance.sample(others, chance.choice([0, 0, 1, 2, 3, len(others)]))]:
        rows = [dict(row) for row in tables[name]]
        if name == "order_lines" and trade == ["order_lines"]:
            rows = [row | {"customer_id": "c001", "ordered_at": "2024-01-05"} for row in rows]
        dirty_table(chance, made, name, rows)
    write_mapping(chance, folder)
    return made


def dirty_table(chance: random.Random, made: Dirty, name: str, rows: list[Row]) -> None:
    """Dirty the cells of a table, and write it as one file or two of some kind."""
    share = chance.choice([0, 0, 0.02, 0.1, 0.5])
    for row in rows:
        for column in row:
            if chance.random() < share:
                row[column] = chance.choice(CELLS)
    if chance.random() < 0.2:
        rows += chance.choices(rows, k=5)
    ending = chance.choices([".csv", ".csv.gz", ".jsonl", ".parquet", ".xlsx"], [12, 2, 3, 2, 1])[0]
    if chance.random() < 0.15:
        half = len(rows) // 2
        parts = {chance.choice(NAMES) + "1": rows[:half], "part2": rows[half:]}
        paths = {made.folder / name / (part + ending): own for part, own in parts.items()}
    else:
        paths = {made.folder / (name + ending): rows}
    for path, own in paths.items():
        path.parent.mkdir(exist_ok=True)
        count = WRITERS[ending](chance, path, own)
        if count is not None:
            made.rows[path.relative_to(made.folder).as_posix()] = count


def write_csv(chance: random.Random, path: Path, rows: list[Row]) -> int | None:
    """Write CSV, and perhaps do something to the file; the rows in it, null where unknown."""
    columns = list(rows[0]) if rows else ["order_id"]
    delimiter = chance.choice([",", ",", ",", ";", "\t", "|"])
    out = io.StringIO(newline="")
    ends = chance.choice(["\n", "\r\n"])
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ends)
    writer.writerow(columns)
    writer.writerows([["" if cell is None else cell for cell in row.values()] for row in rows])
    data = out.getvalue().encode()
    if chance.random() < 0.2:
        _packed(path, chance.choice(DAMAGES)(chance, data))
        return None
    is_text = b"\0" not in data
    _packed(path, data)
    return len(rows) if is_text else None


def _packed(path: Path, data: bytes) -> None:
    if path.suffix == ".gz" and not data.startswith(b"raw"):
        data = gzip.compress(data)
    path.write_bytes(data.removeprefix(b"raw"))


def _lines_moved(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    for place in chance.sample(range(len(lines)), min(3, len(lines))):
        lines[place] = chance.choice(
            [
                b"",
                b"\n",
                b",,,\n",
                b'"open\n',
                b"a" * 70_000 + b"\n",
                lines[place].strip() + b",x\n",
            ]
        )
    return b"".join(lines)


def _bytes_changed(chance: random.Random, data: bytes) -> bytes:
    content = bytearray(data)
    for _ in range(chance.choice([1, 3, 30])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def _header_changed(chance: random.Random, data: bytes) -> bytes:
    head, _, body = data.partition(b"\n")
    names = head.decode().split(",")
    names[chance.randrange(len(names))] = chance.choice(HEADERS)
    return ",".join(names).encode() + b"\n" + body


DAMAGES: list[Callable[[random.Random, bytes], bytes]] = [
    _lines_moved,
    _lines_moved,
    _bytes_changed,
    _header_changed,
    lambda chance, data: data[: chance.randrange(len(data))],
    lambda _, data: data.decode().encode("latin-1", "replace"),
    lambda _, data: data.decode().encode("utf-16"),
    lambda _, data: data.decode().encode("utf-8-sig"),
    lambda _, data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r"),
    lambda _, data: data.replace(b"\n", b"\r\n", 3),
    lambda _, data: data.split(b"\n")[0] + b"\n",
    lambda _, data: data.rstrip(),
    lambda _, data: data + b"\n\n \n",
    lambda _, data: data.replace(b",", b";", 20),
    lambda *_: b"",
    lambda _, data: b"raw" + data,
    lambda _, data: b"raw" + gzip.compress(data)[:-9],
    lambda *_: b"\x00\xff" * 50,
]


def write_jsonl(chance: random.Random, path: Path, rows: list[Row]) -> int | None:
    """Write a JSON object per line, a few of them perhaps something else."""
    lines = [json.dumps(row, default=str, ensure_ascii=chance.random() < 0.5) for row in rows]
    broken = chance.choice([0, 0, 3])
    for place in range(min(broken, len(lines))):
        lines[place] = chance.choice(["{", "7", "[1]", "null", '{"order_id": {"a": [1]}}', '"x"'])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="surrogatepass")
    return len(rows) if rows else None


def write_parquet(chance: random.Random, path: Path, rows: list[Row]) -> int | None:
    """Write Parquet, its columns of whatever type their first values suggest."""
    import pyarrow as arrow
    from pyarrow import parquet

    def column(values: Iterable[object]) -> object:
        own = list(values)
        try:
            return arrow.array(own)
        except (arrow.ArrowInvalid, arrow.ArrowTypeError):
            return arrow.array([None if value is None else str(value) for value in own])

    table = arrow.table(
        {name: column(row[name] for row in rows) for name in rows[0]} if rows else {}
    )
    parquet.write_table(table, path)
    if chance.random() < 0.1:
        path.write_bytes(_bytes_changed(chance, path.read_bytes()))
        return None
    return len(rows)


def write_workbook(chance: random.Random, path: Path, rows: list[Row]) -> int | None:
    """Write a workbook; what it cannot hold is left out of the cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    unprintable = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub
    assert sheet is not None
    sheet.append(list(rows[0]) if rows else [])
    for row in rows:
        sheet.append(
            [None if cell is None else unprintable("", str(cell)) for cell in row.values()]
        )
    book.save(path)
    if chance.random() < 0.2:
        path.write_bytes(path.read_bytes()[: chance.randrange(4000)])
    return None


def write_mapping(chance: random.Random, folder: Path) -> None:
    """Perhaps write a mapping, right or wrong."""
    kind = chance.random()
    if kind < 0.6:
        return
    text = chance.choice(MAPPINGS if kind < 0.9 else WRONG_MAPPINGS)
    data = text.encode() if chance.random() < 0.95 else text.encode("utf-16")
    (folder / "mapping.yml").write_bytes(data)


WRITERS = {
    ".csv": write_csv,
    ".csv.gz": write_csv,
    ".jsonl": write_jsonl,
    ".parquet": write_parquet,
    ".xlsx": write_workbook,
}
