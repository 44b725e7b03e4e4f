"""Paper ranks equal: typed in with the paper's own times, its sheet kept, both officers confirm by login."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from inspections import checks
from inspections.choices import EvidenceKind, Opinion
from inspections.models import Inspection, PaperEntry, Visit
from inspections.services import evidence, paper, records
from inspections.services.paper import Sheet
from inspections.status import VisitStatus
from tests.factories.accounts import UserFactory
from tests.factories.base import note
from tests.factories.inspections import InspectionFactory, VisitFactory, fill, lead_of, sign, team_of
from tests.inspections.pictures import claim, picture
from yangcheng_inspect.clock import moved_to, now
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.reading import entry

pytestmark = pytest.mark.django_db
ON_PAPER = records.Said(Opinion.AGREED, signer="李青", on_paper=True)


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def visit() -> Visit:
    """Approved two days ago, so that the paper may be from yesterday."""
    with moved_to(now() - timedelta(days=2)):
        return VisitFactory(ready=True)


def yesterday(hour: int, minute: int = 0) -> datetime:
    return (now() - timedelta(days=1)).replace(hour=hour, minute=minute, second=0, microsecond=0)


def sheet_of(visit: Visit, **changes: Any) -> Sheet:
    sheet = Sheet(
        arrived_at={place.pk: yesterday(2, 10) for place in visit.officers.all()},
        served_at=yesterday(2, 15),
        ended_at=yesterday(3, 30),
        reason="现场没有网络，手机没电。",
        attendee="李青",
        attendee_role="前台主管",
    )
    return replace(sheet, **changes)


def enter(visit: Visit, **changes: Any) -> Visit:
    paper.enter(visit=visit, sheet=sheet_of(visit, **changes), by=lead_of(visit))
    return Visit.objects.get(pk=visit.pk)


def scan(inspection: Inspection, **known: Any) -> None:
    raw = picture(size=(800, 1200))
    given = claim(raw, kind=EvidenceKind.SCAN, **known)
    evidence.add(inspection=inspection, claim=given, raw=raw, by=lead_of(inspection.visit))


def alter(rows: Any, root: Any, **values: Any) -> None:
    """Change rows behind the services' back, with the event the database asks for."""
    with transaction.atomic():
        rows.update(**values)
        note(root)


def test_a_check_on_paper_goes_its_whole_way_with_its_own_times(visit: Visit) -> None:
    visit = enter(visit)
    fill(visit)
    scan(visit.inspections.get())
    records.confirm(visit=visit, said=ON_PAPER, by=lead_of(visit))
    sign(Visit.objects.get(pk=visit.pk))

    done = records.submit(visit=visit, by=lead_of(visit))

    assert done.status == VisitStatus.SUBMITTED
    assert done.officers.first().arrived_at == yesterday(2, 10)
    assert done.confirmation.confirmed_at == yesterday(3, 30)
    assert done.ended_on == yesterday(3, 30).date()


def test_the_trail_says_that_it_was_typed_in_and_why(visit: Visit) -> None:
    enter(visit)

    assert "现场没有网络" in entry(Event.objects.get(act="visit.enter_paper")).reason
    assert PaperEntry.objects.get().entered_by == lead_of(visit)


def test_both_officers_confirm_with_their_own_logins(visit: Visit) -> None:
    visit = enter(visit)
    fill(visit)
    scan(visit.inspections.get())
    records.confirm(visit=visit, said=ON_PAPER, by=lead_of(visit))
    records.sign(visit=visit, by=lead_of(visit))

    with pytest.raises(DomainError, match="尚未签名"):
        records.submit(visit=visit, by=lead_of(visit))


def test_a_signature_on_paper_needs_its_sheet(visit: Visit) -> None:
    visit = enter(visit)
    fill(visit)

    with pytest.raises(DomainError, match="签过字的纸质记录还没有上传"):
        records.confirm(visit=visit, said=ON_PAPER, by=lead_of(visit))


def test_an_announced_sheet_lets_the_signature_stand_but_not_the_submission() -> None:
    inspection = InspectionFactory(filled=True)
    given = claim(picture(), kind=EvidenceKind.SCAN)
    evidence.announce(inspection=inspection, claim=given, by=lead_of(inspection.visit))
    records.confirm(visit=inspection.visit, said=ON_PAPER, by=lead_of(inspection.visit))
    sign(Visit.objects.get(pk=inspection.visit_id))

    with pytest.raises(DomainError, match="还有 1 张照片没有上传"):
        records.submit(visit=inspection.visit, by=lead_of(inspection.visit))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (lambda: {"ended_at": yesterday(2, 12)}, "签字时间.*早于通知书送达时间"),
        (lambda: {"served_at": yesterday(2, 5)}, "通知书送达时间.*早于到场时间"),
        (lambda: {"ended_at": now() + timedelta(hours=1)}, "现在的时间.*早于签字时间"),
        (lambda: {"reason": " "}, "原因"),
        (lambda: {"arrived_at": {}}, "不得少于两人"),
    ],
)
def test_times_that_cannot_be_are_refused(visit: Visit, changes: Callable[[], dict[str, Any]], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        enter(visit, **changes())


def test_nobody_was_there_before_the_approval() -> None:
    with pytest.raises(DomainError, match=r"到场时间.*早于审批表批准时间"):
        enter(VisitFactory(ready=True))


def test_only_the_team_types_it_in(visit: Visit) -> None:
    with pytest.raises(NotPermitted):
        paper.enter(visit=visit, sheet=sheet_of(visit), by=UserFactory(inspector=True))


def test_a_check_begun_on_the_phone_is_not_typed_in_anew() -> None:
    with pytest.raises(DomainError, match="还没有登记到场"):
        enter(VisitFactory(onsite=True))


def test_an_officer_without_a_certificate_that_day_was_not_there(visit: Visit) -> None:
    place = visit.officers.last()
    alter(place.inspector.certificates.all(), place.inspector, valid_to=yesterday(0).date() - timedelta(days=1))

    with pytest.raises(DomainError, match=r"执法证在.*不在有效期内"):
        enter(visit)


# 不符合时须拍照


def found_wrong(visit: Visit, finding: str = "录像不足 30 日。") -> Inspection:
    inspection = visit.inspections.get()
    points = inspection.version.check_points.filter(order=3)
    alter(points, inspection.version, photo_required=True)
    fill(visit, wrong=True)
    if not finding:
        alter(inspection.answers.filter(check_point__in=points), inspection, finding="")
    return inspection


def test_a_wrong_check_point_asks_for_its_photograph() -> None:
    visit = VisitFactory(onsite=True)
    inspection = found_wrong(visit)

    with pytest.raises(DomainError, match="第 3 项为“不符合”，请至少拍 1 张照片。"):
        records.confirm(visit=visit, said=ON_PAPER, by=team_of(visit)[0])

    raw = picture()
    given = claim(raw, point=inspection.version.check_points.get(order=3).pk)
    evidence.add(inspection=inspection, claim=given, raw=raw, by=lead_of(visit))
    assert list(checks.answers(inspection)) == []


def test_words_and_photograph_are_asked_for_in_one_sentence() -> None:
    inspection = found_wrong(VisitFactory(onsite=True), finding="")

    assert list(checks.answers(inspection)) == ["第 3 项为“不符合”，请填写发现的问题，并至少拍 1 张照片。"]


def test_a_check_on_paper_has_no_photographs_to_take_any_more(visit: Visit) -> None:
    visit = enter(visit)

    assert list(checks.answers(found_wrong(visit))) == []
