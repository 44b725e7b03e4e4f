"""Which column holds what: the header row among the title rows, matched by known words or by a person."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from registry.importing.reader import Cell, Formula, Row, UnreadableFile

Synonyms = Mapping[str, Sequence[str]]
Required = Sequence[Sequence[str]]
"""Groups of fields; of each group at least one must have a column."""
Places = Mapping[str, int]
"""Field → column, 0 for A."""

LOOK_IN = 20  # rows from the top in which a header may stand
LONGEST_WORD = 60
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
COUNT = re.compile(r"共\s*(\d{1,9})\s*[条户人家]")


@dataclass(frozen=True)
class Table:
    """Rows below the header, with what the header and the title rows say.

    `columns` maps a field to its column index, `words` to the word the file uses for it; `unused` are the
    header words that belong to no field, `notes` sentences about the file as a whole.
    """

    header_row: int
    columns: Places
    words: Mapping[str, str]
    rows: Sequence[Row]
    titled_on: date | None
    declared: int | None
    unused: Sequence[str] = ()
    notes: Sequence[str] = ()

    def cell(self, row: Row, field: str) -> Cell:
        """None for a column the file does not have, and for a row that ends before it."""
        index = self.columns.get(field)
        return row.cells[index] if index is not None and index < len(row.cells) else None


def locate(
    rows: Sequence[Row],
    synonyms: Synonyms,
    required: Required,
    remembered: Mapping[str, str] | None = None,
) -> Table:
    """The table in a sheet. `required`: of each group of fields at least one must be there.

    Raises UnreadableFile when no row of the first twenty is such a header, or no row follows it.
    """
    best = header_of(rows, synonyms, remembered or {})
    places = match(best, synonyms, remembered or {}) if best else {}
    if lacking := missing(places, synonyms, required):
        raise UnreadableFile(f"{lacking}请确认表头写明各列名称，并且上传的是这种名录。")
    assert best is not None
    return tabulate(rows, best.number, places)


def tabulate(rows: Sequence[Row], header_row: int, places: Places) -> Table:
    """The table below that row, with these columns. Raises UnreadableFile when nothing stands below."""
    header = next((row for row in rows if row.number == header_row), Row(header_row, ()))
    titles = [row for row in rows if row.number < header_row]
    below = [row for row in rows if row.number > header_row]
    if not below:
        raise UnreadableFile("表头下面没有数据。请重新导出后上传。")
    words = {field: word_of(header, index) for field, index in places.items()}
    others = [index for index in range(len(header.cells)) if index not in places.values()]
    unused = [written(header.cells[index]) for index in others if written(header.cells[index])]
    return Table(header_row, places, words, below, _titled_on(titles), _declared(titles), unused)


def header_of(rows: Sequence[Row], synonyms: Synonyms, remembered: Mapping[str, str]) -> Row | None:
    """The row of the first twenty that looks most like a header: by known words, then by the number of words."""

    def likeness(row: Row) -> tuple[int, int]:
        return len(match(row, synonyms, remembered)), sum(isinstance(cell, str) and cell != "" for cell in row.cells)

    return max(rows[:LOOK_IN], key=likeness, default=None)


def match(row: Row, synonyms: Synonyms, remembered: Mapping[str, str]) -> dict[str, int]:
    """Field → column, each column for one field. A word remembered for the field wins, "" saying that there is none;
    then the first synonym."""
    places: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        if word := normal(written(cell)):
            places.setdefault(word, index)
    found: dict[str, int] = {}
    for field, word in remembered.items():
        place = places.get(normal(word)) if word else -1
        if place is not None and (place < 0 or place not in found.values()):
            found[field] = place
    for field, words in synonyms.items():
        place = next((places[normal(word)] for word in words if normal(word) in places), None)
        if place is not None and field not in found and place not in found.values():
            found[field] = place
    return {field: found[field] for field in synonyms if found.get(field, -1) >= 0}


def stands_once(row: Row, word: str) -> bool:
    """Whether a header word names one column; a word that names two teaches nothing."""
    return [normal(written(cell)) for cell in row.cells].count(normal(word)) == 1


def missing(places: Places, synonyms: Synonyms, required: Required) -> str:
    """A sentence that names the first column a list cannot do without; "" when it has all."""
    for group in required:
        if not any(field in places for field in group):
            wanted = "或".join(f"“{synonyms[field][0]}”" for field in group)
            return f"没有找到{wanted}列。"
    return ""


def normal(word: str) -> str:
    """One spelling of a header word: half width, no blanks."""
    return re.sub(r"[\s*＊]", "", unicodedata.normalize("NFKC", word))


def word_of(header: Row, index: int) -> str:
    """What the file calls a column; its letter where the header is silent."""
    word = written(header.cells[index]) if index < len(header.cells) else ""
    return word or f"{letter(index)} 列"


def letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    first, last = divmod(index, 26)
    return (letter(first - 1) if first else "") + chr(65 + last)


def written(cell: Cell) -> str:
    """A cell as a person sees it in a sample: short, without what no screen shows and no database takes."""
    if isinstance(cell, Formula):
        return "（公式）"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else "".join(filter(_is_seen, str(cell))).strip()[:LONGEST_WORD]


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _texts(titles: Sequence[Row]) -> list[str]:
    return [cell for row in titles for cell in row.cells if isinstance(cell, str)]


def _titled_on(titles: Sequence[Row]) -> date | None:
    """The day of the export, from a title like 导出时间：2026-11-02 09:14."""
    for text in _texts(titles):
        if found := DATE.search(text):
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


def _declared(titles: Sequence[Row]) -> int | None:
    """How many records the title claims, from 共1012条."""
    return next((int(found[1]) for text in _texts(titles) if (found := COUNT.search(text))), None)
