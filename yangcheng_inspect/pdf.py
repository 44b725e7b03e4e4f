"""Paper: a template becomes a PDF whose every character is really drawn.

WeasyPrint may read packaged static files and `data:` pictures, nothing else: no file, no network.
"""

import html
import logging
import subprocess
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FALLBACKS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "DejaVu Sans")
"""The faces behind every stack of `pdf.css`; the last one has the ticked box."""

VARIANT = "pdf/a-3a"
"""For the archive and for whoever cannot see: every face embedded, headings and tables tagged (ISO 19005-3)."""

log = logging.getLogger(__name__)


class ForbiddenAddress(RuntimeError):
    """A document asked for something outside the packaged files. A fault of the template, never of the user."""


def render(template: str, context: Mapping[str, Any]) -> bytes:
    """The PDF of a template that extends `base_pdf.html`. Raises `ForbiddenAddress`."""
    return together([(template, context)])


def together(parts: Sequence[tuple[str, Mapping[str, Any]]]) -> bytes:
    """Several such templates as one PDF, one behind the other; each counts its own pages. Raises `ForbiddenAddress`."""
    from yangcheng_inspect.pdf_files import FatalURLFetchingError  # a second of start-up that few commands need

    with warnings.catch_warnings():
        # WeasyPrint leaves its own colour profile to the garbage collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            laid_out = [_laid_out(template, context) for template, context in parts]
        except FatalURLFetchingError as error:
            raise ForbiddenAddress(str(error)) from error
        pages = [page for document in laid_out for page in document.pages]
        pdf: bytes = laid_out[0].copy(pages).write_pdf(pdf_variant=VARIANT)
    return pdf


def _laid_out(template: str, context: Mapping[str, Any]) -> Any:
    from yangcheng_inspect.pdf_files import HOST, HTML, PackagedFiles

    markup = printable(render_to_string(template, dict(context)))
    html_page = HTML(string=markup, base_url=f"https://{HOST}/", url_fetcher=PackagedFiles())
    return html_page.render(pdf_variant=VARIANT)


def printable(markup: str) -> str:
    """A character no face can draw is named (`〓U+1F600`) instead of leaving an empty box on a signed paper."""
    missing = missing_glyphs(html.unescape(markup))
    if missing:
        log.warning("no glyph for %s", " ".join(f"U+{ord(character):04X}" for character in missing))
    for character in missing:
        named = f"〓U+{ord(character):04X}"
        markup = markup.replace(character, named).replace(f"&#{ord(character)};", named)
    return markup


def missing_glyphs(text: str) -> list[str]:
    """The characters of a text, each once and in order, that none of `FALLBACKS` can draw."""
    drawn = frozenset[int]().union(*(_characters_of(family) for family in FALLBACKS))
    return [character for character in dict.fromkeys(text) if ord(character) not in drawn and _is_seen(character)]


def _is_seen(character: str) -> bool:
    """Blanks, control and format characters and variation selectors need no glyph."""
    unseen = unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
    return not unseen and not unicodedata.name(character, "").startswith("VARIATION SELECTOR")


@cache
def _characters_of(family: str) -> frozenset[int]:
    """Code points a family can draw; empty where fontconfig offers another family instead."""
    answer = subprocess.run(
        ["fc-match", "-f", "%{file}\n%{index}\n%{family}", f"{family}:lang=zh-cn"],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    file, index, found = answer.stdout.split("\n")
    if family not in found:
        return frozenset()
    # In a collection fontconfig's index counts named instances in its upper half.
    with open(file, "rb") as stream:
        return frozenset(TTFont(stream, fontNumber=int(index) & 0xFFFF, lazy=True).getBestCmap())
