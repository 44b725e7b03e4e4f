"""Every kind of paper: what the eye sees is what the text layer says, and both say what the data say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import combinations
from typing import Any

import pypdfium2
import pytest
from django.template.loader import render_to_string
from PIL import Image, ImageChops, ImageStat
from pytest_django.plugin import DjangoDbBlocker

from inspections.choices import PaperKind
from inspections.papers import kinds, rendering
from tests.inspections.papers import FIRM, sources, undone
from yangcheng_inspect import pdf

pytestmark = pytest.mark.django_db
FOOT = 17 / 25.4 * 72  # points at the lower edge of a form; a letter's margin is wider
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Sheet:
    """One paper, drawn once for the whole module."""

    paper: rendering.Paper
    content: bytes
    markup: str


@pytest.fixture(scope="module")
def sheets(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[PaperKind, Sheet]]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, undone():
        patch.setattr("django.conf.settings.MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        yield {code: _drawn(kinds.of(code), source) for code, source in sources().items()}


def _drawn(kind: kinds.Kind, source: Any) -> Sheet:
    paper = rendering.compose(kind, source, number="阳公抽查〔2026〕1号" if kind.word else "")
    foot = rendering.Foot("", "", "")
    markup = render_to_string(kind.template, rendering._context(kind, paper.values, paper.number, paper.draft, foot))
    return Sheet(paper, paper.pdf("第 1 次打印"), markup)


every = pytest.mark.parametrize("code", PaperKind)


class Pieces(HTMLParser):
    """What a page says, piece by piece."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(markup[markup.index("<body") :])

    def handle_data(self, data: str) -> None:
        if words := SPACE.sub("", data):
            self.said.append(words)


def text(content: bytes, *, foot: bool = False) -> str:
    """The text layer without blanks; without the foot of each page unless asked for."""
    with pypdfium2.PdfDocument(content) as opened:
        return SPACE.sub("", "".join(_page(page, 0 if foot else FOOT) for page in opened))


def _page(page: pypdfium2.PdfPage, bottom: float) -> str:
    words = page.get_textpage()
    said = words.get_text_bounded(bottom=bottom)
    words.close()
    page.close()
    return str(said)


def test_every_kind_is_in_the_register() -> None:
    assert [kind.code for kind in kinds.known()] == list(PaperKind)


@every
def test_the_text_layer_says_everything_in_order(sheets: dict[PaperKind, Sheet], code: PaperKind) -> None:
    said, place = text(sheets[code].content), 0

    for piece in Pieces(sheets[code].markup).said:
        found = said.find(piece, place)
        assert found >= 0, f"{piece} is not said after {said[max(0, place - 40) : place]}"
        place = found + len(piece)


@every
def test_no_character_is_unseen_or_missing(sheets: dict[PaperKind, Sheet], code: PaperKind) -> None:
    said = text(sheets[code].content, foot=True)

    assert pdf.missing_glyphs(said) == []
    assert not [character for character in said if ord(character) < 32 or character in "\ufffd\ufffe\u3013"]


@every
def test_the_foot_tells_number_fingerprint_page_and_print(sheets: dict[PaperKind, Sheet], code: PaperKind) -> None:
    sheet = sheets[code]

    said = text(sheet.content, foot=True)

    assert f"校验码{sheet.paper.code[:16]}" in said
    assert f"编号{SPACE.sub('', sheet.paper.number)}" in said
    assert "第1次打印" in said
    assert "第1页，共" in said or "—1—" in said


@every
def test_no_paper_names_an_author_or_the_coordinating_body(sheets: dict[PaperKind, Sheet], code: PaperKind) -> None:
    with pypdfium2.PdfDocument(sheets[code].content) as opened:
        facts = opened.get_metadata_dict(skip_empty=True)

    assert facts["Title"] == str(code.label)
    assert set(facts) <= {"Title", "Producer", "CreationDate", "ModDate"}
    assert "领导小组" not in text(sheets[code].content, foot=True)


def test_papers_of_a_finished_act_are_no_drafts(sheets: dict[PaperKind, Sheet]) -> None:
    assert [code for code, sheet in sheets.items() if sheet.paper.draft] == []
    assert all("草" not in text(sheet.content)[:4] for sheet in sheets.values())


def test_a_rare_name_stands_on_every_paper_about_the_firm(sheets: dict[PaperKind, Sheet]) -> None:
    apart = {PaperKind.RESULT, PaperKind.DRAW, PaperKind.LEDGER, PaperKind.ATTENDANCE}

    assert [code for code, sheet in sheets.items() if code not in apart and FIRM not in text(sheet.content)] == []


def test_the_head_of_a_long_table_is_repeated(sheets: dict[PaperKind, Sheet]) -> None:
    with pypdfium2.PdfDocument(sheets[PaperKind.REFERRAL].content) as opened:
        pages = [SPACE.sub("", _page(page, 0)) for page in opened]

    listed = [page for page in pages if "现场照片" in page]
    assert len(listed) > 1
    assert all("材料名称" in page for page in listed)


def test_the_papers_are_made_for_the_archive(sheets: dict[PaperKind, Sheet]) -> None:
    """PDF/A-3a: tagged, with a language. The document's facts stand in XMP beside them."""
    for sheet in sheets.values():
        with pypdfium2.PdfDocument(sheet.content) as opened:
            assert opened.is_tagged()


def shapes(content: bytes) -> dict[str, Image.Image]:
    """How each Chinese character of the first page looks, cut out of the picture of the page."""
    seen: dict[str, Image.Image] = {}
    with pypdfium2.PdfDocument(content) as opened:
        page, scale = opened[0], 4
        picture, letters = page.render(scale=scale).to_pil().convert("L"), page.get_textpage()
        height = page.get_height()
        for index, letter in enumerate(letters.get_text_range()):
            if "\u3400" <= letter <= "\u9fff" and letter not in seen:
                left, bottom, right, top = letters.get_charbox(index)
                box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
                seen[letter] = picture.crop(tuple(map(round, box))).resize((24, 24))
        letters.close()
        page.close()
    return seen


@every
def test_every_character_has_a_shape_of_its_own(sheets: dict[PaperKind, Sheet], code: PaperKind) -> None:
    """A face without a glyph draws the same empty box for every character it lacks."""
    seen = shapes(sheets[code].content)

    assert len(seen) > 30
    alike = [
        one + other
        for one, other in combinations(seen, 2)
        if ImageStat.Stat(ImageChops.difference(seen[one], seen[other])).mean[0] < 12
    ]
    assert alike == []
