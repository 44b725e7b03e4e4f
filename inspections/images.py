"""A picture from outside becomes a picture of ours: pixels only, in a JPEG that we wrote ourselves.

What a camera, an editor or an attacker put beside the pixels (EXIF, place, comments, profiles, bytes behind the end)
never reaches the file that is kept (VA-5, F-19, F-20). Nothing here knows the database.
"""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

from inspections.time_mark import band
from yangcheng_inspect.errors import DomainError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST = 1600
LONGEST_SCAN = 2400
"""Pixels of the longer edge: enough to see a room; a sheet of A4 needs more to be read."""
THUMB = 320
QUALITY = 85
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")

KINDS = "只能上传 JPG、PNG 或 WEBP 格式的照片。请重新拍照，或另存为 JPG 后上传。"
HEIC = "这是 HEIC 格式的照片，不能上传。请在手机“设置—相机—格式”中选“兼容性最佳”后重拍，或另存为 JPG 后上传。"
BROKEN = "照片不完整，打不开。请重新拍照或重新选择文件。"
TOO_LARGE = "照片超过 10 MB。请用手机直接拍照上传，或缩小后再传。"
TOO_MANY_PIXELS = "照片超过 5000 万像素。请调低相机分辨率后重拍，或缩小后再传。"
EMPTY = "文件是空的。请重新选择照片。"


class ImageRefused(DomainError):
    """The file is no picture that can be kept; the sentence says what to do instead."""


@dataclass(frozen=True)
class Picture:
    """What is kept: the JPEG, a small copy for lists, and the hash of the former."""

    jpeg: bytes
    thumb: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.jpeg).hexdigest()


def clean(raw: bytes, *, longest: int = LONGEST, mark: str = "") -> Picture:
    """The picture in `raw`, upright, at most `longest` pixels on its longer edge, with `mark` on a band below it.

    Raises ImageRefused for anything but a whole JPEG, PNG or WEBP of at most 10 MB and 50 Mpx.
    """
    source = _opened(raw)
    strip = band(mark, longest) if mark else None
    room = longest - (strip.height if strip else 0)
    pixels = _decoded(source, room)
    marked = band(mark, pixels.width) if strip else None
    return Picture(_jpeg(_under(pixels, marked)), _jpeg(_shrunk(pixels, THUMB)))


def _opened(raw: bytes) -> Image.Image:
    """The header read, nothing decoded: size and format are refused before they cost anything."""
    if not raw:
        raise ImageRefused(EMPTY)
    if len(raw) > MOST_BYTES:
        raise ImageRefused(TOO_LARGE)
    if raw[4:8] == b"ftyp" and raw[8:12] in HEIC_BRANDS:
        raise ImageRefused(HEIC)
    try:
        image = Image.open(BytesIO(raw), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefused(TOO_MANY_PIXELS) from error
    except Exception as error:  # a made-up file may raise anything; none of it is a picture
        raise ImageRefused(KINDS) from error
    if image.width * image.height > MOST_PIXELS:
        raise ImageRefused(TOO_MANY_PIXELS)
    return image


def _decoded(image: Image.Image, longest: int) -> Image.Image:
    """Pixels alone, on a canvas of ours: `info` of the source, where comments and profiles live, stays behind."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the typesetter of our papers turns it on for the whole process
    try:
        image.draft("RGB", (longest, longest))
        upright = ImageOps.exif_transpose(_shrunk(image, longest))
        flat = upright.convert("RGBA") if upright.mode in ("P", "LA", "PA", "RGBA") else upright.convert("RGB")
        canvas = Image.new("RGB", flat.size, "white")
        canvas.paste(flat, mask=flat.getchannel("A") if flat.mode == "RGBA" else None)
    except Exception as error:  # as above: cut off in the middle, or false inside
        raise ImageRefused(BROKEN) from error
    return canvas


def _shrunk(image: Image.Image, longest: int) -> Image.Image:
    small = image.copy()
    small.thumbnail((longest, longest))
    return small


def _under(pixels: Image.Image, strip: Image.Image | None) -> Image.Image:
    """The band stands below the picture, so that it hides nothing of what was photographed."""
    if strip is None:
        return pixels
    whole = Image.new("RGB", (pixels.width, pixels.height + strip.height), "black")
    whole.paste(pixels, (0, 0))
    whole.paste(strip, (0, pixels.height))
    return whole


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
