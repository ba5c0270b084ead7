"""Text files: is it text, in which encoding, and which line is not."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TextIO, cast

from scripts.contract import InputError, hint
from scripts.discovery import TableFile

_BLOCK = 1 << 20


@dataclass(frozen=True)
class TextFile:
    """A file that is UTF-8 text to the last byte; the lines end as most of them do."""

    path: Path
    lines: int
    has_quotes: bool


def open_text(path: Path) -> TextIO:
    """Open UTF-8 text, unpacked if need be, with a byte-order mark left out."""
    if path.suffix == ".gz":
        return cast(TextIO, gzip.open(path, "rt", encoding="utf-8-sig", newline=""))
    return path.open("r", encoding="utf-8-sig", newline="")


def checked_text(file: TableFile, path: Path, encoding: str, scratch: Path) -> TextFile:
    """Check a text file to the last byte; make a UTF-8 copy of one in another encoding."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # base64 and its like are codecs too, but not of text
    except (LookupError, UnicodeError) as error:
        raise InputError(
            f"mapping.yml: encoding `{encoding}` of `{file.table}` is not known."
            f"{hint(encoding, ('utf-8', 'utf-16', 'latin-1', 'cp1252'))}"
        ) from error
    if name == "utf-8":
        return _count(path, _decoded(file, path, name))
    copy = scratch / "utf8.csv"
    with copy.open("w", encoding="utf-8", newline="") as stream:

        def copied() -> Iterator[str]:
            for text in _decoded(file, path, name):
                stream.write(text)
                yield text

        return _count(copy, copied())


def plain_lines(path: Path) -> Path:
    """A copy of a text file whose lines all end alike."""
    copy = path.parent / "plain.txt"
    with open_text(path) as source, copy.open("w", encoding="utf-8", newline="") as target:
        for line in source:
            target.write(line.rstrip("\r\n") + "\n")
    return copy


def _count(path: Path, texts: Iterator[str]) -> TextFile:
    feeds = returns = 0
    has_quotes = False
    last = "\n"
    for text in texts:
        feeds += text.count("\n")
        returns += text.count("\r")
        has_quotes = has_quotes or '"' in text
        last = text[-1:] or last
    lines = (feeds or returns) + (last not in "\r\n")
    return TextFile(path, lines, has_quotes)


def _decoded(file: TableFile, path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        with _open_bytes(file, path) as stream:
            while block := stream.read(_BLOCK):
                text = _decode(file, decoder, block, encoding, line)
                if "\0" in text:
                    place = line + text[: text.index("\0")].count("\n")
                    raise InputError(
                        f"{file.name}, line {place}: this is no text, whatever the ending says."
                        " Export it as CSV; if it is UTF-16, say `encoding: utf-16` in mapping.yml."
                    )
                line += text.count("\n")
                yield text
            _decode(file, decoder, b"", encoding, line, final=True)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(
            f"{file.name} cannot be unpacked after line {line}: it is cut off or damaged."
            " Copy it again."
        ) from error


def _decode(
    file: TableFile,
    decoder: codecs.IncrementalDecoder,
    block: bytes,
    encoding: str,
    line: int,
    final: bool = False,
) -> str:
    try:
        return decoder.decode(block, final)
    except UnicodeError as error:  # a stream that lacks its byte-order mark has no place
        before = error.object[: error.start] if isinstance(error, UnicodeDecodeError) else b""
        place = line + before.count(b"\n")
        raise InputError(
            f"{file.name}, line {place}: this is not {encoding} text. Say which encoding it is in"
            f" mapping.yml, for example `encoding: latin-1` under `{file.table}`."
        ) from error


def _open_bytes(file: TableFile, path: Path) -> IO[bytes]:
    if path.suffix != ".gz":
        return path.open("rb")
    with path.open("rb") as stream:
        if stream.read(2) != b"\x1f\x8b":
            raise InputError(f"{file.name} is no gzip file, whatever its ending says.")
    return cast(IO[bytes], gzip.open(path, "rb"))
