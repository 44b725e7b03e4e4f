"""责任追溯: what a person, or the people of a unit, decided, and when (方案四(三)). Read from the trail alone.

Listed by time, never counted by person: nobody is ranked by the number of decisions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime, make_aware

from registry.models import Unit
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.trail import objects, wording
from yangcheng_inspect.trail.models import Event, acted
from yangcheng_inspect.trail.reading import Entry, entry
from yangcheng_inspect.trail.words import kind_words

# What decides about somebody's case, or answers for it by name.
DECIDING = """
accept acknowledge amend answer approve ask_void assign cancel check close compute confirm confirm_bases
confirm_number correct decide_extension decide_void decline disable discard dispatch draw drop enable end end_basis
extend file freeze hand_over hold issue judge keep_apart merge plan publish recompute recuse refuse release replace
review send_back serve set_aside settle_excuse show sign submit take undo unfreeze urgent verify void withdraw
"""
VERBS = frozenset(DECIDING.split())
COLUMNS = ("时间", "办理人", "单位", "事项", "对象", "内容", "理由")
DAYS = 30
# What a row is named after lies in other tables: read with it, or a long list asks for each line.
NAMED_AFTER = {
    "cap_exception": ("entity",),
    "case": ("visit",),
    "dispute": ("visit",),
    "inspection": ("visit", "version__item"),
    "item_version": ("item",),
    "proposal": ("entity",),
    "objection": ("publication__inspection__visit",),
    "publication": ("inspection__visit",),
    "rectification": ("inspection__visit",),
    "statement": ("publication__inspection__visit",),
}


class AskForm(forms.Form):
    """Whose decisions, between which days. What cannot be understood is left out."""

    person = forms.ModelChoiceField(
        label="办理人", required=False, empty_label="全部人员", queryset=User.objects.order_by("unit_code", "username")
    )
    unit = forms.ModelChoiceField(
        label="单位", required=False, empty_label="全部单位", queryset=Unit.objects.all(), to_field_name="code"
    )
    since = forms.DateField(label="自", required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label="至", required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: Any) -> None:
        super().__init__(data or None, use_required_attribute=False)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name in ("person", "unit") else "form-control"
        self.is_valid()

    def value(self, name: str) -> Any:
        return getattr(self, "cleaned_data", {}).get(name)

    @property
    def days(self) -> tuple[date, date]:
        """Both included; the last 30 days unless asked for."""
        until: date = self.value("until") or today()
        since: date = self.value("since") or until - timedelta(days=DAYS - 1)
        return since, until

    @property
    def words(self) -> str:
        """The conditions in one line."""
        since, until = self.days
        whom = [f"{self.fields[name].label}：{chosen}" for name in ("person", "unit") if (chosen := self.value(name))]
        return "；".join([*whom, f"{since:%Y-%m-%d} 至 {until:%Y-%m-%d}"])


@dataclass(frozen=True)
class Line:
    """One decision."""

    event: Event
    read: Entry
    unit: str
    about: str

    @property
    def content(self) -> str:
        facts = [f"{fact.label}：{fact.value}" for fact in self.read.facts]
        changes = [f"{one.label}：{one.before} → {one.after}".removeprefix("：") for one in self.read.changes]
        return "；".join([*facts, *changes])

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of `COLUMNS`."""
        when = f"{localtime(self.event.ts):%Y-%m-%d %H:%M}"
        return (when, self.read.who, self.unit, self.read.words, self.about, self.content, self.read.reason)


def decisions(asked: AskForm) -> QuerySet[Event]:
    """The events that decide, newest first."""
    since, until = (make_aware(datetime.combine(day, time())) for day in asked.days)
    acts = [act for act in wording.known() if act.partition(".")[2] in VERBS]
    found = Event.objects.filter(act__in=acts, ts__gte=since, ts__lt=until + timedelta(days=1))
    for people in _people(asked):
        hands = Q(pk__in=[])
        for pk in people:
            hands |= Q(detail__who__startswith=acted(pk))
        found = found.filter(hands)
    return found.select_related("detail").order_by("-seq")


def _people(asked: AskForm) -> Iterator[list[int]]:
    """The people of each condition, whatever their login was then; a unit's are those who belong to it today."""
    if person := asked.value("person"):
        yield [person.pk]
    if unit := asked.value("unit"):
        yield list(User.objects.filter(unit_code=unit.code).values_list("pk", flat=True))


def lines(events: Iterable[Event]) -> list[Line]:
    """With the names of units and objects as they are today."""
    listed = list(events)
    units = dict(Unit.objects.values_list("code", "name"))
    codes = dict(User.objects.values_list("pk", "unit_code"))
    named = _named({event.obj for event in listed})
    return [
        Line(event, entry(event), units.get(codes.get(event.detail.person.get("id"), ""), ""), about)
        for event in listed
        for about in [named.get(event.obj) or _by_number(event.obj)]
    ]


def _named(names: set[str]) -> dict[str, str]:
    """Objects by name → what they are called: one query per kind."""
    keys: dict[str, list[str]] = {}
    for name in names:
        kind, _, key = name.partition("/")
        if key.isdigit():
            keys.setdefault(kind, []).append(key)
    found: dict[str, str] = {}
    for kind, some in keys.items():
        root = objects.root_of(kind)
        model = objects.model_of(root) if root else None
        if model is not None:
            query = model._base_manager.select_related(*NAMED_AFTER.get(kind, (None,)))
            rows = query.in_bulk([int(key) for key in some])
            found |= {f"{kind}/{key}": f"{kind_words(kind)} {row}" for key, row in rows.items()}
    return found


def _by_number(name: str) -> str:
    kind, _, key = name.partition("/")
    return f"{kind_words(kind)} {key}"
