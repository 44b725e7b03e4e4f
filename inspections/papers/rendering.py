"""From values to paper: the fingerprint over what stands on it, the foot, the 草稿 mark, the PDF."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from inspections.papers.kinds import Kind
from inspections.papers.parts import grouped
from inspections.papers.record import RECORD, blank_paper
from registry.models import ItemVersion
from yangcheng_inspect import pdf

SEEN = "预览，未登记打印"
ISSUED = "签发件"


@dataclass(frozen=True)
class Foot:
    """The line at the foot of every page."""

    number: str
    code: str  # 16 digits in groups of four
    printed: str  # 第 2 次打印, 签发件, or that it was only looked at

    @property
    def words(self) -> str:
        parts = [f"编号 {self.number}" if self.number else "", f"校验码 {self.code}" if self.code else "", self.printed]
        return "　".join(part for part in parts if part)


@dataclass(frozen=True)
class Paper:
    """One paper ready to be drawn: `code` is the hex SHA-256 of what stands on it without its foot."""

    kind: Kind
    number: str
    values: Mapping[str, Any]
    code: str
    draft: bool

    def pdf(self, printed: str = SEEN) -> bytes:
        """The bytes. `printed` says on every page which print this is."""
        return pdf.together([self.part(printed)])

    def part(self, printed: str) -> tuple[str, dict[str, Any]]:
        """Template and values, to be drawn alone or together with other papers."""
        foot = Foot(self.number, grouped(self.code), printed)
        return self.kind.template, _context(self.kind, self.values, self.number, self.draft, foot)


def compose(kind: Kind, source: Any, *, number: str = "", draft: bool | None = None) -> Paper:
    """Fill a paper from data alone. Without a number of its own it is a draft, unless told otherwise."""
    values = kind.values(source)
    shown = number or kind.number(source)
    is_draft = bool(kind.waits(source)) or (bool(kind.word) and not number) if draft is None else draft
    code = kind.code_of(source) or _fingerprint(kind, values, shown)
    return Paper(kind, shown, values, code, is_draft)


def _fingerprint(kind: Kind, values: Mapping[str, Any], number: str) -> str:
    page = render_to_string(kind.template, _context(kind, values, number, False, Foot("", "", "")))
    return hashlib.sha256(page.encode()).hexdigest()


def _context(kind: Kind, values: Mapping[str, Any], number: str, draft: bool, foot: Foot) -> dict[str, Any]:
    fixed = {"issuer": settings.ISSUER, "paper_title": kind.title, "number": number, "draft": draft, "foot": foot}
    return {**values, **fixed}


def blank(version: ItemVersion) -> bytes:
    """检查记录表 with nothing on it, to be filled in by hand: paper ranks equal."""
    foot = Foot(f"{version.item.code} 第 {version.number} 版", "", "空白表")
    return pdf.render(RECORD.template, _context(RECORD, blank_paper(version), "", False, foot))
