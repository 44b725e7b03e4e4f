"""What the database refuses reaches a person as a sentence, on a page and on a phone."""

import json

import pytest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from inspections.models import Inspection
from inspections.status import RecordStatus
from tests.factories.inspections import InspectionFactory, lead_of
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.refusals import RefusalMiddleware, said

pytestmark = pytest.mark.django_db


def answer(request: HttpRequest, error: Exception) -> HttpResponse | None:
    return RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, error)


def refusal() -> IntegrityError:
    """What the seal guard says to whoever writes into a sealed record."""
    sealed = InspectionFactory(submitted=True)
    with pytest.raises(IntegrityError) as caught:
        Inspection.objects.filter(pk=sealed.pk).update(note="后补")
    return caught.value


def stamps(inspection: Inspection) -> dict[str, object]:
    return {"submitted_at": now(), "submitted_by": lead_of(inspection.visit)}


def test_a_seal_guard_answers_a_page_with_its_sentence() -> None:
    response = answer(RequestFactory().post("/records/1/fill/"), refusal())

    assert response is not None
    assert (response.status_code, "已提交封存，不能修改" in response.content.decode()) == (409, True)


def test_a_seal_guard_answers_a_phone_with_its_sentence() -> None:
    response = answer(RequestFactory().post("/records/1/sync/", "{}", content_type="application/json"), refusal())

    assert response is not None
    assert (response.status_code, "已提交封存" in json.loads(response.content)["message"]) == (422, True)


def test_a_constraint_says_its_own_sentence() -> None:
    inspection = InspectionFactory(onsite=True)
    with pytest.raises(IntegrityError) as caught:
        Inspection.objects.filter(pk=inspection.pk).update(
            result="", status=RecordStatus.SUBMITTED, **stamps(inspection)
        )

    assert said(caught.value) == "提交前须填写检查结果。"


def test_a_rule_that_no_view_caught_is_a_sentence_and_a_fault_stays_a_fault() -> None:
    assert said(DomainError("请先批准。")) == "请先批准。"
    assert answer(RequestFactory().get("/"), RuntimeError("broken")) is None
