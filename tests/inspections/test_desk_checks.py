"""书面、网络、远程检查: nobody arrives, yet two officers answer for it and the business has its say."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from inspections import checks
from inspections.choices import Method, Opinion, Result
from inspections.models import Visit
from inspections.services import desk_checks, records, visits
from inspections.services.records import Said
from inspections.status import VisitStatus
from inspections.steps import steps
from tests.factories.inspections import VisitFactory, fill, lead_of, sign, team_of
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError, NotPermitted

pytestmark = pytest.mark.django_db

LETTER = Said(Opinion.AGREED, signer="李青", channel="LETTER", proof="11月23日复函")


def taken_up() -> Visit:
    visit = VisitFactory(ready=True, method=Method.WRITTEN)
    return desk_checks.take_up(visit=visit, by=lead_of(visit))


def served() -> Visit:
    visit = taken_up()
    desk_checks.serve_notice(visit=visit, channel="LETTER", attendee="李青", attendee_role="店长", by=lead_of(visit))
    return Visit.objects.get(pk=visit.pk)


def looked_into() -> Visit:
    """Notice sent, one paper received, every check-point answered."""
    visit = served()
    receive(visit)
    fill(visit)
    return Visit.objects.get(pk=visit.pk)


def receive(visit: Visit) -> None:
    desk_checks.receive(
        visit=visit, title="许可证复印件", channel="LETTER", received_on=today(), pages=2, by=lead_of(visit)
    )


def test_nobody_arrives() -> None:
    visit = VisitFactory(ready=True, method=Method.WRITTEN)

    with pytest.raises(DomainError, match="不到场"):
        visits.arrive(visit=visit, by=lead_of(visit))


def test_a_visit_on_site_is_not_done_at_the_desk() -> None:
    visit = VisitFactory(ready=True)

    with pytest.raises(DomainError, match="这是现场检查"):
        desk_checks.take_up(visit=visit, by=lead_of(visit))


def test_it_too_waits_for_its_approval() -> None:
    visit = VisitFactory(method=Method.REMOTE)

    with pytest.raises(DomainError, match="不能开始办理"):
        desk_checks.take_up(visit=visit, by=lead_of(visit))


def test_what_is_missing_is_notice_and_material_not_arrival() -> None:
    missing = "".join(checks.missing(taken_up()))

    assert "通知书尚未登记送达" in missing
    assert "尚未登记收到或查看的材料" in missing
    assert "到场亮证" not in missing


def test_the_first_step_is_called_what_it_is() -> None:
    assert steps(taken_up())[0].label == "送达和材料"


def test_nothing_is_received_tomorrow() -> None:
    visit = served()

    with pytest.raises(DomainError, match="不能晚于今天"):
        desk_checks.receive(
            visit=visit, title="台账", channel="LETTER", received_on=today() + timedelta(days=1), by=lead_of(visit)
        )


def test_a_stranger_receives_nothing() -> None:
    with pytest.raises(NotPermitted):
        desk_checks.receive(
            visit=served(), title="台账", channel="LETTER", received_on=today(), by=lead_of(VisitFactory())
        )


def test_the_business_confirms_by_a_letter_that_is_kept() -> None:
    visit = looked_into()

    records.confirm(visit=visit, said=LETTER, by=lead_of(visit))
    sign(visit)

    assert records.submit(visit=visit, by=lead_of(visit)).status == VisitStatus.SUBMITTED


def test_one_signature_is_not_enough_at_the_desk_either() -> None:
    visit = looked_into()
    records.confirm(visit=visit, said=LETTER, by=lead_of(visit))
    records.sign(visit=visit, by=team_of(visit)[1])

    with pytest.raises(DomainError, match="须两人签名"):
        records.submit(visit=visit, by=lead_of(visit))


def test_every_check_point_is_answered_before_anybody_confirms() -> None:
    visit = served()
    receive(visit)

    with pytest.raises(DomainError, match="第 1 项尚未检查"):
        records.confirm(visit=visit, said=LETTER, by=lead_of(visit))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Said(Opinion.AGREED, signer="李青", strokes=[[[1, 2]]]), "答复的方式"),
        (Said(Opinion.ABSENT, refusal_note="无人"), "不适用“现场无人”"),
        (Said(Opinion.NO_REPLY, refusal_note="没有答复"), "送请检查对象确认"),
    ],
)
def test_an_answer_says_how_it_came(said: Said, sentence: str) -> None:
    visit = looked_into()

    with pytest.raises(DomainError, match=sentence):
        records.confirm(visit=visit, said=said, by=lead_of(visit))


def test_no_reply_is_one_after_the_time_given() -> None:
    visit = looked_into()
    desk_checks.ask_reply(visit=visit, reply_by=today() + timedelta(days=5), by=lead_of(visit))
    said = Said(Opinion.NO_REPLY, refusal_note="挂号信已签收，没有答复")
    visit = Visit.objects.get(pk=visit.pk)
    with pytest.raises(DomainError, match="还没有过"):
        records.confirm(visit=visit, said=said, by=lead_of(visit))

    with time_machine.travel(today() + timedelta(days=6), tick=False):
        given = records.confirm(visit=visit, said=said, by=lead_of(visit))
    assert given.opinion == Opinion.NO_REPLY


def test_half_a_record_is_not_sent_out() -> None:
    visit = served()

    with pytest.raises(DomainError, match="不能送请确认"):
        desk_checks.ask_reply(visit=visit, reply_by=today() + timedelta(days=5), by=lead_of(visit))


def test_on_site_somebody_answers_at_once() -> None:
    visit = VisitFactory(filled=True)

    with pytest.raises(DomainError, match="现场检查不适用"):
        records.confirm(visit=visit, said=Said(Opinion.NO_REPLY, refusal_note="没有答复"), by=lead_of(visit))


def test_the_desk_page_leads_through(client: Client) -> None:
    visit = VisitFactory(ready=True, method=Method.NETWORK)
    client.force_login(lead_of(visit))
    url = reverse("visit_desk", args=[visit.pk])
    client.post(url, {"act": "begin"})
    notice = {"noticeform-channel": "MESSAGE", "noticeform-attendee": "李青"}
    client.post(url, {"act": "notice", **notice})
    material = {"materialform-title": "备案页面", "materialform-channel": "ONLINE"}
    client.post(url, {"act": "material", "materialform-received_on": today().isoformat(), **material})
    fill(visit)
    answer = {"answerform-opinion": "AGREED", "answerform-signer": "李青", "answerform-channel": "MESSAGE"}

    shown = client.post(url, {"act": "answer", "answerform-proof": "短信截图 1", **answer}, follow=True)

    assert "备案页面" in shown.content.decode()
    assert "本人签名" in shown.content.decode()
    assert Visit.objects.get(pk=visit.pk).inspections.get().result == Result.NONE
