"""What keeps the five days: one late and explained, one urged, one held by application, some typed in elsewhere."""

from inspections.models import DrawSession, Visit
from inspections.status import RecordStatus
from publicity.models import Posting, Publication
from publicity.services import explanations, holds, postings, reminders
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk import digests
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.sessions import Cast
from yangcheng_inspect.desk.demo.visits import team

LATE = "分管局领导本周在市局参加培训，未及时指定代理人，审批环节延误。已报备代理人，回局后当日批准。"
TYPED_IN = 4
"""Results of the first round that stand in the 公示系统 already."""


def play(first: DrawSession, second: DrawSession, cast: Cast) -> None:
    _type_in(first, cast)
    waiting = Publication.objects.pending().filter(inspection__visit__task__session=second).order_by("due_on", "pk")
    at_the_leader = list(waiting.filter(inspection__status=RecordStatus.CHECKED))
    if len(at_the_leader) < 3:
        return
    late, due, other = at_the_leader[0], at_the_leader[1], at_the_leader[-1]
    with at(workday(0), 8, 30):
        digests.send()
    with at(workday(0), 8, 40):
        explanations.explain(publication=late, reason=LATE, by=_lead(late))
    with at(workday(0), 8, 50):
        reminders.urge(publication=due, by=cast.office)
    _hold(other, cast)


def _lead(publication: Publication) -> User:
    return team(Visit.objects.get(pk=publication.inspection.visit_id))[0]


def _hold(publication: Publication, cast: Cast) -> None:
    with at(workday(1), 16):
        asked = holds.ask(
            publication=publication,
            ground="SAFETY",
            reason="问题涉及重点部位安全防范，整改完成前公开有安全隐患。",
            by=_lead(publication),
        )
    with at(workday(1), 17):
        holds.approve(request=asked, by=cast.leader)


def _type_in(session: DrawSession, cast: Cast) -> None:
    public = Publication.objects.published().filter(inspection__visit__task__session=session)
    with at(workday(2), 10):
        postings.post_many(
            publications=list(public.order_by("pk")[:TYPED_IN]),
            system=Posting.System.NATIONAL,
            posted_on=workday(2),
            by=cast.office,
        )
