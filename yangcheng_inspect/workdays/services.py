"""The only writers of the calendar. Every change is an event of its year and is announced to the apps above."""

from collections.abc import Iterable

from django.db import transaction

from yangcheng_inspect import clock
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import Person, record
from yangcheng_inspect.workdays.models import CalendarYear, SpecialDay
from yangcheng_inspect.workdays.reading import Day, shipped
from yangcheng_inspect.workdays.signals import calendar_changed


@transaction.atomic
def enter_year(*, year: int, source: str, days: Iterable[Day], by: Person | None) -> CalendarYear:
    """Enter the holiday notice of a year. `source` is the number of the notice."""
    days = list(days)
    _check(year, source, days)
    row, created = CalendarYear.objects.get_or_create(
        year=year, defaults={"source": source, "entered_at": clock.now(), "entered_by_id": by.pk if by else None}
    )
    if not created:
        raise AlreadyDone(f"{year} 年节假日安排已经录入。如有变动，请打开该年修改并写明原因。")
    _put(row, days)
    record("calendar.enter_year", target=row, by=by, detail={"source": source, "days": _as_detail(days)})
    calendar_changed.send(sender=CalendarYear, years=frozenset({year}), by=by)
    return row


@transaction.atomic
def amend_year(*, year: int, source: str, days: Iterable[Day], reason: str, by: Person | None) -> CalendarYear:
    """Replace the days of a year that was entered before; the trail keeps what stood there."""
    days = list(days)
    row = CalendarYear.objects.select_for_update(of=("self",)).get(year=year)
    _check(year, source, days)
    if not reason.strip():
        raise DomainError("请写明修改节假日安排的原因。")
    before = {"source": row.source, "days": _as_detail(days_of(row))}
    row.source, row.entered_at, row.entered_by_id = source, clock.now(), by.pk if by else None
    row.save(update_fields=["source", "entered_at", "entered_by"])
    _put(row, days)
    after = {"source": source, "days": _as_detail(days)}
    record("calendar.amend_year", target=row, by=by, reason=reason, detail={"before": before, "after": after})
    calendar_changed.send(sender=CalendarYear, years=frozenset({year}), by=by)
    return row


@transaction.atomic
def load_shipped() -> list[int]:
    """Bring in the notices that come with the system; years a person has entered are left alone. Returns the years."""
    known = {row.year: row for row in CalendarYear.objects.select_for_update(of=("self",))}
    changed = []
    for year, (source, days) in shipped().items():
        row = known.get(year)
        if row is None:
            enter_year(year=year, source=source, days=days, by=None)
        elif row.entered_by_id is None and (row.source, days_of(row)) != (source, days):
            amend_year(year=year, source=source, days=days, reason="随系统更新", by=None)
        else:
            continue
        changed.append(year)
    return changed


def days_of(row: CalendarYear) -> list[Day]:
    """The days of a year as the reader makes them."""
    return [Day(day.date, day.works, day.name) for day in row.days.all()]


def _check(year: int, source: str, days: list[Day]) -> None:
    if not source.strip():
        raise DomainError("请填写节假日安排的依据（文号）。")
    if not days:
        raise DomainError(f"没有读到 {year} 年与双休日不同的日子，请核对粘贴的内容。")
    strangers = [day for day in days if day.date.year != year]
    if strangers:
        raise DomainError(f"{strangers[0].date:%Y-%m-%d} 不在 {year} 年，请到 {strangers[0].date.year} 年下录入。")


def _put(row: CalendarYear, days: list[Day]) -> None:
    row.days.all().delete()
    SpecialDay.objects.bulk_create(
        SpecialDay(year=row, date=day.date, works=day.works, name=day.name, source=row.source) for day in days
    )


def _as_detail(days: Iterable[Day]) -> list[str]:
    return [f"{day.date:%Y-%m-%d} {'上班' if day.works else '放假'} {day.name}" for day in days]
