"""A firm, an item, a team, and a visit at any point of its life: every step is taken by the real service."""

from datetime import date, timedelta
from typing import Any

import factory

from inspections.choices import PROBLEM_RESULTS, AnswerChoice, Opinion, Result, VisitKind
from inspections.models import Inspection, Visit, VisitApproval
from inspections.services import approvals, records, review, visits
from registry.models import (
    Certificate,
    CheckPoint,
    InspectionItem,
    Inspector,
    ItemVersion,
    LegalBasis,
    MarketEntity,
    Unit,
)
from tests.factories.accounts import UserFactory
from tests.factories.base import AtOnce, TrailedFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today

STROKES = [[[100, 200], [400, 260], [700, 180]], [[420, 100], [430, 380]]]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _days(number: int) -> date:
    return today() + timedelta(days=number)


class UnitFactory(TrailedFactory):
    class Meta:
        model = Unit
        django_get_or_create = ("code",)

    code = "140522-01"
    name = factory.LazyAttribute(lambda unit: f"测试单位{unit.code}")
    kind = Unit.Kind.BRIGADE


class EntityFactory(TrailedFactory):
    class Meta:
        model = MarketEntity

    name = factory.Sequence(lambda n: f"阳城县测试旅馆{n}")
    credit_code = factory.Sequence(lambda n: f"91140522MA0{n:06d}0")
    address = "凤城镇新阳街 18 号"
    phone = "0356-4220001"
    scope_confirmed = True


class VersionFactory(TrailedFactory):
    """An item version in force, with its power basis and three check-points."""

    class Meta:
        model = ItemVersion

    class Params:
        code = factory.Sequence(lambda n: f"ZA-{n % 90 + 10}")

    item = factory.LazyAttribute(lambda version: _item(version.code))
    number = 1
    status = "APPROVED"
    kind = ItemVersion.Kind.GENERAL
    content = "治安管理制度落实情况"
    drafted_by = factory.SubFactory(UserFactory, office=True)
    drafted_at = factory.LazyFunction(now)
    submitted_by = factory.SelfAttribute("drafted_by")
    submitted_at = factory.LazyFunction(now)
    approved_by = factory.SubFactory(UserFactory, leader=True)
    approved_at = factory.LazyFunction(now)
    published_by = factory.SelfAttribute("approved_by")
    published_at = factory.LazyFunction(now)
    effective_from = factory.LazyFunction(lambda: _days(-30))

    @factory.post_generation
    def content_of(self: ItemVersion, create: bool, extracted: Any, **kwargs: Any) -> None:
        BasisFactory(version=self)
        for order, prompt in enumerate(
            ["特种行业许可证在有效期内", "住宿登记实名、实数、实情、实时", "视频监控全覆盖"], 1
        ):
            PointFactory(version=self, order=order, prompt=prompt)


class _ItemFactory(TrailedFactory):
    class Meta:
        model = InspectionItem
        django_get_or_create = ("code",)

    title = factory.LazyAttribute(lambda item: f"旅馆业治安检查 {item.code}")
    category = "特种行业-旅馆业"


def _item(code: str) -> InspectionItem:
    item: InspectionItem = _ItemFactory(code=code)
    return item


class BasisFactory(TrailedFactory):
    class Meta:
        model = LegalBasis

    kind = LegalBasis.Kind.POWER
    order = 1
    law = "《旅馆业治安管理办法》"
    text = "《旅馆业治安管理办法》第十四条"
    confirmed_at = factory.LazyFunction(now)
    confirmed_by = factory.SelfAttribute("version.approved_by")


class PointFactory(TrailedFactory):
    class Meta:
        model = CheckPoint

    basis = "《旅馆业治安管理办法》第四条"
    guidance = "查看原件，核对有效期。"
    documents = "特种行业许可证"


class InspectorFactory(TrailedFactory):
    """A 民警 with a login and a certificate for the next year; `certified=False` leaves the certificate out."""

    class Meta:
        model = Inspector

    name = factory.Sequence(lambda n: f"民警{n}")
    unit = factory.SubFactory(UnitFactory)
    police_no = factory.Sequence(lambda n: f"{n:06d}")
    kind = Inspector.Kind.POLICE
    can_lead = True
    business_lines = ["治安管理"]
    user = factory.SubFactory(UserFactory, inspector=True, name=factory.SelfAttribute("..name"))

    @factory.post_generation
    def certified(self: Inspector, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        if extracted is not False:
            CertificateFactory(inspector=self)


class CertificateFactory(TrailedFactory):
    class Meta:
        model = Certificate

    number = factory.Sequence(lambda n: f"04{n:04d}")
    valid_to = factory.LazyFunction(lambda: _days(365))


STAGES = ["pending", "ready", "onsite", "filled", "confirmed", "signed", "submitted", "reviewed", "checked", "approved"]


class VisitFactory(AtOnce):
    """`VisitFactory(submitted=True)`: ordered by the short form and led there step by step.

    `wrong=True` finds a problem; `opinion`, `result` and `kind` are those of the services.
    """

    class Meta:
        model = Visit

    class Params:
        ready = factory.Trait(stage="ready")
        onsite = factory.Trait(stage="onsite")
        filled = factory.Trait(stage="filled")
        confirmed = factory.Trait(stage="confirmed")
        signed = factory.Trait(stage="signed")
        submitted = factory.Trait(stage="submitted")
        reviewed = factory.Trait(stage="reviewed")
        checked = factory.Trait(stage="checked")
        approved = factory.Trait(stage="approved")

    stage = "pending"
    kind = VisitKind.DAILY
    entity = factory.SubFactory(EntityFactory)
    versions = factory.LazyFunction(lambda: [VersionFactory()])
    officers = factory.LazyFunction(lambda: [InspectorFactory(), InspectorFactory()])
    due_on = factory.LazyFunction(lambda: _days(14))
    wrong = False
    opinion = Opinion.AGREED

    @classmethod
    def _create(cls, model_class: type[Visit], *args: Any, **kwargs: Any) -> Visit:
        stage, wrong, opinion = kwargs.pop("stage"), kwargs.pop("wrong"), kwargs.pop("opinion")
        items = [version.item for version in kwargs.pop("versions")]
        form = visits.Order(items=items, reason="辖区日常检查", why_on_site="须现场核对实物", **kwargs)
        visit = visits.order(form=form, by=UserFactory(office=True))
        for step in STAGES[1 : STAGES.index(stage) + 1]:
            STEPS[step](Visit.objects.get(pk=visit.pk), wrong=wrong, opinion=opinion)
        return Visit.objects.get(pk=visit.pk)


class InspectionFactory(VisitFactory):
    """The first record of such a visit."""

    @classmethod
    def _create(cls, model_class: type[Visit], *args: Any, **kwargs: Any) -> Inspection:
        visit = super()._create(model_class, *args, **kwargs)
        return visit.inspections.get()


def somebody(role: Role, unit_code: str = "140522-01") -> User:
    """The first person with this role, made when there is none."""
    known = User.objects.with_role(role).filter(unit_code=unit_code).order_by("pk").first()
    return known or UserFactory(roles=[role.value], unit_code=unit_code)


def head_of(visit: Visit) -> User:
    return somebody(Role.UNIT_HEAD, visit.unit.code)


def lead_of(visit: Visit) -> User:
    place = visit.lead
    assert place is not None
    user = place.inspector.user
    assert user is not None
    return user


def team_of(visit: Visit) -> list[User]:
    """The logins of the team, the leading officer first."""
    return [place.inspector.user for place in visit.officers.all()]


def approve_form(approval: VisitApproval) -> None:
    approvals.review(approval=approval, by=somebody(Role.UNIT_HEAD, approval.unit.code))
    approvals.approve(approval=approval, by=somebody(Role.LEADER))


def arrive(visit: Visit) -> None:
    for user in team_of(visit):
        visits.arrive(visit=visit, by=user)
    visits.inform(visit=visit, attendee="李青", attendee_role="前台主管", by=lead_of(visit))


FOUND = "录像留存 21 日，不足 30 日。"


def findings(inspection: Inspection, *, wrong: bool | str = False, result: str = "") -> records.Findings:
    """Every check-point answered; the last one 不符合 when `wrong`, which may be the text of the finding."""
    points = list(inspection.version.check_points.all())
    answers = {point.pk: records.Given(AnswerChoice.YES) for point in points}
    if wrong:
        answers[points[-1].pk] = records.Given(AnswerChoice.NO, wrong if isinstance(wrong, str) else FOUND)
    found = result or (Result.ORDERED if wrong else Result.NONE)
    by = _days(20) if found == Result.ORDERED else None
    ticked = inspection.version.handlings[:1] if found in PROBLEM_RESULTS else []
    why = "按现场处置情况认定。" if found in PROBLEM_RESULTS and found != Result.ORDERED else ""
    return records.Findings(answers=answers, result=found, rectify_by=by, handlings=ticked, result_reason=why)


def fill(visit: Visit, *, wrong: bool | str = False) -> None:
    for inspection in visit.inspections.all():
        records.fill(inspection=inspection, findings=findings(inspection, wrong=wrong), by=lead_of(visit))


SAID = {
    Opinion.AGREED: {"signer": "李青", "signer_role": "前台主管", "strokes": STROKES},
    Opinion.DISPUTED: {"signer": "李青", "strokes": STROKES, "statement": "第 3 项与事实不符。"},
    Opinion.REFUSED: {"refusal_reason": "AWAY", "refusal_note": "负责人不在场，员工不愿签字。"},
    Opinion.ABSENT: {"refusal_note": "大门上锁，邻居称已停业。"},
    Opinion.NO_REPLY: {"refusal_note": "挂号信已签收，期限内没有答复。"},
}


def confirm(visit: Visit, *, opinion: str = Opinion.AGREED) -> None:
    said = records.Said(opinion=opinion, **SAID[Opinion(opinion)])
    records.confirm(visit=visit, said=said, by=lead_of(visit))


def sign(visit: Visit) -> None:
    for user in team_of(visit):
        records.sign(visit=visit, by=user)


def _pass_on(visit: Visit, by: User) -> None:
    for inspection in visit.inspections.all():
        review.pass_on(inspection=inspection, by=by)


def _publish(visit: Visit) -> None:
    for inspection in visit.inspections.all():
        review.approve(inspection=inspection, by=somebody(Role.LEADER))


STEPS: dict[str, Any] = {
    "ready": lambda visit, **_: approve_form(visit.approval),
    "onsite": lambda visit, **_: arrive(visit),
    "filled": lambda visit, wrong, **_: fill(visit, wrong=wrong),
    "confirmed": lambda visit, opinion, **_: confirm(visit, opinion=opinion),
    "signed": lambda visit, **_: sign(visit),
    "submitted": lambda visit, **_: records.submit(visit=visit, by=lead_of(visit)),
    "reviewed": lambda visit, **_: _pass_on(visit, head_of(visit)),
    "checked": lambda visit, **_: _pass_on(visit, somebody(Role.OFFICE)),
    "approved": lambda visit, **_: _publish(visit),
}
