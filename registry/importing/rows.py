"""What the three kinds of row have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from registry.importing.columns import Table
from registry.importing.reader import Cell, Row
from registry.importing.values import BadCell


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is not written, or what a person should look at: the column's word in the file, and a reason."""

    column: str
    reason: str

    def sentence(self, row_no: int) -> str:
        return f"第 {row_no} 行“{self.column}”{self.reason}。"


@dataclass(slots=True)
class ParsedRow:
    """One row of the file. `values` holds only what the row states; a row with problems is not written."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def key(self) -> str:
        """How the file names the thing: filled by the kind's parser under `key`."""
        return self.values.get("key", "")


Check = Callable[[Cell], str]


def parse_row(table: Table, row: Row, checks: Mapping[str, Check]) -> ParsedRow:
    """Run each column's check; what fails becomes a problem under the word the file uses."""
    parsed = ParsedRow(row.number)
    for name, check in checks.items():
        if name not in table.columns:
            continue
        try:
            value = check(table.cell(row, name))
        except BadCell as error:
            parsed.problems.append(Problem(table.words[name], str(error)))
        else:
            if value:
                parsed.values[name] = value
    return parsed


def require(parsed: ParsedRow, table: Table, name: str, word: str) -> None:
    """An empty cell that must not be empty; one that was wrong has its problem already."""
    column = table.words.get(name, word)
    if name not in parsed.values and not any(problem.column == column for problem in parsed.problems):
        parsed.problems.append(Problem(column, "为空，请补全后重新上传"))
