"""Who took lists out, and who looked at personal data: both are events (AU-8; PIPL 第五十一条)."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import make_aware

from yangcheng_inspect.clock import today
from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.models import Event, acted
from yangcheng_inspect.trail.services import Person, record


@transaction.atomic
def note_export(*, title: str, conditions: str, rows: int, by: Person) -> None:
    """A list left the system as a file: which, narrowed how, how long."""
    record("user.export", target=f"user/{by.pk}", by=by, detail={"list": title, "conditions": conditions, "rows": rows})


@transaction.atomic
def note_view(*, target: Model, by: Person) -> None:
    """A page with somebody's personal data was opened. Once a day for each reader and object: people read the log."""
    kind, _, _ = (name := objects.name_of(target)).partition("/")
    seen = Event.objects.about(name).filter(
        act=f"{kind}.view",
        ts__gte=make_aware(datetime.combine(today(), time())),
        detail__who__startswith=acted(by.pk),
    )
    if not seen.exists():
        record(f"{kind}.view", target=target, by=by)
