"""What the library does not tell of an xlsx: which cells hold formulas, which rows are hidden, what is unsafe.

Runs inside the limited process (`child`), so nothing here imports Django.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from registry.importing.opened import Refused

MAX_UNPACKED = 200 * 1024**2
CHUNK = 1024**2
BOOK, RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
BROKEN = "文件已损坏，或者不是 xlsx 工作簿。请在 Excel 中另存为 xlsx 后重新上传。"
UNSAFE = "文件含有不安全的内容，没有读取。请在 Excel 中另存为 xlsx 后重新上传。"
DECLARED = re.compile(rb"""^<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)""")
WORTH_A_LOOK = re.compile(rb"<(?:[^\s<>/:]+:)?f[\s>/]|\bhidden\s*=")
PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
MALFORMED = (
    *(zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError, RuntimeError),
    *(NotImplementedError, ElementTree.ParseError, expat.ExpatError),
)


@dataclass
class Marks:
    """Row → columns with a formula, and the hidden rows; all counted from 0."""

    formulas: dict[int, set[int]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def refuse_unsafe(path: Path) -> None:
    """What unpacks to too much, and any part with a document type: that is how entity bombs travel."""
    with _archive(path) as archive:
        infos = archive.infolist()
        if sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise Refused("文件解压后超过 200 MB，没有读取。请删去图片和无关的工作表后重新上传。")
        names = [info.filename.lower() for info in infos]
        if len(set(names)) < len(names) or "xl/workbook.bin" in names:
            raise Refused(BROKEN)
        for info in infos:
            if info.filename.lower().endswith((".xml", ".rels")):
                _refuse_document_type(archive, info)


def _refuse_document_type(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """UTF-8 only: in UTF-16 the words below would hide."""
    tail = b""
    for number, chunk in enumerate(_chunks(archive, info)):
        found = DECLARED.match(chunk.removeprefix(b"\xef\xbb\xbf")) if number == 0 else None
        strange = found and found[1].lower() not in (b"utf-8", b"us-ascii")
        if strange or b"\x00" in chunk or b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
            raise Refused(UNSAFE)
        tail = chunk[-16:]


def marks_of(path: Path, sheet: str) -> Marks:
    """Formulas and hidden rows of the sheet of that name. Raises Refused when the sheet's part cannot be found."""
    with _archive(path) as archive:
        info = _part(archive, sheet)
        tail = b""
        for chunk in _chunks(archive, info):
            if WORTH_A_LOOK.search(tail + chunk):
                return _Walk(_chunks(archive, info)).marks
            tail = chunk[-200:]
        return Marks()


def _part(archive: zipfile.ZipFile, sheet: str) -> zipfile.ZipInfo:
    """The part that holds the sheet, by local names: strict and transitional workbooks differ in namespaces."""
    book, rels = (ElementTree.fromstring(archive.read(_info(archive, name))) for name in (BOOK, RELS))
    targets = {rel.get("Id"): rel.get("Target", "") for rel in rels.iter()}
    for element in book.iter():
        if _local(element.tag) == "sheet" and element.get("name") == sheet:
            key = next((value for name, value in element.items() if name.endswith("}id")), None)
            target = targets.get(key, "")
            return _info(archive, target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    raise KeyError(sheet)


def _info(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    return next(info for info in archive.infolist() if info.filename.lower() == name.lower())


class _Walk:
    """Goes through a sheet's cells. Rows and cells without their number stand behind the one before."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.marks = Marks()
        self._row = self._column = -1
        self._in_cell = False
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "c":
            self._cell(attributes.get("r", ""))
        elif name == "f" and self._in_cell:
            self.marks.formulas.setdefault(self._row, set()).add(self._column)
        elif name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden.add(self._row)

    def _cell(self, place: str) -> None:
        self._in_cell = True
        self._column += 1
        if place:
            found = PLACE.fullmatch(place)
            if found is None:
                raise ValueError(place)
            self._column, self._row = _column(found[1]), int(found[2]) - 1

    def _end(self, tag: str) -> None:
        self._in_cell = self._in_cell and _local(tag) != "c"


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (*MALFORMED, StopIteration):
        raise Refused(BROKEN) from None


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as part:
        while chunk := part.read(CHUNK):
            yield chunk


def _local(tag: str) -> str:
    """Without namespace or prefix."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _column(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
