"""Only pixels come in (security VA-5, F-19, F-20): refused or cleaned, quickly."""

import struct
import time
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageFile

from inspections.images import LONGEST, ImageRefused, clean
from tests.inspections.pictures import exif, picture

HTML = b"<html><script>alert(1)</script></html>"
ZIP = b"PK\x03\x04" + b"\0" * 30
AT_ONCE = 0.5


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg))


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header promises a size and whose data are a few bytes of zeros."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_of_a_usual_kind_becomes_a_jpeg(kind: str) -> None:
    found = opened(clean(picture(kind)).jpeg)

    assert (found.format, found.size) == ("JPEG", (640, 480))


def test_a_large_picture_is_shrunk_and_keeps_its_shape() -> None:
    found = opened(clean(picture(size=(4000, 3000))).jpeg)

    assert found.size == (LONGEST, 1200)


def test_a_small_copy_comes_along() -> None:
    assert opened(clean(picture(size=(4000, 3000))).thumb).size == (320, 240)


def test_the_camera_s_notes_and_the_place_are_gone() -> None:
    raw = picture(exif=exif(), comment=HTML)
    assert b"SpyCam" in raw

    kept = clean(raw).jpeg

    assert not opened(kept).getexif()
    assert b"SpyCam" not in kept
    assert "comment" not in opened(kept).info


def test_a_picture_taken_sideways_stands_upright() -> None:
    found = opened(clean(picture(size=(640, 480), exif=exif(orientation=6))).jpeg)

    assert found.size == (480, 640)


@pytest.mark.parametrize("tail", [HTML, ZIP, b"%PDF-1.7\n"])
def test_what_hangs_behind_the_picture_is_cut_off(tail: bytes) -> None:
    kept = clean(picture() + tail).jpeg

    assert tail not in kept
    assert kept.endswith(b"\xff\xd9")


def test_a_picture_that_is_also_a_page_is_only_a_picture() -> None:
    kept = clean(picture(comment=HTML) + HTML).jpeg

    assert b"<html" not in kept
    assert b"<script" not in kept


def test_what_is_see_through_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(clean(out.getvalue()).jpeg).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "raw",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b"%PDF-1.7\n1 0 obj\n",
        HTML,
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
        b"MZ" + b"\0" * 100,
    ],
    ids=["svg", "eps", "pdf", "html", "gif", "bmp", "tiff", "exe"],
)
def test_another_kind_of_file_is_refused(raw: bytes) -> None:
    with pytest.raises(ImageRefused, match="JPG、PNG 或 WEBP"):
        clean(raw)


def test_a_phone_s_own_format_is_refused_with_the_way_out() -> None:
    with pytest.raises(ImageRefused, match=r"HEIC.*兼容性最佳"):
        clean(b"\0\0\0\x18ftypheic" + b"\0" * 40)


@pytest.mark.parametrize("raw", [png_of(30_000, 30_000), png_of(8000, 8000), png_of(10_500, 10_500)])
def test_too_many_pixels_are_refused_before_they_are_decoded(raw: bytes) -> None:
    began = time.perf_counter()

    with pytest.raises(ImageRefused, match="5000 万像素"):
        clean(raw)

    assert time.perf_counter() - began < AT_ONCE


@pytest.mark.parametrize("raw", [picture()[:-200], picture(size=(900, 900))[:700], png_of(3000, 3000)])
def test_half_a_picture_is_refused(raw: bytes) -> None:
    with pytest.raises(ImageRefused, match=r"照片不完整|JPG、PNG"):
        clean(raw)


def test_half_a_picture_is_refused_after_a_paper_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint takes half a picture for a whole one, everywhere in its process."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(ImageRefused, match="照片不完整"):
        clean(picture()[:-200])


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(ImageRefused, match="文件是空的"):
        clean(b"")
    with pytest.raises(ImageRefused, match="超过 10 MB"):
        clean(b"\xff\xd8" + b"\0" * (10 * 1024 * 1024))


def test_the_time_mark_stands_below_and_hides_nothing() -> None:
    raw = picture(colour="#ffffff")

    found = opened(clean(raw, mark="2026-11-20 15:32 拍摄　王海燕　YC-2026-001").jpeg)

    assert found.height > 480
    assert found.getpixel((320, 470)) == (255, 255, 255)
    band = found.crop((0, 480, 640, found.height)).convert("L")
    assert band.getextrema() == pytest.approx((30, 250), abs=25)


def test_the_mark_stays_inside_the_longest_edge() -> None:
    assert max(opened(clean(picture(size=(3000, 4000)), mark="王海燕").jpeg).size) <= LONGEST
