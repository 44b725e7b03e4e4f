"""A week of 值班, people on leave, a certificate that ends soon, this year's training."""

from datetime import date, timedelta

from registry.models import Absence, Certificate, Inspector, Training
from registry.services import absences, inspectors, trainings
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.demo.days import at, workday

WEEK = 7
ENDS_IN = 41
COURSE = "行政检查规范和涉企检查新规培训"
EXAM = "行政执法资格年度考试"
SCORES = ["92", "88", "79", "85", "90", "57"]
PASS_MARK = 60
AWAY = [(Absence.Kind.LEAVE, "年休假", 4), (Absence.Kind.TRIP, "赴市局会商", 1), (Absence.Kind.TRAINING, "集训", 9)]


def keep(by: User) -> None:
    """Everything the office enters about people, on the day before today."""
    today, yesterday, course = workday(0), workday(1), workday(12)
    people = list(Inspector.objects.eligible(today, today))
    with at(yesterday, 16):
        _roster(people, today, by)
        _away(people[-3:], today, by)
        _ending(people[-4], today, by)
        for person, score in zip(people, SCORES, strict=False):
            _learn(person, score, course, by)


def _roster(people: list[Inspector], first: date, by: User) -> None:
    """Two people a day from tomorrow; the first ones keep visiting today."""
    pairs = [people[-2 * number - 6 : -2 * number - 4] for number in range(WEEK)]
    duties = [(person, first + timedelta(days=number + 1)) for number, pair in enumerate(pairs) for person in pair]
    absences.enter_roster(duties=duties, replace=False, by=by)


def _away(people: list[Inspector], first: date, by: User) -> None:
    kinds = [
        (Absence.Kind.LEAVE, "年休假", 4),
        (Absence.Kind.TRIP, "赴市局会商", 1),
        (Absence.Kind.TRAINING, "集训", 9),
    ]
    for person, (kind, reason, days) in zip(people, kinds, strict=True):
        until = first + timedelta(days=days)
        absences.note(inspector=person, kind=kind, from_day=first, to_day=until, reason=reason, by=by)


def _ending(person: Inspector, day: date, by: User) -> None:
    """The long certificate was entered with a wrong end; the right one ends soon."""
    for card in Certificate.objects.filter(inspector=person, withdrawn_on__isnull=True):
        inspectors.withdraw_certificate(certificate=card, on=day, reason="有效期登记有误，已核对原件", by=by)
        ends, number, issuer = day + timedelta(days=ENDS_IN), card.number, card.issuer
        inspectors.certify(
            inspector=person, number=number, valid_from=card.valid_from, valid_to=ends, issuer=issuer, by=by
        )


def _learn(person: Inspector, score: str, day: date, by: User) -> None:
    trainings.note(inspector=person, held_on=day, title=COURSE, hours=16, by=by)
    result = Training.PASSED if int(score) >= PASS_MARK else Training.FAILED
    trainings.note(
        inspector=person, kind=Training.Kind.EXAM, held_on=day, title=EXAM, score=score, result=result, by=by
    )
