"""Pictures for the demo, drawn here: a desk, a camera, a closed door, a sheet signed by hand. No photograph, nobody."""

from collections.abc import Callable, Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from inspections.time_mark import face

SIZE = (1600, 1200)
SHEET = (1240, 1754)
WALL, FLOOR, WOOD, DARK, METAL, PAPER, INK = "#dfe5ec", "#b9c2cc", "#8a6f52", "#26323f", "#7c8896", "#fbfbfa", "#1b2a5a"
Pen = ImageDraw.ImageDraw


def desk(pen: Pen) -> None:
    """A register desk with its screen and an open register."""
    _room(pen)
    pen.rectangle((220, 640, 1380, 1010), fill=WOOD)
    pen.rectangle((180, 600, 1420, 660), fill="#a08465")
    pen.rectangle((880, 380, 1220, 590), fill=DARK)
    pen.rectangle((900, 400, 1200, 560), fill="#9fc0e8")
    pen.rectangle((1030, 590, 1070, 610), fill=DARK)
    pen.polygon([(380, 600), (420, 500), (600, 520), (600, 600)], fill=PAPER)
    pen.polygon([(600, 600), (600, 520), (790, 500), (820, 600)], fill="#efece4")
    for row in range(4):
        pen.line((430, 525 + row * 18, 580, 535 + row * 16), fill=METAL, width=3)


def camera(pen: Pen) -> None:
    """A camera under a ceiling, its screen dark."""
    _room(pen)
    pen.rectangle((700, 120, 900, 170), fill=METAL)
    pen.rectangle((770, 170, 830, 260), fill=METAL)
    pen.ellipse((620, 240, 980, 560), fill="#eef1f5", outline=METAL, width=6)
    pen.ellipse((700, 330, 900, 530), fill=DARK)
    pen.ellipse((760, 390, 840, 470), fill="#3d5069")
    pen.rectangle((1120, 640, 1450, 880), fill=DARK)


def shutter(pen: Pen) -> None:
    """A shop front with its shutter down."""
    pen.rectangle((0, 0, *SIZE), fill="#c9cfd6")
    pen.rectangle((0, 1040, *SIZE), fill="#9aa4ae")
    pen.rectangle((260, 120, 1340, 280), fill="#3a5a86")
    pen.rectangle((300, 300, 1300, 1040), fill="#a7b0ba")
    for row in range(300, 1040, 44):
        pen.line((300, row, 1300, row), fill=METAL, width=5)
    pen.rectangle((770, 930, 830, 980), fill=DARK)


def _room(pen: Pen) -> None:
    pen.rectangle((0, 0, *SIZE), fill=WALL)
    pen.rectangle((0, 900, *SIZE), fill=FLOOR)
    pen.line((0, 900, SIZE[0], 900), fill=METAL, width=6)


def drawn(sketch: Callable[[Pen], None]) -> bytes:
    """A JPEG as a phone would send it."""
    return _bytes(_canvas(SIZE, sketch), "JPEG")


def sheet(title: str, lines: Sequence[str]) -> bytes:
    """The scan of a form filled in by hand, with three flourishes for names."""

    def write(pen: Pen) -> None:
        pen.text((SHEET[0] / 2, 120), title, "#000000", face(40), anchor="mm")
        for row, line in enumerate(lines):
            top = 210 + row * 74
            pen.rectangle((90, top, SHEET[0] - 90, top + 74), outline="#000000", width=2)
            pen.text((110, top + 37), line, INK, face(28), anchor="lm")
        for left in (160, 520, 860):
            points = [(left, 1600), (left + 40, 1550), (left + 70, 1615), (left + 120, 1545), (left + 210, 1600)]
            pen.line(points, fill=INK, width=6, joint="curve")

    return _bytes(_canvas(SHEET, write), "PNG")


def _canvas(size: tuple[int, int], draw: Callable[[Pen], None]) -> Image.Image:
    image = Image.new("RGB", size, PAPER)
    draw(ImageDraw.Draw(image))
    return image


def _bytes(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()
