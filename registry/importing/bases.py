"""Legal bases as a list writes them → one article reference each, with the law's full name.

A list abbreviates: 同条例第九条, 103号令第四条, 同左. Papers that a business reads must not.
"""

import re
from dataclasses import dataclass, replace

POWER, DUTY, PENALTY = "POWER", "DUTY", "PENALTY"

# Laws whose articles were renumbered or first applied on a day the list does not write out.
IN_FORCE_FROM = {
    "治安管理处罚法(2025修订)": "2026-01-01",
    "网络安全法(2025修正)": "2026-01-01",
}
# Ministry orders that lists cite by number alone.
BY_ORDER = {"公安部令第38号": "机动车修理业、报废机动车回收业治安管理办法"}
# What a researcher wrote behind an article; for the office, never for paper.
NOTE = re.compile(r"\(([^()]*(?:回忆|未见|未核|未获)[^()]*)\)|——(.*(?:回忆|未核).*)$")
TITLE = re.compile(r"《([^》]+)》((?:\([^()]*\))*)")
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:施行|修订|[一-龥]*修订)")
ORDER = re.compile(r"(?:令第)?(\d+)号令?")
SAME = re.compile(r"^同?(?P<kind>条例|办法|法|规定)(?=第|等)")


@dataclass(frozen=True)
class Basis:
    """`law` without its title marks, "" where the text names none; `valid_from` an ISO day or ""."""

    kind: str
    law: str
    text: str
    note: str = ""
    valid_from: str = ""


@dataclass(frozen=True)
class _Law:
    """A law this item has named: 《title》 and what stands in brackets behind it."""

    title: str
    suffix: str

    @property
    def full(self) -> str:
        return f"《{self.title}》{self.suffix}"

    @property
    def number(self) -> str:
        match = ORDER.search(self.suffix)
        return match[1] if match else ""


def split_bases(power: str, duty: str, penalty: str) -> list[Basis]:
    """One Basis per law, in the order of the list; 同左 repeats the column before."""
    named: list[_Law] = []
    columns: list[list[Basis]] = []
    for kind, text in [(POWER, power), (DUTY, duty), (PENALTY, penalty)]:
        before = columns[-1] if columns else []
        columns.append(_column(kind, text, before, named))
    return [basis for column in columns for basis in column]


def _column(kind: str, text: str, before: list[Basis], named: list[_Law]) -> list[Basis]:
    found: list[Basis] = []
    for part in split_outside_brackets(text):
        if part == "同左":
            found += [replace(basis, kind=kind) for basis in before]
        else:
            found.append(_basis(kind, part, named))
    return found


def split_outside_brackets(text: str) -> list[str]:
    """Split at ; and ； that stand in no bracket; full-width brackets and signs become half-width."""
    parts, depth = [""], 0
    for sign in text.translate(str.maketrans("（）；", "();")):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == ";" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def _basis(kind: str, part: str, named: list[_Law]) -> Basis:
    notes = [first or second for first, second in NOTE.findall(part)]
    text = NOTE.sub("", part).strip()
    law = _titled(text, named)
    if law is None and (law := _referred(text, named)):
        text = law.full + _without_reference(text, law)
    named += [law] if law else []
    title = law.title if law else ""
    return Basis(kind, title, text, "；".join(notes), _valid_from(law))


def _titled(text: str, named: list[_Law]) -> _Law | None:
    match = TITLE.match(text)
    if not match:
        return None
    earlier = next((law for law in named if law.title == match[1] and not match[2]), None)
    return earlier or _Law(match[1], NOTE.sub("", match[2]))


def _referred(text: str, named: list[_Law]) -> _Law | None:
    """The law that 同条例, 办法 or 103号令 stands for: the first the item named that fits."""
    if match := SAME.match(text):
        return next((law for law in named if law.title.endswith(match["kind"])), None)
    if text.startswith("国际联网办法"):
        return next((law for law in named if "国际联网" in law.title), None)
    for order, title in BY_ORDER.items():
        if text.startswith(order):
            return next((law for law in named if law.title == title), _Law(title, f"({order})"))
    head = text.split("第", 1)[0] if "令第" not in text[:8] else text[:12]
    match = ORDER.search(head)
    return next((law for law in named if match and law.number == match[1]), None)


def _without_reference(text: str, law: _Law) -> str:
    """第四条… of 103号令第四条…"""
    text = re.sub(r"^(国务院令第|公安部令第)?\d+号令?", "", text)
    text = SAME.sub("", text)
    return text.removeprefix("国际联网办法")


def _valid_from(law: _Law | None) -> str:
    if law is None:
        return ""
    if match := DATED.search(law.suffix):
        return match[1]
    return IN_FORCE_FROM.get(law.title + law.suffix, "")
