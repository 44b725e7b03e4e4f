"""Roles: the table is the only source of rights."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_backends
from django.contrib.auth.context_processors import PermWrapper
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import RequestFactory

from tests.factories.accounts import DeputyFactory, UserFactory
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.roles import PERMISSIONS, STANDS_ALONE, Role

pytestmark = pytest.mark.django_db


def test_every_role_has_a_row_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Role)


def test_nobody_may_delete_anything() -> None:
    assert not [perm for perms in PERMISSIONS.values() for perm in perms if ".delete_" in perm]


def test_the_auditor_sees_the_trail_alone() -> None:
    assert {perm.split(".")[0] for perm in PERMISSIONS[Role.AUDITOR]} == {"trail"}


@pytest.mark.parametrize("role", sorted(STANDS_ALONE))
def test_an_administrator_holds_no_business_right(role: Role) -> None:
    assert {perm.split(".")[0] for perm in PERMISSIONS[role]} <= {"accounts", "trail"}


def test_rights_of_several_roles_add_up() -> None:
    user = UserFactory(roles=[Role.OFFICE, Role.INSPECTOR])

    assert user.get_all_permissions() == PERMISSIONS[Role.OFFICE] | PERMISSIONS[Role.INSPECTOR]


def test_a_closed_login_has_no_rights() -> None:
    assert UserFactory(office=True, closed=True).get_all_permissions() == frozenset()


def test_rights_over_a_single_row_are_not_asked_here() -> None:
    user = UserFactory(office=True)

    assert not user.has_perm("registry.view_registry", user)


def test_the_backend_answers_from_the_table() -> None:
    (backend,) = get_backends()
    user = UserFactory(leader=True)

    assert backend.has_perm(user, "inspections.approve_record")
    assert not backend.has_perm(user, "inspections.draw")
    assert not backend.has_perm(AnonymousUser(), "inspections.approve_record")


def test_templates_ask_for_rights_by_app_and_name() -> None:
    perms = PermWrapper(UserFactory(leader=True))

    assert perms["inspections"]["approve_record"]
    assert "inspections.draw" not in perms
    assert not perms["workdays"]


def test_a_deputy_holds_the_role_for_its_days() -> None:
    row = DeputyFactory(deputy=UserFactory(inspector=True))

    assert row.deputy.has_role(Role.LEADER)
    assert row.deputy.has_perm("inspections.approve_record")


def test_a_deputy_of_yesterday_holds_nothing() -> None:
    yesterday = clock.today() - timedelta(days=1)
    row = DeputyFactory(deputy=UserFactory(inspector=True), from_on=yesterday, to_on=yesterday)

    assert not row.deputy.has_role(Role.LEADER)


def test_a_deputy_holds_nothing_once_the_principal_lost_the_role() -> None:
    row = DeputyFactory(principal=UserFactory(unit_head=True), deputy=UserFactory(inspector=True))

    assert not row.deputy.has_role(Role.LEADER)


@pytest.mark.parametrize(
    "roles", [[Role.AUDITOR, Role.OFFICE], [Role.SYSADMIN, Role.SECURITY], [Role.SECURITY, Role.INSPECTOR]]
)
def test_the_database_keeps_administrators_apart(roles: list[Role]) -> None:
    with pytest.raises(IntegrityError, match="administrators_stand_alone"):
        UserFactory(roles=roles)


def test_the_database_knows_every_role() -> None:
    with pytest.raises(IntegrityError, match="roles_known"):
        UserFactory(roles=["ROOT"])


def test_nobody_is_their_own_deputy() -> None:
    leader = UserFactory(leader=True)

    with pytest.raises(IntegrityError, match="not_oneself"):
        DeputyFactory(principal=leader, deputy=leader)


def test_a_view_is_closed_without_the_right() -> None:
    request = RequestFactory().get("/")
    request.user = UserFactory(inspector=True)

    with pytest.raises(PermissionDenied):
        permission_required("inspections.draw")(lambda request: HttpResponse())(request)


def test_a_view_opens_with_one_of_its_rights() -> None:
    request = RequestFactory().get("/")
    request.user = UserFactory(office=True)
    view = permission_required("inspections.approve_record", "inspections.draw")(lambda request: HttpResponse())

    assert view(request).status_code == 200


def test_a_stranger_is_sent_to_the_login_page() -> None:
    request = RequestFactory().get("/x/")
    request.user = AnonymousUser()

    response = permission_required("inspections.draw")(lambda request: HttpResponse())(request)

    assert response.headers["Location"].startswith("/accounts/login/?next=/x/")
