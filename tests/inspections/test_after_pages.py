"""After submission, as people see it: remarks at their places, what changed, addenda, voids, who was faster."""

import pytest
from django.test import Client
from django.urls import reverse

from inspections import changes
from inspections.models import Inspection, RecordVoid, ReviewMark, Visit
from inspections.services import marks, record_voids, records, review
from inspections.services.marks import Remark
from inspections.status import RecordStatus, VisitStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, confirm, head_of, lead_of, sign, somebody
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk import todo
from yangcheng_inspect.errors import AlreadyDone, DomainError

pytestmark = pytest.mark.django_db
WORDS = "请写明台账的日期。"


def page(client: Client, user: User, name: str, pk: int) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=[pk])).content.decode()


def post(client: Client, user: User, name: str, pk: int, **data: object) -> str:
    client.force_login(user)
    return client.post(reverse(name, args=[pk]), data, follow=True).content.decode()


def third_point(inspection: Inspection) -> int:
    return int(inspection.version.check_points.order_by("order")[2].pk)


def sent_back() -> Inspection:
    """Returned with a remark at the third check-point and one on the public text."""
    inspection = InspectionFactory(submitted=True)
    remarks = [Remark(WORDS, check_point=third_point(inspection)), Remark("写明门牌号。", section="PUBLIC")]
    review.send_back(inspection=inspection, reason="", remarks=remarks, by=head_of(inspection.visit))
    return Inspection.objects.get(pk=inspection.pk)


def put_right(inspection: Inspection) -> Inspection:
    given = {third_point(inspection): records.Given("NO", "11月3日 的台账缺两页。")}
    found = records.Findings(given, "FIXED", handling="当场改正", handlings=inspection.version.handlings[:1])
    records.fill(inspection=inspection, findings=found, by=lead_of(inspection.visit))
    visit = Visit.objects.get(pk=inspection.visit_id)
    confirm(visit)
    sign(visit)
    records.submit(visit=visit, by=lead_of(visit))
    return Inspection.objects.get(pk=inspection.pk)


def test_a_return_names_its_places(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)

    data = {f"point_{third_point(inspection)}": WORDS, "section_BASIS": "条款写错了。"}
    post(client, head_of(inspection.visit), "review_return", inspection.pk, **data)

    inspection.refresh_from_db()
    assert [mark.place for mark in marks.open_remarks(inspection)] == ["第 3 项", "依据准确"]
    assert inspection.returned_reason == f"第 3 项：{WORDS}依据准确：条款写错了。"


def test_the_officer_reads_each_remark_at_its_place(client: Client) -> None:
    inspection = sent_back()

    shown = page(client, lead_of(inspection.visit), "record", inspection.pk)

    point = shown.index('id="point-3"')
    assert shown.index('id="point-2"') < shown.rindex(WORDS, 0, point) < point
    assert "公示文字：写明门牌号。" in shown


def test_after_the_correction_the_reviewer_sees_before_and_after(client: Client) -> None:
    inspection = put_right(sent_back())

    shown = page(client, head_of(inspection.visit), "review", inspection.pk)

    assert "与上一次提交相比" in shown
    assert "<del>符合</del>" in shown
    assert "<ins>不符合：11月3日 的台账缺两页。</ins>" in shown
    assert WORDS in shown


def test_what_changed_is_read_from_the_seals() -> None:
    found = changes.of(put_right(sent_back()))

    assert [(one.order, one.before, one.after) for one in found][:2] == [
        (3, "符合", "不符合：11月3日 的台账缺两页。"),
        (0, "未发现问题", "发现问题已责令改正"),
    ]


def test_a_first_submission_has_nothing_to_compare() -> None:
    assert changes.of(InspectionFactory(submitted=True)) == []


def test_what_was_looked_at_is_kept(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)

    post(client, head_of(inspection.visit), "review_pass", inspection.pk, looked=["FACTS", "BASIS"])

    rows = ReviewMark.objects.filter(inspection=inspection, verdict="RIGHT").order_by("section")
    assert list(rows.values_list("section", flat=True)) == ["BASIS", "FACTS"]


@pytest.mark.parametrize(
    "remark", [Remark(" ", section="FACTS"), Remark(WORDS, section="X"), Remark(WORDS, check_point=0)]
)
def test_a_remark_belongs_to_a_place_of_the_record(remark: Remark) -> None:
    inspection = InspectionFactory(submitted=True)

    with pytest.raises(DomainError, match="退回意见须写在"):
        review.send_back(inspection=inspection, reason="", remarks=[remark], by=head_of(inspection.visit))


def test_an_older_page_decides_on_nothing(client: Client) -> None:
    inspection = sent_back()
    seen = "SUBMITTED.1"
    inspection = put_right(inspection)

    shown = post(client, head_of(inspection.visit), "review_pass", inspection.pk, seen=seen)

    assert "此件已被他人处理" in shown
    inspection.refresh_from_db()
    assert inspection.status == RecordStatus.SUBMITTED


def test_whoever_comes_second_is_told() -> None:
    inspection = InspectionFactory(checked=True)
    review.approve(inspection=inspection, by=somebody(Role.LEADER))

    with pytest.raises(AlreadyDone, match="此件已被他人处理"):
        review.approve(inspection=inspection, by=UserFactory(leader=True))


def test_an_addendum_is_written_and_read_below_the_record(client: Client) -> None:
    inspection = InspectionFactory(approved=True)

    data = {"text": "台账页码应为第 12 页。", "reason": "核对时发现"}
    shown = post(client, lead_of(inspection.visit), "record_addendum", inspection.pk, **data)

    assert "台账页码应为第 12 页。" in shown
    assert "第 1 次封存" in shown


def test_an_empty_addendum_comes_back(client: Client) -> None:
    inspection = InspectionFactory(approved=True)

    assert "请写明补充的理由" in post(client, lead_of(inspection.visit), "record_addendum", inspection.pk, text="内容")


def asked(client: Client) -> RecordVoid:
    visit = InspectionFactory(submitted=True).visit
    data = {"found": "阳城县悦来旅馆", "reason": "走错了门。"}
    post(client, lead_of(visit), "record_void_ask", visit.pk, **data)
    return RecordVoid.objects.get()


def test_the_leader_finds_the_application_among_what_waits(client: Client) -> None:
    request = asked(client)

    waiting = [row for row in todo.of(somebody(Role.LEADER)) if row.kind == "记录作废"]

    assert [row.title for row in waiting] == [request.visit.name]
    client.force_login(somebody(Role.LEADER))
    assert "走错了门。" in client.get(reverse("record_voids")).content.decode()


def test_a_void_record_says_so_and_leads_to_the_new_visit(client: Client) -> None:
    request = asked(client)

    post(client, somebody(Role.LEADER), "record_void_decide", request.pk)
    shown = page(client, lead_of(request.visit), "record", request.visit.inspections.get().pk)

    assert "本记录已作废。" in shown
    assert Visit.objects.get(replaces=request.visit).number in shown


def test_a_declined_application_needs_its_reason(client: Client) -> None:
    request = asked(client)

    shown = post(client, somebody(Role.LEADER), "record_void_decide", request.pk, decline="1", reason="")

    assert "请写明不同意作废的理由" in shown
    assert Visit.objects.get(pk=request.visit_id).status == VisitStatus.SUBMITTED


def test_the_new_visit_stands_among_the_officers_tasks(client: Client) -> None:
    request = asked(client)
    record_voids.approve(request=request, by=somebody(Role.LEADER))

    notes = [row.note for row in todo.visits(lead_of(request.visit))]

    assert any("前次记录已作废，重新检查" in note for note in notes)


def test_the_review_page_says_why_somebody_else_holds_it(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)
    User.objects.with_role(Role.UNIT_HEAD).update(is_active=False)

    shown = page(client, somebody(Role.LEADER), "review", inspection.pk)

    assert "现在没有单位负责人。依次由双随机办办理。" in shown
