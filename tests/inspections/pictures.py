"""Pictures for the tests: drawn here, small, and with whatever a test wants hidden inside."""

from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from inspections.services.evidence import Claim


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (640, 480), colour: str = "#8a95a5", **saved: Any) -> bytes:
    """The bytes of a plain picture."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **saved)
    return out.getvalue()


def exif(**tags: Any) -> bytes:
    """EXIF with a place (Yangcheng) and, if given, an orientation."""
    data = Image.Exif()
    data[0x0112] = tags.get("orientation", 1)
    data[0x010F] = "SpyCam"
    data.get_ifd(0x8825).update({1: "N", 2: (35.0, 29.0, 12.0), 3: "E", 4: (112.0, 24.0, 50.0)})
    return data.tobytes()


def claim(raw: bytes, *, key: UUID | None = None, **known: Any) -> Claim:
    return Claim(key=key or uuid4(), received=sha256(raw).hexdigest(), **known)
