"""市场主体 as the address asks for them: filters, chips, counts. The export gives exactly the same rows."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.db.models import Count, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from inspections.choices import CAPPED_KINDS
from inspections.models import Visit
from inspections.status import CALLED_OFF
from registry.models import EntityFlag, Industry, MarketEntity, RegistrationStatus, RiskClass, Town
from registry.models.entity import MarketEntityQuerySet
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today

CHECKED = {"0": "未查", "1": "1 次", "2": "2 次", "3": "3 次以上"}
ANY_FLAG = "ANY"
UNCLASSED = "NONE"


class ListForm(forms.Form):
    """Every filter is optional; one that cannot be understood is left out."""

    q = forms.CharField(
        label="查找",
        required=False,
        max_length=60,
        widget=forms.TextInput({"placeholder": "名称、代码、地址、负责人、电话……"}),
    )
    town = forms.ModelChoiceField(
        label="乡镇", required=False, empty_label="全部乡镇", queryset=Town.objects.all(), to_field_name="name"
    )
    industry = forms.ModelChoiceField(
        label="监管行业", required=False, empty_label="全部行业", queryset=Industry.objects.all(), to_field_name="name"
    )
    status = forms.ChoiceField(
        label="登记状态", required=False, choices=[("", "全部状态"), *RegistrationStatus.choices]
    )
    risk = forms.ChoiceField(
        label="风险等级", required=False, choices=[("", "全部等级"), *RiskClass.choices, (UNCLASSED, "未评级")]
    )
    flag = forms.ChoiceField(
        label="重点对象标记",
        required=False,
        choices=[("", "不限"), (ANY_FLAG, "有任一标记"), *EntityFlag.Kind.choices],
    )
    unsure = forms.ChoiceField(
        label="监管行业确认", required=False, choices=[("", "不限"), ("1", "待确认"), ("0", "已确认")]
    )
    checked = forms.ChoiceField(label="本年已查次数", required=False, choices=[("", "不限"), *CHECKED.items()])

    def __init__(self, data: Any) -> None:
        super().__init__(data, use_required_attribute=False)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "q" else "form-select"
        self.is_valid()

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that were filled in and understood."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, rows: MarketEntityQuerySet) -> MarketEntityQuerySet:
        for name, value in self.asked.items():
            rows = CONDITIONS[name](rows, value)
        return rows

    def chips(self, query: QueryDict) -> list[tuple[str, str]]:
        """What narrows the list in words, each with the address that takes it away."""
        return [
            (f"{self.fields[name].label}：{_word(self.fields[name], value)}", link(query, **{name: ""}))
            for name, value in self.asked.items()
        ]


def _word(field: forms.Field, value: Any) -> str:
    return str(dict(getattr(field, "choices", ())).get(value, value)) if isinstance(value, str) else str(value)


def _flagged(rows: MarketEntityQuerySet, kind: str) -> MarketEntityQuerySet:
    standing = EntityFlag.objects.standing(today())
    standing = standing if kind == ANY_FLAG else standing.filter(kind=kind)
    return rows.filter(pk__in=standing.order_by().values("entity"))


CONDITIONS: dict[str, Callable[[MarketEntityQuerySet, Any], MarketEntityQuerySet]] = {
    "q": lambda rows, words: rows.search(words),
    "town": lambda rows, town: rows.filter(town=town),
    "industry": lambda rows, industry: rows.in_trade(industry),
    "status": lambda rows, status: rows.filter(registration_status=status),
    "risk": lambda rows, risk: rows.filter(risk_class="" if risk == UNCLASSED else risk),
    "flag": _flagged,
    "unsure": lambda rows, unsure: rows.filter(scope_confirmed=unsure == "0"),
    "checked": lambda rows, times: rows.filter(**{"checked__gte" if times == "3" else "checked": int(times)}),
}


def with_checks(rows: MarketEntityQuerySet, user: User) -> MarketEntityQuerySet:
    """Adds `checked`, this year's visits that count against the cap, and `last_checked`, merged rows included.

    Only visits that `user` may know of count.
    """
    own = Q(entity=OuterRef("pk")) | Q(entity__merged_into=OuterRef("pk"))
    visits = Visit.objects.told_to(user).filter(own).exclude(status__in=CALLED_OFF).order_by()
    counted = visits.filter(kind__in=CAPPED_KINDS, due_on__year=today().year).annotate(one=Value(1)).values("one")
    ended = visits.annotate(one=Value(1)).values("one").annotate(last=Max("ended_on"))
    return rows.annotate(
        checked=Coalesce(Subquery(counted.annotate(times=Count("pk")).values("times")), 0),
        last_checked=Subquery(ended.values("last")),
    )


def link(query: QueryDict, **changes: str) -> str:
    """This list with other choices, from its first page."""
    changed = query.copy()
    for name, value in {"page": "", **changes}.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return f"?{changed.urlencode()}"


def counts(rows: MarketEntityQuerySet, query: QueryDict) -> list[tuple[str, str, str, int]]:
    """Of the rows found: colour, words, address and number of those that ask for a second look."""
    flagged = _flagged(rows, ANY_FLAG).count()
    unsure, unseen = rows.filter(scope_confirmed=False).count(), CONDITIONS["checked"](rows, "0").count()
    return [
        ("amber", "重点对象", link(query, flag=ANY_FLAG), flagged),
        ("amber", "待确认", link(query, unsure="1"), unsure),
        ("grey", "本年未查", link(query, checked="0"), unseen),
    ]


COLUMNS = (
    "名称",
    "统一社会信用代码/注册号",
    "主体类型",
    "法定代表人（负责人）",
    "住所（经营场所）",
    "乡镇",
    "电话",
    "监管行业",
    "登记状态",
    "信用风险等级",
    "重点对象标记",
    "本年已查",
    "上次检查",
)


def cells(rows: MarketEntityQuerySet) -> Iterator[tuple[object, ...]]:
    """One line per firm, in the order of COLUMNS."""
    for row in rows.for_page().iterator(chunk_size=2000):
        yield (
            row.name,
            row.draw_id,
            row.entity_type,
            row.legal_representative,
            row.address,
            row.town.name if row.town else "",
            row.phone,
            trades(row),
            row.get_registration_status_display(),
            row.get_risk_class_display(),
            "、".join(flags(row)),
            getattr(row, "checked"),  # noqa: B009 - annotated by with_checks
            getattr(row, "last_checked"),  # noqa: B009
        )


def trades(entity: MarketEntity) -> str:
    names = "、".join(industry.name for industry in entity.industries.all())
    return names if entity.scope_confirmed else f"{names}（待确认）"


def flags(entity: MarketEntity) -> list[str]:
    """The marks that stand today; `for_page` has loaded them."""
    day = today()
    standing = [
        flag for flag in entity.flags.all() if flag.started_on <= day and not (flag.ended_on and flag.ended_on <= day)
    ]
    return [flag.get_kind_display() for flag in standing]
