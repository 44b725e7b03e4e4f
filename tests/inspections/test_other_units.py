"""Whoever has no part in a check, and does not head its unit, finds nothing of it: 404 at every address."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inspections import vault
from inspections.choices import Opinion, PaperKind
from inspections.images import clean
from inspections.models import (
    CaseFiling,
    Dispute,
    Document,
    Evidence,
    Inspection,
    ProofFile,
    Rectification,
    Referral,
    Visit,
)
from inspections.papers import kinds, rendering
from inspections.services import cases, documents, evidence, rectifications, referrals
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import letter, order_for
from tests.factories.inspections import STEPS, InspectorFactory, UnitFactory, VisitFactory, lead_of
from tests.inspections.pictures import claim, picture
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db

ABOUT: dict[type[Any], list[str]] = {
    Visit: [
        "visit visit_accept visit_excuse visit_plan visit_arrive visit_inform visit_paper visit_confirm visit_sign",
        "visit_submit visit_submitted visit_code visit_code_image visit_sheet visit_act notice_pdf record_void_ask",
        "case_stop visit_prepare companion_add visit_scan visit_site visit_desk visit_pack visit_papers archive_visit",
        "record_copy_new",
    ],
    Inspection: [
        "record record_fill record_sync evidence_add evidence_announce record_pdf record_addendum rectification_issue",
        "case_new referral_new review review_pass review_return",
    ],
    Evidence: ["evidence evidence_remove evidence_file evidence_thumb"],
    Rectification: ["rectification rectification_act:prove rectification_act:close"],
    ProofFile: ["proof_picture"],
    CaseFiling: ["case case_act:file case_act:close"],
    Referral: ["referral referral_edit referral_act:review referral_act:reply"],
    Dispute: ["dispute dispute_act:take"],
    Document: ["document document_pdf document_serve"],
}
NAMES = [(model, name) for model, lines in ABOUT.items() for line in lines for name in line.split()]


@pytest.fixture(autouse=True)
def _blank(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(rendering.Paper, "pdf", lambda paper, printed="": b"%PDF")
    monkeypatch.setattr(documents, "pages", lambda content: 1)


@pytest.fixture
def stranger() -> User:
    """Officer and head of another unit, while 双随机办 has people for the dispute."""
    UserFactory(office=True)
    UserFactory(office=True)
    unit = UnitFactory(code="140522-09")
    user: User = UserFactory(roles=[Role.INSPECTOR, Role.UNIT_HEAD], unit_code=unit.code)
    InspectorFactory(unit=unit, user=user)
    return user


def everything() -> Visit:
    """A submitted, disputed check with a picture, a paper, an order with its proof, a case and a letter."""
    visit = VisitFactory(onsite=True)
    lead, inspection = lead_of(visit), visit.inspections.get()
    raw = picture()
    evidence.add(inspection=inspection, claim=claim(raw), raw=raw, by=lead)
    for step in ("filled", "confirmed", "signed", "submitted"):
        STEPS[step](Visit.objects.get(pk=visit.pk), wrong=True, opinion=Opinion.DISPUTED)
    inspection.refresh_from_db()
    order = order_for(inspection)
    vault.keep(clean(raw))
    rectifications.prove(rectification=order, text="已更换", received_on=today(), by=lead, pictures=[clean(raw)])
    cases.hand_over(inspection=inspection, act="未登记", receiver="治安大队", crime=False, by=lead)
    referrals.draft(inspection=inspection, letter=letter(), by=lead)
    documents.issue(kind=kinds.of(PaperKind.NOTICE), source=visit, by=lead)
    return visit


def test_a_head_of_another_unit_finds_nothing_of_a_check(client: Client, stranger: User) -> None:
    everything()
    client.force_login(stranger)

    found = []
    for model, name in NAMES:
        name, _, slug = name.partition(":")
        address = reverse(name, args=[model.objects.get().pk, *filter(None, [slug])])
        answers = [
            client.get(address, follow=True),
            client.post(address, {}),
            client.post(address, "{}", "application/json"),
        ]
        codes = {one.status_code for one in answers}
        found += [f"{address} {codes}"] if not codes <= {404, 405} else []

    assert found == []


def test_a_head_of_another_unit_prints_no_paper_of_a_check(client: Client, stranger: User) -> None:
    visit = everything()
    client.force_login(stranger)
    sources = {"NOTICE": visit.pk, "RECORD": visit.inspections.get().pk, "REFERRAL": Referral.objects.get().pk}

    for code, pk in sources.items():
        assert client.get(reverse("paper", args=[code, pk])).status_code == 404
        assert client.post(reverse("paper_print", args=[code, pk])).status_code == 404
        assert client.post(reverse("paper_issue", args=[code, pk])).status_code == 404
