"""The service worker and the one page without data that it keeps: what a phone opens in a dead zone."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request

ROOT = Path(settings.BASE_DIR) / "static"
SCRIPTS = ROOT / "js" / "offline"
STYLES = ("tokens", "parts", "shell", "app", "phone", "visits")
OTHERS = (
    "img/favicon.svg",
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/bootstrap-icons/bootstrap-icons.min.css",
    "vendor/bootstrap-icons/fonts/bootstrap-icons.woff2",
    "vendor/signature_pad/signature_pad.umd.min.js",
    "js/errors.js",
    "js/signature.js",
)
"""What the page needs beside its own scripts."""


def _files() -> list[str]:
    scripts = sorted(f"js/offline/{path.name}" for path in SCRIPTS.glob("*.js") if path.name != "worker.js")
    return [*OTHERS, *(f"css/{name}.css" for name in STYLES), *scripts]


def _version(names: list[str]) -> str:
    """Another one whenever any of the files changes: the worker then fetches them all anew."""
    content = hashlib.sha256()
    for name in names:
        content.update((ROOT / name).read_bytes())
    return content.hexdigest()[:16]


@permission_required("inspections.record_visit")
@require_safe
def worker(request: Request) -> HttpResponse:
    """The script, with the list of files before it. From the root, so that it may answer for every page of a visit."""
    names = _files()
    setup = {
        "version": f"yangcheng-{_version(names)}",
        "shell": reverse("visit_offline"),
        "static": settings.STATIC_URL,
        "files": [static(name) for name in names],
    }
    source = (SCRIPTS / "worker.js").read_text(encoding="utf-8")
    return HttpResponse(
        f"const SETUP = {json.dumps(setup)};\n{source}",
        content_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"},
    )


@permission_required("inspections.record_visit")
@require_safe
def shell(request: Request) -> HttpResponse:
    """The same bytes for everybody: nothing of any firm or person stands in it, so a browser may keep it."""
    response = render(request, "inspections/offline.html")
    response.headers["Cache-Control"] = "no-cache"
    return response
