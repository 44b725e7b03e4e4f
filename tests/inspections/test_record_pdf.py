"""检查记录表 on paper: every mark, every name, and glyphs that are really there."""

import re
from dataclasses import replace
from itertools import combinations

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageChops

from inspections import papers
from inspections.papers.record import RECORD
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, VisitFactory, lead_of
from yangcheng_inspect.pdf_files import HTML
from yangcheng_inspect.trail import receipts

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")
DARK = 128
SAME = 25


def open_pdf(client: Client, user: object, name: str, pk: int) -> pypdfium2.PdfDocument:
    client.force_login(user)
    response = client.get(reverse(name, args=[pk]))
    assert response.headers["Content-Type"] == "application/pdf"
    return pypdfium2.PdfDocument(response.content)


def text(document: pypdfium2.PdfDocument) -> str:
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def ink(picture: Image.Image) -> int:
    return sum(picture.convert("L").histogram()[:DARK])


def drawn(markup: str) -> Image.Image:
    """A line of text as the paper draws it, cut to its ink."""
    document = pypdfium2.PdfDocument(HTML(string=f"<p lang='zh-CN'>{markup}</p>").write_pdf())
    picture = document[0].render(scale=4).to_pil().convert("L")
    box = ImageChops.invert(picture).getbbox()
    assert box is not None, "nothing was drawn"
    return picture.crop(box)


def test_the_paper_says_all_the_record_says(client: Client) -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    visit = inspection.visit

    said = text(open_pdf(client, lead_of(visit), "record_pdf", inspection.pk))

    for words in [
        visit.name,
        visit.code,
        visit.number,
        "阳城县公安局",
        "李青",
        "录像留存 21 日",
        "☑责令改正中",
        "☑无异议",
    ]:
        assert words in said
    for officer in visit.officers.all():
        assert f"{officer.inspector.name}　执法证号 {officer.certificate}" in said
    assert (said.count("☑符合"), said.count("☑不符合"), said.count("☐符合")) == (2, 1, 1)


def test_the_paper_never_names_the_coordinating_body(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)

    assert "领导小组" not in text(open_pdf(client, lead_of(inspection.visit), "record_pdf", inspection.pk))


def test_until_it_is_handed_in_it_is_a_draft(client: Client) -> None:
    draft, final = InspectionFactory(filled=True), InspectionFactory(submitted=True)

    assert "草" in text(open_pdf(client, lead_of(draft.visit), "record_pdf", draft.pk))
    assert "草" not in text(open_pdf(client, lead_of(final.visit), "record_pdf", final.pk))


def test_the_foot_shows_the_code_under_which_the_record_was_sealed(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)
    sealed = inspection.seals.get().sha256

    assert papers.grouped(sealed) in text(open_pdf(client, lead_of(inspection.visit), "record_pdf", inspection.pk))


def test_the_record_carries_the_receipt_of_the_log(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)
    receipt = receipts.of(inspection)

    assert receipt is not None
    assert receipt.text in text(open_pdf(client, lead_of(inspection.visit), "record_pdf", inspection.pk))


def test_the_blank_form_has_every_point_and_no_mark(client: Client) -> None:
    version = InspectionFactory().version

    said = text(open_pdf(client, UserFactory(inspector=True), "record_blank_pdf", version.pk))

    assert "☑" not in said
    assert all(point.prompt.replace(" ", "") in said.replace(" ", "") for point in version.check_points.all())


def test_the_signature_is_drawn(client: Client) -> None:
    signed = papers.compose(RECORD, InspectionFactory(submitted=True))
    without = replace(signed, values={**signed.values, "signature": None})

    pages = [pypdfium2.PdfDocument(paper.pdf())[0].render(scale=2).to_pil() for paper in (signed, without)]

    assert ink(pages[0]) > ink(pages[1]) + 200


@pytest.mark.parametrize("character", "阳城检查濩☑☐〔")
def test_a_character_is_drawn_and_not_a_box(character: str) -> None:
    """A face without a glyph draws the same empty box for every character it lacks."""
    box, seen = drawn("\U000e0fff\ue0ff"), drawn(character)

    assert seen.size != box.size or ImageChops.difference(seen, box).getbbox() is not None


def looks(document: pypdfium2.PdfDocument) -> dict[str, bytes]:
    """How each Chinese character of the first page is drawn, cut out of the picture of the page."""
    page, scale, seen = document[0], 4, {}
    picture, letters = page.render(scale=scale).to_pil().convert("L"), page.get_textpage()
    for index, letter in enumerate(letters.get_text_range()):
        if CHINESE.match(letter):
            left, bottom, right, top = letters.get_charbox(index)
            height = page.get_height()
            box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
            seen[letter] = picture.crop(tuple(map(round, box))).resize((24, 24)).tobytes()
    return seen


def difference(one: bytes, other: bytes) -> float:
    """Mean difference in grey, 0 to 255: about 15 for one character in two places, over 30 for two characters."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def test_every_character_on_the_page_has_a_shape_of_its_own(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)

    shapes = looks(open_pdf(client, lead_of(inspection.visit), "record_pdf", inspection.pk))

    assert len(shapes) > 100
    alike = [one + other for one, other in combinations(shapes, 2) if difference(shapes[one], shapes[other]) < SAME]
    assert alike == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("notice_pdf", ["行政检查通知书", "《旅馆业治安管理办法》第十四条", "本年度对你单位的第 1 次检查", "申请回避"]),
        ("approval_pdf", ["行政检查审批表", "须现场核对实物", "分管局领导", "检查对象和检查人员"]),
    ],
)
def test_the_other_papers_carry_what_the_rule_asks_for(client: Client, name: str, words: list[str]) -> None:
    visit = VisitFactory(ready=True)
    pk = visit.pk if name == "notice_pdf" else visit.approval_id

    said = text(open_pdf(client, lead_of(visit), name, pk))

    assert [word for word in words if word not in said] == []
    assert all(officer.certificate in said for officer in visit.officers.all())


def test_a_stranger_prints_nothing(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)
    client.force_login(UserFactory(inspector=True))

    assert client.get(reverse("record_pdf", args=[inspection.pk])).status_code == 404
