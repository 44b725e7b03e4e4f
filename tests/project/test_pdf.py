"""Paper: every character is drawn, as itself; nothing outside the packaged files is read."""

import logging
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.test import override_settings
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps, ImageStat

from yangcheng_inspect import pdf
from yangcheng_inspect.pdf_files import PackagedFiles

NAMES = "阳城县濩喆堃㛃"
PAGES = {
    "one.html": '{% extends "base_pdf.html" %}{% block content %}<p class="sub">{{ text }}</p>{% endblock %}',
    "large.html": '{% extends "base_pdf.html" %}{% block content %}<h1>{{ text }}</h1>{% endblock %}',
    "file.html": '{% extends "base_pdf.html" %}{% block content %}<img src="file:///etc/passwd">{% endblock %}',
    "net.html": '{% extends "base_pdf.html" %}{% block content %}<img src="http://127.0.0.1:1/x.png">{% endblock %}',
}


@pytest.fixture(autouse=True)
def _pages() -> Iterator[None]:
    loaders = ["django.template.loaders.filesystem.Loader", ("django.template.loaders.locmem.Loader", PAGES)]
    base = settings.TEMPLATES[0]
    options = {**base["OPTIONS"], "loaders": loaders}
    with override_settings(TEMPLATES=[{**base, "APP_DIRS": False, "OPTIONS": options}]):
        yield


def _picture(document: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(document) as opened:
        page = opened[0]
        picture = page.render(scale=6).to_pil().convert("L")
        page.close()
    return picture


def _ink(picture: Image.Image) -> Image.Image:
    """The drawn part alone, in one size, black on white."""
    upper = picture.crop((0, 0, picture.width, picture.height * 9 // 10))  # the page number stands below
    drawn = upper.crop(ImageOps.invert(upper).getbbox())
    return drawn.resize((48, 48), Image.Resampling.BOX)


def _reference(character: str) -> Image.Image:
    """The character as the font file has it, drawn by another library."""
    asked = ["fc-match", "-f", "%{file}\n%{index}", "Noto Serif CJK SC:bold:lang=zh-cn"]
    file, index = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("\n")
    picture = Image.new("L", (400, 400), 255)
    face = ImageFont.truetype(file, 200, index=int(index))
    ImageDraw.Draw(picture).text((80, 50), character, font=face, fill=0)
    return _ink(picture)


def _distance(first: Image.Image, second: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(first, second)).mean[0]


@pytest.mark.parametrize("character", NAMES)
def test_each_character_of_a_rare_name_is_drawn_as_itself(character: str) -> None:
    drawn = _ink(_picture(pdf.render("large.html", {"text": character})))

    nearest = min(NAMES, key=lambda other: _distance(drawn, _reference(other)))

    assert nearest == character
    assert _distance(drawn, _reference(character)) < 12


def test_the_text_layer_says_the_same() -> None:
    with pypdfium2.PdfDocument(pdf.render("one.html", {"text": NAMES})) as opened:
        page = opened[0]
        text = page.get_textpage()

        assert NAMES in text.get_text_bounded()
        text.close()
        page.close()


def test_missing_glyphs_are_named_once_and_in_order() -> None:
    assert pdf.missing_glyphs("阳城\U000f0001县\u200b\U0001fae8\U000f0001") == ["\U000f0001", "\U0001fae8"]


def test_a_character_nobody_can_draw_is_named_on_paper(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert pdf.printable("<p>\U0001fae8</p>") == "<p>〓U+1FAE8</p>"

    assert "U+1FAE8" in caplog.text


@pytest.mark.parametrize("template", ["file.html", "net.html"])
def test_a_document_reads_nothing_outside_the_packaged_files(template: str) -> None:
    with pytest.raises(pdf.ForbiddenAddress):
        pdf.render(template, {})


def test_text_of_a_user_cannot_become_markup() -> None:
    document = pdf.render("one.html", {"text": '<link rel="attachment" href="file:///etc/passwd">'})

    assert b"root:" not in document


def test_a_picture_in_the_document_itself_is_allowed() -> None:
    fetcher: Any = PackagedFiles()
    stream = BytesIO()
    Image.new("1", (1, 1)).save(stream, "PNG")

    response = fetcher.fetch("data:image/png;base64," + b64encode(stream.getvalue()).decode())

    assert response.read() == stream.getvalue()


def test_the_paper_tells_nothing_about_its_author() -> None:
    with pypdfium2.PdfDocument(pdf.render("one.html", {"text": "x"})) as opened:
        facts = opened.get_metadata_dict(skip_empty=True)

    assert set(facts) <= {"Title", "Producer", "CreationDate", "ModDate"}
