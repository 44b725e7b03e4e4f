"""封存: what was handed in stays as it was signed, whoever asks (方案三(二)2: 责任可追溯)."""

import json
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from inspections import sealed_text
from inspections.content import content_hash
from inspections.models import Addendum, Answer, Confirmation, Inspection, RecordSeal, Visit, VisitOfficer
from inspections.papers.record import RECORD
from inspections.papers.rendering import compose
from inspections.services import records, review, seals
from inspections.status import RecordStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import (
    InspectionFactory,
    VersionFactory,
    VisitFactory,
    confirm,
    head_of,
    lead_of,
    sign,
)
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db


def returned_and_handed_in_again(inspection: Inspection) -> Inspection:
    visit = inspection.visit
    review.send_back(inspection=inspection, reason="第 1 项写得太简。", by=head_of(visit))
    answer = inspection.answers.order_by("check_point__order")[0]
    given = {answer.check_point_id: records.Given("NO", "许可证 11月1日 到期，尚未换证。")}
    found = records.Findings(given, "FIXED", handling="当场改正", handlings=inspection.version.handlings[:1])
    records.fill(inspection=inspection, findings=found, by=lead_of(visit))
    visit = Visit.objects.get(pk=visit.pk)
    confirm(visit)
    sign(visit)
    records.submit(visit=visit, by=lead_of(visit))
    return Inspection.objects.get(pk=inspection.pk)


def test_a_submission_seals_the_record() -> None:
    inspection = InspectionFactory(submitted=True)

    seal = inspection.seals.get()

    assert (seal.no, seal.sha256) == (1, sealed_text.digest(seal.text))
    assert seal.text == sealed_text.of(inspection)
    assert Event.objects.filter(act="record.seal", obj=f"inspection/{inspection.pk}").exists()


def test_the_sealed_text_holds_the_whole_record() -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)

    found = sealed_text.read(inspection.seals.get().text)

    assert len(found["record"]["answers"]) == inspection.version.check_points.count()
    assert [one["signed_hash"] for one in found["officers"]] == [found["confirmation"]["content_hash"]] * 2
    assert found["times"]["ended_on"] == inspection.visit.ended_on.isoformat()
    assert found["submitted"]["by"] == inspection.submitted_by.name


def test_a_text_of_another_form_is_not_read() -> None:
    with pytest.raises(ValueError, match="SSJ-RECORD/1"):
        sealed_text.read(json.dumps({"form": "SSJ-RECORD/9"}))


def test_a_return_leads_to_the_next_seal_and_keeps_the_first() -> None:
    inspection = InspectionFactory(submitted=True)
    first = inspection.seals.get()

    inspection = returned_and_handed_in_again(inspection)

    kept, second = inspection.seals.order_by("no")
    assert (kept.pk, kept.text) == (first.pk, first.text)
    assert second.no == 2
    assert second.text == sealed_text.of(inspection)


def test_a_return_never_moves_the_day_the_clock_runs_from() -> None:
    inspection = InspectionFactory(submitted=True)
    before = inspection.visit.ended_on, inspection.publication.due_on

    inspection = returned_and_handed_in_again(inspection)

    assert (inspection.visit.ended_on, inspection.publication.ended_on) == (before[0], before[0])


def test_what_shares_the_signatures_is_sealed_anew_with_them() -> None:
    visit = VisitFactory(submitted=True, versions=[VersionFactory(), VersionFactory()])
    one, other = visit.inspections.order_by("pk")

    returned_and_handed_in_again(one)

    assert other.seals.count() == 2
    assert seals.latest(other).text == sealed_text.of(Inspection.objects.get(pk=other.pk))


def change_result(inspection: Inspection) -> object:
    return Inspection.objects.filter(pk=inspection.pk).update(result="CLOSED", note="大门上锁")


def change_answer(inspection: Inspection) -> object:
    return inspection.answers.update(choice="NA")


def drop_answer(inspection: Inspection) -> object:
    return Answer.objects.filter(inspection=inspection).delete()


def change_confirmation(inspection: Inspection) -> object:
    return Confirmation.objects.filter(visit=inspection.visit).update(signer="别人")


def change_signature(inspection: Inspection) -> object:
    return VisitOfficer.objects.filter(visit=inspection.visit).update(signed_at=None)


def change_person_on_site(inspection: Inspection) -> object:
    return Visit.objects.filter(pk=inspection.visit_id).update(attendee="别人")


def move_the_clock(inspection: Inspection) -> object:
    return Visit.objects.filter(pk=inspection.visit_id).update(ended_on="2030-01-01")


def change_seal(inspection: Inspection) -> object:
    return inspection.seals.update(text="{}")


def drop_seal(inspection: Inspection) -> object:
    return inspection.seals.all().delete()


def forge_seal(inspection: Inspection) -> object:
    known = inspection.seals.get()
    known.pk, known.no, known.text = None, 2, "{}"
    known.save(force_insert=True)
    return known


def skip_a_step(inspection: Inspection) -> object:
    return Inspection.objects.filter(pk=inspection.pk).update(status="CHECKED")


def open_again_without_a_return(inspection: Inspection) -> object:
    return Inspection.objects.filter(pk=inspection.pk).update(status="OPEN")


CHANGES: list[Callable[[Inspection], object]] = [
    change_result,
    change_answer,
    drop_answer,
    change_confirmation,
    change_signature,
    change_person_on_site,
    move_the_clock,
    change_seal,
    drop_seal,
    forge_seal,
    skip_a_step,
    open_again_without_a_return,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_database_refuses_to_change_what_is_sealed(change: Callable[[Inspection], object]) -> None:
    inspection = InspectionFactory(submitted=True)

    with pytest.raises(IntegrityError, match=r"封存|不能由|只能增加"), transaction.atomic():
        change(inspection)


def test_the_print_carries_the_hash_of_the_seal_and_the_addenda() -> None:
    inspection = InspectionFactory(submitted=True)
    seals.add(inspection=inspection, reason="核对时发现", text="台账册次写漏。", by=lead_of(inspection.visit))

    paper = compose(RECORD, inspection)

    assert paper.code == inspection.seals.get().sha256
    assert [one.text for one in paper.values["addenda"]] == ["台账册次写漏。"]


def test_of_a_draft_the_print_carries_what_is_there_so_far() -> None:
    inspection = InspectionFactory(filled=True)

    assert seals.sealed_code(inspection) == content_hash(inspection.visit)


def test_the_reviewers_stamps_are_no_part_of_the_seal() -> None:
    inspection = InspectionFactory(approved=True)

    assert inspection.seals.get().text == sealed_text.of(inspection)


def test_an_addendum_stands_below_the_record_and_changes_nothing_of_it() -> None:
    inspection = InspectionFactory(approved=True)

    added = seals.add(
        inspection=inspection, reason="核对台账时发现", text="台账页码应为第 12 页。", by=lead_of(inspection.visit)
    )

    assert (added.no, inspection.addenda.get()) == (1, added)
    assert inspection.seals.get().text == sealed_text.of(Inspection.objects.get(pk=inspection.pk))


@pytest.mark.parametrize(("reason", "text"), [("", "内容"), ("理由", " ")])
def test_an_addendum_says_what_and_why(reason: str, text: str) -> None:
    inspection = InspectionFactory(submitted=True)

    with pytest.raises(DomainError, match="请写明补充的内容和理由"):
        seals.add(inspection=inspection, reason=reason, text=text, by=lead_of(inspection.visit))


def test_what_is_still_open_needs_no_addendum() -> None:
    inspection = InspectionFactory(filled=True)

    with pytest.raises(DomainError, match="请直接填写记录"):
        seals.add(inspection=inspection, reason="理由", text="内容", by=lead_of(inspection.visit))


def test_a_stranger_adds_nothing() -> None:
    inspection = InspectionFactory(submitted=True)

    with pytest.raises(NotPermitted, match="补充说明由"):
        seals.add(inspection=inspection, reason="理由", text="内容", by=UserFactory(inspector=True))


def test_an_addendum_is_never_taken_back() -> None:
    inspection = InspectionFactory(submitted=True)
    seals.add(inspection=inspection, reason="理由", text="内容", by=lead_of(inspection.visit))

    with pytest.raises(IntegrityError, match="只能增加"), transaction.atomic():
        Addendum.objects.all().delete()


def test_a_record_begins_empty() -> None:
    visit = VisitFactory(onsite=True)

    with pytest.raises(IntegrityError, match="只能从待填写开始"), transaction.atomic():
        Inspection.objects.create(
            visit=visit,
            version=VersionFactory(),
            status=RecordStatus.SUBMITTED,
            result="NONE",
            submitted_at=visit.due_on.isoformat() + "T00:00Z",
            submitted_by=lead_of(visit),
        )


def handed_in_by_force(visit: Visit) -> None:
    """What a careless programme would do, past every service; the trail itself is content."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inspections_visit SET status = 'SUBMITTED', submitted_at = now(), submitted_by_id = %s,"
            " ended_on = current_date WHERE id = %s",
            [lead_of(visit).pk, visit.pk],
        )
        cursor.execute(
            "UPDATE inspections_inspection SET status = 'SUBMITTED', result = 'NONE', submitted_at = now(),"
            " submitted_by_id = %s WHERE visit_id = %s",
            [lead_of(visit).pk, visit.pk],
        )
        cursor.execute("SET CONSTRAINTS inspections_handed_in IMMEDIATE")


def unanswer(visit: Visit) -> None:
    Answer.objects.filter(inspection__visit=visit).order_by("pk")[0].delete()


def unsign(visit: Visit) -> None:
    visit.officers.filter(leads=False).update(signed_at=None, signed_hash="")


def leave_alone(visit: Visit) -> None:
    visit.officers.filter(leads=False).delete()


def sign_something_else(visit: Visit) -> None:
    visit.officers.filter(leads=False).update(signed_hash="0" * 64)


def unconfirm(visit: Visit) -> None:
    Confirmation.objects.filter(visit=visit).delete()


def find_fault(visit: Visit) -> None:
    Answer.objects.filter(inspection__visit=visit).update(choice="NO")


def nothing(visit: Visit) -> None:
    """Only the seal is missing."""


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (unanswer, "有检查要点尚未检查"),
        (unsign, "没有两名检查人员"),
        (leave_alone, "没有两名检查人员"),
        (sign_something_else, "没有两名检查人员"),
        (unconfirm, "没有检查对象的确认"),
        (find_fault, "结果却是未发现问题"),
        (nothing, "没有封存文本"),
    ],
)
def test_no_raw_statement_hands_in_what_is_not_whole(harm: Callable[[Visit], None], words: str) -> None:
    visit = VisitFactory(signed=True)
    harm(visit)

    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        handed_in_by_force(visit)
    assert not RecordSeal.objects.exists()


def submitted_alone(visit: Visit) -> None:
    """The record without its visit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inspections_inspection SET status = 'SUBMITTED', submitted_at = now(), submitted_by_id = %s",
            [lead_of(visit).pk],
        )
        cursor.execute("SET CONSTRAINTS inspections_handed_in IMMEDIATE")


def test_no_raw_statement_submits_a_record_of_a_visit_under_way() -> None:
    visit = VisitFactory(signed=True)

    with pytest.raises(IntegrityError, match="检查本身尚未提交"), transaction.atomic():
        submitted_alone(visit)
