"""The time mark of a photograph: white words on a dark band, in the face our papers use."""

import subprocess
from functools import cache

from PIL import Image, ImageDraw, ImageFont

FAMILY = "Noto Sans CJK SC:lang=zh-cn"
GROUND, INK = "#0e2340", "#ffffff"
LARGEST, SMALLEST = 28, 9
MARGIN = 12


def band(words: str, width: int) -> Image.Image:
    """A strip `width` pixels wide with `words`, as large as they fit on one line, never above 28 pixels."""
    size = LARGEST
    while size > SMALLEST and face(size).getlength(words) > width - 2 * MARGIN:
        size -= 1
    strip = Image.new("RGB", (width, round(size * 1.6)), GROUND)
    ImageDraw.Draw(strip).text((MARGIN, strip.height / 2), words, INK, face(size), anchor="lm")
    return strip


@cache
def face(size: int) -> ImageFont.FreeTypeFont:
    """The face at this size in pixels."""
    file, index = _file()
    # In a collection fontconfig's index counts named instances in its upper half.
    return ImageFont.truetype(file, size, index=index & 0xFFFF)


@cache
def _file() -> tuple[str, int]:
    """Where fontconfig keeps the face; the nearest it has where this one is not installed."""
    asked = ["fc-match", "-f", "%{file}\n%{index}", FAMILY]
    file, index = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=30).stdout.split("\n")
    return file, int(index)
