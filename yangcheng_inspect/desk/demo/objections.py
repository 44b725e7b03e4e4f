"""异议 on results of the first round: one maintained, one under way, one to be supplemented; one 企业说明 shown."""

from datetime import timedelta
from typing import Any

from inspections.models import DrawSession
from publicity.models import Objection, Publication
from publicity.models.objection import Way
from publicity.services import letters, objection_checks, objection_outcomes, objections, statements
from publicity.services import objection_people as people
from publicity.services.objection_outcomes import Draft
from publicity.services.objections import Said
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.sessions import Cast

SAID = {
    "maintained": ("ERROR", "检查当日登记簿在前台抽屉内，检查人员未翻看，公示称“登记不全”与事实不符。"),
    "open": ("OMISSION", "公示只写了发现的问题，没有写我店当天已经改正的情况。"),
    "unclear": ("NOT_PUBLIC", "公示内容不妥。"),
}
FOUND = "调取检查记录、现场照片和当日登记簿复印件，并当面听取申请人意见：登记簿当日缺两页，事后补记。"
REPLY = "经核查，公示内容与检查记录、现场照片一致，登记簿系检查后补记，维持原公示内容。"
EXPLAINED = "检查时店员取出登记簿，由两名检查人员逐页核对并拍照，缺页处有照片。"
OWN_WORDS = "本店高度重视检查发现的问题，已于检查当日安排专人整理登记簿，今后每日由值班经理核对。"


def play(session: DrawSession, cast: Cast) -> None:
    """On results that nothing else has changed, newest first."""
    rows = Publication.objects.published().filter(inspection__visit__task__session=session).order_by("-pk")
    rows = rows.filter(corrections__isnull=True, withdrawals__isnull=True, takedowns__isnull=True)
    told = list(rows.filter(inspection__result__in=["FIXED", "ORDERED"])[:3])
    clean = rows.filter(inspection__result="NONE")
    if len(told) < 3 or not (plain := clean.first()):
        return
    _maintained(told[0], cast)
    _under_way(told[1], cast)
    _statement(told[2], cast)
    _to_supplement(plain, cast)
    _letter_about_nothing()


def _registered(publication: Publication, which: str, back: int, by: User) -> Objection:
    ground, text = SAID[which]
    name, day = publication.inspection.visit.name, workday(back)
    with at(day, 9):
        said = Said(ground, text, Way.PAPER, day, name, phone="0356-4220000")
        return objections.register(publication=publication, said=said, by=by)


def _accepted(publication: Publication, which: str, back: int, cast: Cast) -> Objection:
    """Accepted and in the hands of somebody outside the case."""
    objection = _registered(publication, which, back, cast.office)
    with at(workday(back), 10):
        objections.accept(objection=objection, by=cast.office)
        handler = people.handlers(objection).exclude(unit_code__in=["", publication.unit.code]).first()
        assert handler is not None, "somebody works in another unit"
        chooses = people.proposers(objection).order_by("pk").first()
        assert chooses is not None, "one of the office was not in the case"
        return objection_checks.assign(objection=objection, handler=handler, by=chooses)


def _asked(objection: Objection, back: int) -> None:
    assert objection.handler is not None, "assigned"
    with at(workday(back), 11):
        objection_checks.ask_explanation(objection=objection, by=objection.handler)


def _maintained(publication: Publication, cast: Cast) -> None:
    objection = _accepted(publication, "maintained", 4, cast)
    _asked(objection, 4)
    handler, team = objection.handler, publication.inspection.visit.lead
    assert handler is not None, "assigned"
    assert team is not None, "a team has its head"
    assert team.inspector.user is not None, "who led a check has a login"
    with at(workday(3), 10):
        objection_checks.explain(objection=objection, explanation=EXPLAINED, by=team.inspector.user)
        objection_checks.verify(objection=objection, findings=FOUND, by=handler)
    _decided(objection)


def _decided(objection: Objection) -> None:
    proposer = people.proposers(objection).order_by("pk").first()
    assert proposer is not None, "one of the office was not in the case"
    with at(workday(2), 10):
        draft = Draft(Objection.Outcome.UPHELD, REPLY)
        objection = objection_outcomes.propose(objection=objection, draft=draft, by=proposer)
    leader = people.approvers(objection).order_by("pk").first()
    assert leader is not None, "the other leader did not approve the record"
    with at(workday(2), 16):
        objection_outcomes.approve(objection=objection, by=leader)
    day = workday(1)
    with at(day, 9):
        objection_outcomes.deliver(objection=objection, replied_on=day, replied_how="答复书当面送达", by=proposer)


def _under_way(publication: Publication, cast: Cast) -> None:
    _asked(_accepted(publication, "open", 2, cast), 1)


def _to_supplement(publication: Publication, cast: Cast) -> None:
    objection = _registered(publication, "unclear", 1, cast.office)
    with at(workday(1), 15):
        note = "请写明哪一项内容不应公示，并附相关依据或者材料。"
        until = workday(0) + timedelta(days=10)
        objections.ask_supplement(objection=objection, note=note, until=until, by=cast.office)


def _statement(publication: Publication, cast: Cast) -> None:
    day = workday(1)
    with at(day, 14):
        words = statements.Words(OWN_WORDS, day, Way.PAPER, publication.inspection.visit.name)
        statement = statements.register(publication=publication, words=words, by=cast.office)
        statements.show(statement=statement, by=cast.office)


def _letter_about_nothing() -> None:
    """A letter whose number nobody knows waits for the office."""
    with at(workday(0), 8):
        letters.take_in(_letter(now().isoformat()))


def _letter(moment: str) -> dict[str, Any]:
    who = {"capacity": "FIRM", "firm": "凤城镇新阳旅馆", "code": "", "name": "店主", "phone": "0356-4220000"}
    body = {"result": "YC-GS-2026-9001", "wrong": "OVERDUE", "text": "去年的检查结果还在网上，请核实。", "who": who}
    number = "YY-20261120-7KQ2M9RT"
    return {
        "format": "SSJ-INBOX/1",
        "kind": "objection",
        "number": number,
        "received_at": moment,
        "code_sha256": "0" * 64,
        "body": body,
        "files": [],
    }
