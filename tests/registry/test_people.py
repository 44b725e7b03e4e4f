"""检查人员 on the officer site, and the inspector's page of the office."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from registry.inspector_state import state
from registry.models import Absence, Inspector, Training
from registry.services import trainings
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from tests.registry.test_admin_pages import empty
from yangcheng_inspect import clock

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def ending(days: int, **changes: object) -> Inspector:
    officer: Inspector = make.InspectorFactory(**changes)
    make.CertificateFactory(inspector=officer, valid_to=DAY + timedelta(days=days))
    return officer


@pytest.fixture
def head(client: Client) -> Client:
    client.force_login(UserFactory(unit_head=True, unit_code="140522-own"))
    return client


@pytest.fixture
def own() -> Inspector:
    officer: Inspector = make.InspectorFactory(unit=make.UnitFactory(code="140522-own"), certified=True)
    return officer


@pytest.mark.parametrize(("days", "word"), [(61, "可抽取"), (60, "证件将到期"), (0, "证件将到期"), (-1, "证件过期")])
def test_the_state_follows_the_certificate(days: int, word: str) -> None:
    assert state(ending(days), DAY).word == word


def test_the_state_of_whoever_is_away_is_why() -> None:
    officer = ending(100)
    make.AbsenceFactory(inspector=officer, kind=Absence.Kind.DUTY, from_day=DAY, to_day=DAY)

    assert state(officer, DAY).word == "值班"
    assert state(officer, DAY + timedelta(days=1)).word == "可抽取"


@pytest.mark.parametrize(
    ("changes", "word"), [({"status": "LEFT"}, "停用"), ({"auxiliary": True}, "辅警，不参加抽取"), ({}, "没有执法证")]
)
def test_the_state_of_whoever_never_goes(changes: dict[str, object], word: str) -> None:
    assert state(make.InspectorFactory(**changes), DAY).word == word


def test_a_unit_head_sees_the_own_people_only(head: Client, own: Inspector) -> None:
    other = make.InspectorFactory()

    page = head.get(reverse("people")).content.decode()

    assert own.name in page
    assert head.get(reverse("person", args=[other.pk])).status_code == 404


def test_a_unit_head_notes_an_absence(head: Client, own: Inspector) -> None:
    days = {"from_day": clock.today(), "to_day": clock.today() + timedelta(days=2)}
    asked = {"kind": "LEAVE", "reason": "年休假", **days}

    page = head.post(reverse("person_absence", args=[own.pk]), asked, follow=True)

    assert "请假" in page.content.decode()
    assert Absence.objects.get().inspector == own


def test_an_absence_that_ends_before_it_begins_is_refused_on_the_form(head: Client, own: Inspector) -> None:
    days = {"from_day": clock.today(), "to_day": clock.today() - timedelta(days=2)}

    page = head.post(reverse("person_absence", args=[own.pk]), {"kind": "LEAVE", "reason": "年休假", **days})

    assert "请假的结束日期不能早于开始日期。" in page.content.decode()


def test_a_unit_head_notes_the_way_back(head: Client, own: Inspector) -> None:
    absence = make.AbsenceFactory(inspector=own, to_day=clock.today() + timedelta(days=5))
    back = {"absence": absence.pk, "back_on": clock.today() + timedelta(days=2), "reason": "提前销假"}

    head.post(reverse("person_back", args=[own.pk]), back)

    absence.refresh_from_db()
    assert absence.to_day == clock.today() + timedelta(days=1)


def test_nobody_ends_an_absence_of_another_unit(head: Client, own: Inspector) -> None:
    absence = make.AbsenceFactory()
    back = {"absence": absence.pk, "back_on": clock.today(), "reason": "销假"}

    assert head.post(reverse("person_back", args=[own.pk]), back).status_code == 404


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(UserFactory(office=True))
    return client


def post(client: Client, officer: Inspector, **rows: object) -> str:
    kept = {field: getattr(officer, field) for field in ("name", "police_no", "kind", "status")}
    whole = {**kept, "unit": officer.unit_id, "can_lead": "on", "business_lines": "", "reason": "核对后更正"}
    forms = empty("certificates", "absences", "recusals", "trainings")
    answer = client.post(
        reverse("admin:registry_inspector_change", args=[officer.pk]), {**whole, **forms, **rows}, follow=True
    )
    return answer.content.decode()


def row(prefix: str, instance: object, **fields: object) -> dict[str, object]:
    """One row that was there before, as the page sends it back."""
    counts = {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 1}
    given = {"id": instance.pk, "inspector": instance.inspector_id, **fields}
    return counts | {f"{prefix}-0-{name}": value for name, value in given.items()}


def test_the_office_withdraws_a_certificate_on_the_page(office: Client) -> None:
    card = make.CertificateFactory()

    post(office, card.inspector, **row("certificates", card, withdrawn_on=clock.today()))

    card.refresh_from_db()
    assert card.withdrawn_on == clock.today()


def test_the_office_ends_an_absence_on_the_page(office: Client) -> None:
    absence = make.AbsenceFactory(to_day=clock.today() + timedelta(days=5))

    post(office, absence.inspector, **row("absences", absence, back_on=clock.today()))

    absence.refresh_from_db()
    assert absence.cancelled_on == clock.today()


def test_the_office_ends_a_recusal_on_the_page(office: Client) -> None:
    recusal = make.RecusalFactory()

    post(office, recusal.inspector, **row("recusals", recusal, ended_on=clock.today()))

    recusal.refresh_from_db()
    assert recusal.ended_on == clock.today()


def test_the_office_corrects_a_training_on_the_page(office: Client) -> None:
    given = {"held_on": clock.today(), "title": "新规培训", "by": None}
    training = trainings.note(inspector=make.InspectorFactory(), **given)
    kept = {"kind": Training.Kind.EXAM, "held_on": training.held_on, "title": "新规考试", "result": "合格"}

    post(office, training.inspector, **row("trainings", training, **kept))

    training.refresh_from_db()
    assert (training.title, training.result) == ("新规考试", "合格")


def test_the_start_of_an_absence_stands_as_it_was_entered(office: Client) -> None:
    absence = make.AbsenceFactory(to_day=clock.today() + timedelta(days=5))

    post(office, absence.inspector, **row("absences", absence, from_day=DAY, reason="改写", back_on=""))

    absence.refresh_from_db()
    assert (absence.from_day, absence.reason) == (clock.today(), "休假")


def test_closing_a_person_proposes_closing_the_login(office: Client) -> None:
    officer = make.InspectorFactory(user=UserFactory(inspector=True))

    page = post(office, officer, status="LEFT")

    assert f"{officer.user.username} 仍可使用，已列入系统管理员的待办" in page
