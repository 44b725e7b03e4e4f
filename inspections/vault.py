"""Where pictures are kept: under MEDIA_ROOT, outside every web root, each under the hash of its bytes."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404

from inspections import disk
from inspections.images import Picture
from inspections.models import Evidence, ProofFile
from yangcheng_inspect.trail.files import File

FOLDER = "evidence"


def path_of(sha256: str) -> Path:
    """The picture with this hash."""
    return Path(settings.MEDIA_ROOT) / FOLDER / sha256[:2] / f"{sha256}.jpg"


def thumb_of(sha256: str) -> Path:
    """Its small copy, which no hash covers."""
    return path_of(sha256).with_suffix(".thumb.jpg")


def keep(picture: Picture) -> None:
    """Write both, whole or not at all. Equal content has one name, so a second time changes nothing."""
    _write(thumb_of(picture.sha256), picture.thumb)
    _write(path_of(picture.sha256), picture.jpeg)


def _write(path: Path, content: bytes) -> None:
    with disk.whole(path.parent, lambda written: path) as file:
        file.write(content)


def sent(sha256: str, name: str) -> FileResponse:
    """The picture to a browser: always image/jpeg, never guessed, never cached (VA-6). Raises Http404."""
    try:
        content = path_of(sha256).open("rb")  # closed by the response
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(content, content_type="image/jpeg", filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def proofs(using: str) -> Iterator[File]:
    """Every picture that a business handed in as proof, for `verify_trail --files` too."""
    for pk, sha256 in ProofFile.objects.using(using).order_by("pk").values_list("rectification_id", "sha256"):
        yield f"rectification/{pk}", sha256, path_of(sha256)


def pictures(using: str) -> Iterator[File]:
    """Every picture a row speaks of, withdrawn ones too: for `verify_trail --files`."""
    stored = Evidence.objects.using(using).filter(stored_at__isnull=False).order_by("pk")
    for pk, sha256 in stored.values_list("inspection_id", "sha256"):
        yield f"inspection/{pk}", sha256, path_of(sha256)
