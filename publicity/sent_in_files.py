"""The pictures that came with objections and letters, for `verify_trail --files`."""

from collections.abc import Iterator

from inspections.vault import path_of
from publicity.models import LetterFile, ObjectionFile
from yangcheng_inspect.trail.files import File


def scans(using: str) -> Iterator[File]:
    """Scans and photographs kept with an objection."""
    for pk, sha256 in ObjectionFile.objects.using(using).order_by("pk").values_list("objection_id", "sha256"):
        yield f"objection/{pk}", sha256, path_of(sha256)


def sent(using: str) -> Iterator[File]:
    """Pictures that came through the website, cleaned."""
    for pk, sha256 in LetterFile.objects.using(using).order_by("pk").values_list("letter_id", "sha256"):
        yield f"letter/{pk}", sha256, path_of(sha256)
