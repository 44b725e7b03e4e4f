"""Every URL × every role, against the table in `tests/access.py`."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.access import ACCESS, WITHOUT_LOGIN
from tests.factories.accounts import UserFactory
from yangcheng_inspect.accounts.roles import Role

# Stand-ins for the parameters of a path; what needs others is opened by its own tests.
PARAMETERS = ["1", "x", "accounts"]


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Every name of the internal site, with its namespace."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}{entry.name}"


def allowed(name: str) -> frozenset[Role] | None:
    """What the table says; None where it says nothing."""
    fitting = [entry for entry in ACCESS if fnmatchcase(name, entry)]
    return ACCESS[max(fitting, key=lambda entry: (entry == name, "_delete" in entry, len(entry)))] if fitting else None


def address(name: str) -> str | None:
    """A path with stand-ins, or None when none fits."""
    for count in range(3):
        for stand_in in PARAMETERS:
            try:
                return reverse(name, args=[stand_in] * count)
            except NoReverseMatch:
                continue
    return None


def refused(response: HttpResponse) -> bool:
    """403, or sent to the admin's login page, which answers 403 to whoever is logged in."""
    return response.status_code == 403 or response.headers.get("Location", "").startswith(reverse("admin:login"))


def paths() -> list[tuple[str, str]]:
    """Name and path of every page. Django's history pages look for the row before they ask for the right."""
    found = [(name, address(name)) for name in sorted(set(names())) if not name.endswith("_history")]
    return [(name, path) for name, path in found if path]


def test_every_page_is_in_the_table() -> None:
    assert [name for name in sorted(set(names())) if allowed(name) is None] == []


def test_every_line_of_the_table_has_its_page() -> None:
    assert [entry for entry in ACCESS if not any(fnmatchcase(name, entry) for name in names())] == []


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_login_page(client: Client) -> None:
    # The admin sends strangers to its index or its own login page, which is a redirect to ours.
    doors = (reverse("login"), reverse("admin:index"))

    let_in = {name for name, path in paths() if not client.get(path).headers.get("Location", "").startswith(doors)}

    assert let_in == WITHOUT_LOGIN


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_pages_and_no_other(client: Client, role: Role) -> None:
    user = UserFactory(roles=[role])
    wrong = []
    for name, path in paths():
        client.force_login(user)
        response = client.get(path)
        if refused(response) == (role in (allowed(name) or ())):
            wrong.append(f"{name} ({path}) {response.status_code}")

    assert wrong == []
