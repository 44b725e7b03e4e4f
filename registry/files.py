"""The lists that were uploaded, for the trail to compare with their hashes."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from registry.models import RegistryImport
from yangcheng_inspect.trail.files import File


def uploaded(using: str) -> Iterator[File]:
    """Every import's list, and the parameters beside a list of items: their file's name begins with the hash."""
    folder = Path(settings.MEDIA_ROOT)
    for row in RegistryImport.objects.using(using).order_by("pk").only("file", "sha256", "params_file").iterator():
        yield f"import/{row.pk}", row.sha256, folder / str(row.file)
        if row.params_file:
            yield f"import/{row.pk}", Path(str(row.params_file)).name[:16], folder / str(row.params_file)
