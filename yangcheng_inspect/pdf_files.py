"""What WeasyPrint may read: packaged static files and `data:` pictures. Loaded with the first paper, not before."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

__all__ = ["HOST", "HTML", "FatalURLFetchingError", "PackagedFiles"]
HOST = "packaged.invalid"


class PackagedFiles(URLFetcher):  # type: ignore[misc]  # weasyprint carries no types
    """Serves `css/pdf.css` and its like out of the static files; stops the rendering on everything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:image/"):
            return super().fetch(url, headers)
        parts = urlsplit(url)
        path = finders.find(unquote(parts.path).lstrip("/")) if parts.hostname == HOST else None
        if path is None:
            # Only this class of error is not swallowed by WeasyPrint.
            raise FatalURLFetchingError(url)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})
