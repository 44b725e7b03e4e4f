"""What is put right after it was public: one entry corrected, one taken down, one decision that fell and must go."""

from inspections.models import DrawSession
from publicity.grounds import Ground
from publicity.models import Publication
from publicity.models.publication import PublicationQuerySet
from publicity.services import corrections, takedowns, withdrawals
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.sessions import Cast


def play(session: DrawSession, cast: Cast) -> None:
    """The last entries of the first round, which no other chapter speaks of."""
    addressed = _shown(session).filter(record__entity__address__isnull=False).order_by("-pk").first()
    if addressed is None:
        return
    _correct(addressed, cast)
    told = list(_shown(session).order_by("-pk")[:2])
    if len(told) < 2:
        return
    _withdraw(told[0], cast)
    with at(workday(1), 9, 40):
        takedowns.register(
            publication=told[1],
            ground=Ground.REVOKED,
            document="阳政复决〔2026〕7号",
            decided_on=workday(2),
            by=cast.office,
        )


def _shown(session: DrawSession) -> PublicationQuerySet:
    return Publication.objects.published().filter(
        inspection__visit__task__session=session, inspection__rectification__isnull=True, amendments__isnull=True
    )


def _correct(publication: Publication, cast: Cast) -> None:
    address = (publication.record or {})["entity"]["address"]
    with at(workday(3), 10):
        asked = corrections.propose(
            publication=publication,
            changes={"entity.address": f"{address}二层"},
            ground=Ground.OWN,
            reason="登记的楼层漏写，已按营业执照核对。",
            by=cast.office,
        )
    with at(workday(3), 15):
        corrections.approve(correction=asked, by=cast.leader)


def _withdraw(publication: Publication, cast: Cast) -> None:
    with at(workday(3), 10, 30):
        asked = withdrawals.propose(
            publication=publication,
            ground=Ground.OWN,
            reason="检查对象登记错误，检查结果不属于所公示的企业。",
            by=cast.office,
        )
    with at(workday(3), 15, 20):
        withdrawals.approve(withdrawal=asked, by=cast.leader)
