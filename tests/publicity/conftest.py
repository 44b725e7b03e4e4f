"""The public site as its own process would serve it, in front of the test database."""

from importlib import import_module
from math import inf
from typing import Any

import pytest
from django.test import Client

from publicity.public_site import tally


@pytest.fixture(autouse=True)
def _counts_are_never_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine counts slowly, and what counts slowly may be a minute old: not here."""
    monkeypatch.setattr(tally, "QUICK", inf)
    monkeypatch.setattr(tally, "_kept", {})


@pytest.fixture
def public(settings: Any) -> Client:
    """A citizen's browser: addresses, middleware and context of `settings.public`."""
    its_own = import_module("yangcheng_inspect.settings.public")
    settings.ROOT_URLCONF = its_own.ROOT_URLCONF
    settings.MIDDLEWARE = [name for name in its_own.MIDDLEWARE if "whitenoise" not in name]
    base = settings.TEMPLATES[0]
    processors = ["django.template.context_processors.request"]
    settings.TEMPLATES = [{**base, "OPTIONS": {**base["OPTIONS"], "context_processors": processors}}]
    return Client()
