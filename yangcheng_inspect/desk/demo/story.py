"""The played weeks, in order. One screen tells what the demo contains."""

from inspections.models import DrawSession, Visit
from inspections.status import RecordStatus
from yangcheng_inspect.desk.demo import (
    afterwards,
    before,
    changes,
    draws,
    duty,
    firms,
    five_days,
    follow_up,
    items,
    notices,
    objections,
    on_paper,
    papers,
    parameters,
    plan_change,
    ratings,
    registries,
    risk,
    sessions,
    visits,
)
from yangcheng_inspect.desk.demo.days import workday
from yangcheng_inspect.desk.demo.people import give_password, hire, sample_officers
from yangcheng_inspect.desk.demo.sessions import Cast

LINES = {
    "ZA-01": "治安大队",
    "ZA-02": "治安大队",
    "ZA-04": "治安大队",
    "ZA-05": "治安大队",
    "ZA-08": "治安大队",
    "ZA-11": "治安大队",
    "JD-01": "禁毒大队",
    "WA-01": "网安大队",
}


def play() -> None:
    """Sample registries, a plan, a round that is over, a round under way, draws waiting for their numbers."""
    staff = hire()
    cast = Cast(staff["office"], staff["office2"], staff["leader"])
    registries.load(cast, workday(13))
    registries.open_officer_logins(by=staff["security"])
    risk.play(cast, workday(13))
    plan = sessions.yearly_plan(cast, workday(12), LINES)
    first = _drawn(
        cast, sessions.gather(cast, plan, workday(11), "第 1 场抽取", ["ZA-01", "WA-01"]), 11, sessions.FIRST
    )
    _all_published(first)
    second = _drawn(
        cast, sessions.gather(cast, plan, workday(9), "第 2 场抽取", ["ZA-04", "ZA-05", "ZA-02"]), 9, sessions.SECOND
    )
    draws.seal_envelopes(second, cast, workday(8))
    draws.replace_officer(second, cast, workday(7))
    _every_state(second)
    registries.load_changes(cast, workday(3))
    duty.keep(by=staff["office"])
    firms.play(cast)
    third = sessions.gather(cast, plan, workday(1), "第 3 场抽取", ["ZA-08", "JD-01"])
    sessions.freeze(cast, third, workday(1))
    draws.hand_out_line(third, cast, workday(1))
    freed = draws.void(third, "ZA-08", cast, workday(1))
    draws.wait_for_lottery(freed, "第 4 场抽取", cast, workday(1))
    sessions.gather(cast, plan, workday(0), "第 5 场抽取", ["ZA-11"])
    items.play(cast)
    before.play(cast, second)
    papers.play(first, cast)
    five_days.play(first, second, cast)
    parameters.play(cast)
    plan_change.play(plan, cast, workday(2))
    notices.play(cast)
    changes.play(first, cast)
    objections.play(first, cast)
    ratings.play(first)
    for user in [*staff.values(), *sample_officers()]:
        give_password(user)


def _drawn(cast: Cast, session: DrawSession, back: int, digits: list[str]) -> DrawSession:
    sessions.freeze(cast, session, workday(back))
    sessions.draw(cast, session, workday(back - 1), digits)
    sessions.approve_batches(cast, session, workday(back - 1))
    return session


def _visits(session: DrawSession) -> list[Visit]:
    return list(Visit.objects.filter(task__session=session).order_by("pk"))


def _all_published(session: DrawSession) -> None:
    """Clean ones mostly, and one of each other kind; all published in time."""
    stories = [visits.CLEAN, visits.FIXED, visits.CLEAN, visits.ORDERED, visits.REFUSES, visits.GONE_AWAY]
    for number, visit in enumerate(_visits(session)):
        # The first order has a short term, so that it is overdue today.
        story = visits.ORDERED_SOON if number == 3 else stories[number % len(stories)]
        visits.finish(visit, workday(9 - number % 3), story)
        follow_up.hear(visit, workday(7))
        visits.pass_to(visit, workday(6 - number % 2), RecordStatus.APPROVED)
    follow_up.play(session)
    afterwards.explained(_visits(session)[0])


def _every_state(session: DrawSession) -> None:
    """From overdue to not yet visited: one visit for each, the rest waits."""
    waiting = iter(_visits(session))
    for back, upto in [
        (6, RecordStatus.CHECKED),  # overdue by a day, on the leader's desk
        (5, RecordStatus.CHECKED),  # due today
        (4, RecordStatus.REVIEWED),
        (3, RecordStatus.SUBMITTED),
        (2, RecordStatus.CHECKED),
        (5, RecordStatus.APPROVED),
    ]:
        if (visit := next(waiting, None)) is None:
            return
        if back == 3:
            on_paper.finish(visit, workday(back))
        else:
            visits.finish(visit, workday(back), visits.ORDERED if back == 2 else visits.CLEAN)
        visits.pass_to(visit, workday(1), upto)
    afterwards.returned(next(waiting, None))
    _on_site(next(waiting, None))
    afterwards.voided(next(waiting, None))


def _on_site(visit: Visit | None) -> None:
    if visit is None:
        return
    visits.arrive(visit, workday(0), hour=8)
    visits.inform(visit, workday(0), hour=9)
    visits.fill(visit, workday(0), visits.CLEAN, hour=9, only=3)
