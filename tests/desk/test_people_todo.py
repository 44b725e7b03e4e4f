"""What the desk says about people."""

from datetime import timedelta

import pytest

from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import people_todo

pytestmark = pytest.mark.django_db


def test_the_office_is_told_of_certificates_that_end_within_sixty_days() -> None:
    make.CertificateFactory(valid_to=today() + timedelta(days=60))
    make.CertificateFactory(valid_to=today() + timedelta(days=61))

    [row] = people_todo.of(UserFactory(office=True))

    assert row.title == "1 人的执法证 60 天内到期"
    assert row.due == today() + timedelta(days=60)


def test_the_office_is_told_who_has_no_certificate_in_force() -> None:
    make.CertificateFactory(valid_to=today() - timedelta(days=1))

    [row] = people_todo.of(UserFactory(office=True))

    assert row.title == "1 名民警没有在有效期内的执法证"


def test_a_renewed_certificate_is_nothing_to_do() -> None:
    card = make.CertificateFactory(valid_to=today() + timedelta(days=10))
    make.CertificateFactory(inspector=card.inspector)

    assert list(people_todo.of(UserFactory(office=True))) == []


def test_the_login_of_a_closed_person_waits_for_the_administrator() -> None:
    officer = make.InspectorFactory(status="LEFT", user=UserFactory(inspector=True))

    [row] = people_todo.of(UserFactory(sysadmin=True))

    assert officer.user.username in row.title


def test_an_officer_is_told_nothing_of_this() -> None:
    make.CertificateFactory(valid_to=today() + timedelta(days=10))

    assert list(people_todo.of(UserFactory(inspector=True))) == []
