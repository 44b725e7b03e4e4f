"""An 异议 at any point of its life, and letters of the public, led there by the real services."""

from hashlib import sha256
from typing import Any

from inspections.models import Inspection
from publicity.models import Letter, Objection, Publication, Statement
from publicity.models.objection import Way
from publicity.public_site.inbox_schema import FORMAT
from publicity.services import letters, objection_checks, objection_outcomes, objections, statements
from publicity.services.objection_outcomes import Draft
from publicity.services.objections import Said
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today

TEXT = "检查当日录像已保存三十日，公示的天数有误。"
PHONE = "13935600001"


def published(**more: Any) -> Publication:
    inspection: Inspection = InspectionFactory(**{"approved": True} | more)
    return Publication.objects.get(inspection=inspection)


def received(publication: Publication | None = None, **more: Any) -> Objection:
    """Handed in on paper, registered by somebody of the office."""
    given: dict[str, Any] = {"ground": "ERROR", "text": TEXT, "way": Way.PAPER, "received_on": today()}
    said = Said(**given | {"applicant": "李青", "phone": PHONE} | more)
    about = publication or published()
    return objections.register(publication=about, said=said, by=UserFactory(office=True))


def accepted(publication: Publication | None = None, **more: Any) -> Objection:
    return objections.accept(objection=received(publication, **more), by=UserFactory(office=True))


def assigned(publication: Publication | None = None, **more: Any) -> Objection:
    """In the hands of an officer of another unit."""
    handler = UserFactory(inspector=True, unit_code="140522-09")
    objection = accepted(publication, **more)
    return objection_checks.assign(objection=objection, handler=handler, by=UserFactory(office=True))


def verified(publication: Publication | None = None, **more: Any) -> Objection:
    objection = assigned(publication, **more)
    return objection_checks.verify(objection=objection, findings="调取录像核对，原记录无误。", by=handler_of(objection))


def proposed(publication: Publication | None = None, draft: Draft | None = None, **more: Any) -> Objection:
    objection = verified(publication, **more)
    upheld = Draft(outcome="UPHELD", reply="经核查，公示内容与记录一致，予以维持。")
    return objection_outcomes.propose(objection=objection, draft=draft or upheld, by=UserFactory(office=True))


def decided(publication: Publication | None = None, draft: Draft | None = None, **more: Any) -> Objection:
    objection = proposed(publication, draft, **more)
    return objection_outcomes.approve(objection=objection, by=UserFactory(leader=True))


def handler_of(objection: Objection) -> User:
    assert objection.handler is not None, "nobody was assigned"
    return objection.handler


def said_by_firm(publication: Publication, text: str = "已于次日更换硬盘。") -> Statement:
    words = statements.Words(text=text, submitted_on=today(), way=Way.PAPER, applicant="李青")
    return statements.register(publication=publication, words=words, by=UserFactory(office=True))


def inbox_letter(result: str, kind: str = "objection", files: tuple[bytes, ...] = (), **body: Any) -> dict[str, Any]:
    """`SSJ-INBOX/1` as the website writes it."""
    who = {"capacity": "FIRM", "firm": "阳城县测试旅馆", "code": "91140522MA00000000", "name": "李青", "phone": PHONE}
    asked = {"wrong": "ERROR"} if kind == "objection" else {}
    return {
        "format": FORMAT,
        "kind": kind,
        "number": f"{'YY' if kind == 'objection' else 'SM'}-20261120-7KQ2M9RT",
        "received_at": now().isoformat(),
        "code_sha256": "a" * 64,
        "body": {"result": result, "text": TEXT, "who": who, **asked, **body},
        "files": [
            {"name": "1.jpg", "type": "image/jpeg", "size": len(raw), "sha256": sha256(raw).hexdigest()}
            for raw in files
        ],
    }


def waiting_letter(**more: Any) -> Letter:
    """About a number that nobody knows."""
    files = more.get("files", ())
    row = letters.take_in(inbox_letter("YC-GS-2026-9999", **more), files)
    assert row is not None, "an objection is kept as a letter"
    return row
