"""严格限制自由裁量权: what the item's version does not name is done with a reason or not at all (方案三(三))."""

import pytest

from inspections import checklist, checks
from inspections.choices import Result
from inspections.content import content_hash
from inspections.forms import FindingsForm
from inspections.services import records
from inspections.services.records import Findings
from tests.factories.inspections import InspectionFactory, lead_of
from tests.factories.plans import amend
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection():
    found = InspectionFactory(onsite=True)
    amend(found.version, handlings=["当场改正", "责令限期改正"])
    return found


def fill(inspection, **given):
    by = lead_of(inspection.visit)
    return records.fill(inspection=inspection, findings=Findings(answers={}, **given), by=by)


def test_a_handling_on_the_list_needs_no_reason(inspection) -> None:
    filled = fill(inspection, handlings=["当场改正"])

    assert filled.handlings == ["当场改正"]


def test_a_tick_that_the_list_does_not_name_is_refused(inspection) -> None:
    with pytest.raises(DomainError, match="不在本事项可采取的处理之内"):
        fill(inspection, handlings=["吊销许可证"])


def test_another_handling_without_a_reason_is_refused(inspection) -> None:
    with pytest.raises(DomainError, match="请写明采取它的理由"):
        fill(inspection, other_handling="约谈负责人")


def test_another_handling_with_its_reason_is_judged_at_review(inspection) -> None:
    filled = fill(inspection, other_handling="约谈负责人", handling_reason="多次同类问题")

    words = [look.words for look in checklist.of(filled) if look.ok is None]
    assert any("约谈负责人" in word and "多次同类问题" in word for word in words)


def test_the_page_asks_for_the_reason(inspection) -> None:
    form = FindingsForm(inspection, {"other_handling": "约谈负责人"})

    assert form.errors["handling_reason"] == ["清单以外的处理，请写明采取它的理由。"]


def test_a_signature_covers_the_handling(inspection) -> None:
    before = content_hash(inspection.visit)

    fill(inspection, handlings=["责令限期改正"])

    assert content_hash(inspection.visit) != before


WANTED = "须勾选采取的处理"


def asked(inspection, **given) -> bool:
    fill(inspection, result=Result.FIXED, handling="当场改正。", **given)
    inspection.refresh_from_db()
    return any(WANTED in sentence for sentence in checks.result(inspection))


def test_a_problem_is_handled_by_the_list_not_by_free_text(inspection) -> None:
    assert asked(inspection)
    assert not asked(inspection, handlings=["当场改正"])


def test_another_handling_with_its_reason_stands_in_for_the_list(inspection) -> None:
    assert not asked(inspection, other_handling="约谈负责人", handling_reason="多次同类问题")


def test_an_item_without_a_list_asks_for_none(inspection) -> None:
    amend(inspection.version, handlings=[])

    assert not asked(inspection)
