"""What happens around the draws of the played weeks: a replacement, a void, a lottery that is still to come."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from inspections.models import Draw, DrawSession, Excuse, Replacement, Task, Visit
from inspections.services import envelopes, excuses, own_lines, sessions, voids
from inspections.services.excuses import NOT_BEGUN
from inspections.services.standing import holders
from registry.models import Inspector
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk.demo.days import at
from yangcheng_inspect.desk.demo.sessions import Cast

CLOSED_DAYS = 10
"""快乐8 rests about so many days at the Spring Festival: its issues are numbered by the days that it is drawn."""
REASON = "封存后核对发现名录漏列新开业的企业，须补齐后重新封存"


def replace_officer(session: DrawSession, cast: Cast, day: date) -> Replacement:
    """The last visit of a sitting: the assisting officer is related to the owner, his head agrees, the rule decides."""
    waiting = Visit.objects.filter(task__session=session, status__in=NOT_BEGUN).order_by("pk")
    visit = waiting.last()
    assert visit is not None, "the sample leaves a visit that has not begun"
    place = visit.officers.filter(leads=False).select_related("inspector__user", "inspector__unit").first()
    assert place is not None
    assert place.inspector.user is not None
    with at(day, 10):
        note = "检查对象经营者是本人表兄"
        excuse = excuses.ask(visit=visit, reason=Excuse.Reason.INTEREST, note=note, by=place.inspector.user)
    with at(day, 14):
        replacement = excuses.approve(excuse=excuse, by=_decider(place.inspector, excuse, cast))
    assert replacement is not None, "the draw of the demo has somebody left"
    return replacement


def _decider(inspector: Inspector, excuse: Excuse, cast: Cast) -> User:
    """The head of the officer's unit, or the office where he is concerned himself."""
    heads = [*holders(Role.UNIT_HEAD, inspector.unit.code), cast.office]
    return next(head for head in heads if excuses.may_decide(excuse, head))


def seal_envelopes(session: DrawSession, cast: Cast, day: date) -> None:
    """Printed and sealed in the room, right after the draw; 纪检 keeps them."""
    with at(day, 9, 40):
        for draw in session.draws.order_by("number"):
            envelopes.note_print(draw=draw, by=cast.second)


def hand_out_line(session: DrawSession, cast: Cast, day: date) -> None:
    """One firm asks whether it is in the frozen list."""
    draw = session.draws.order_by("number")[0]
    with at(day, 14, 50):
        own_lines.hand_out(draw=draw, code=draw.pool.order_by("code")[0].code, by=cast.office)


def void(session: DrawSession, item: str, cast: Cast, day: date) -> Task:
    """One draw of a frozen sitting is void before any number exists; its task is free again."""
    draw: Draw = session.draws.get(task__line__item__code=item)
    with at(day, 15):
        asked = voids.propose(draw=draw, code="POOL", reason=REASON, by=cast.office)
    with at(day, 15, 30):
        voids.approve(request=asked, by=cast.leader)
    return Task.objects.get(pk=draw.task_id)


def wait_for_lottery(task: Task, title: str, cast: Cast, day: date) -> DrawSession:
    """The same task frozen anew; its numbers come from a lottery that is drawn tomorrow evening."""
    evening = datetime.combine(clock.today() + timedelta(days=1), time(21, 30), timezone.get_current_timezone())
    issue = f"{evening.year}{max(1, evening.timetuple().tm_yday - CLOSED_DAYS):03}"
    with at(day, 16):
        session = sessions.open_session(
            title=title,
            held_on=evening.date() + timedelta(days=2),
            place="县公安局三楼会议室",
            tasks=[task],
            sources=[["KL8", issue], ["W", "3"]],
            lottery_at=evening,
            by=cast.office,
        )
        sessions.propose_freeze(session=session, by=cast.office)
    with at(day, 16, 20):
        return sessions.confirm_freeze(session=session, by=cast.second)
