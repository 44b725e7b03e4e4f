"""留痕记录 for the supervisor and the auditor: to read and to search, nothing else."""

import json
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from yangcheng_inspect.clock import today
from yangcheng_inspect.register_admin import RegisterAdmin
from yangcheng_inspect.trail import wording
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.reading import entry
from yangcheng_inspect.trail.state_fields import kinds
from yangcheng_inspect.trail.words import kind_words


class KindFilter(admin.SimpleListFilter):
    """By the kind of object."""

    title = "对象类别"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, kind_words(kind)) for kind in kinds()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(obj__startswith=f"{self.value()}/") if self.value() else queryset


class DayFilter(admin.SimpleListFilter):
    """By the day, as the one clock has it."""

    title = "办理日期"
    parameter_name = "since"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("today", "今天"), ("week", "最近 7 天"), ("month", "本月"), ("year", "本年")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        first = {
            "today": today(),
            "week": today() - timedelta(days=6),
            "month": today().replace(day=1),
            "year": today().replace(month=1, day=1),
        }.get(self.value() or "")
        return queryset.filter(ts__gte=timezone.make_aware(datetime.combine(first, time()))) if first else queryset


@admin.register(Event)
class EventAdmin(RegisterAdmin):
    """One line per event, in words; search by person, object or act; what was found leaves as xlsx or on paper."""

    list_display = ["when", "who", "what", "about", "changes", "reason"]
    list_display_links = ["what"]
    list_filter = [KindFilter, DayFilter]
    list_select_related = ["detail"]
    list_per_page = 50
    date_hierarchy = "ts"
    show_facets = admin.ShowFacets.NEVER  # would count the whole log once for each choice
    search_fields = ["obj"]
    search_help_text = "输入姓名、登录名、事项（如 提交检查记录）或对象编号。"
    show_full_result_count = False
    fields = readonly_fields = (
        *("when", "who", "address", "what", "about", "reason", "changes"),
        *("seq", "original", "leaf", "root"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request).select_related("detail")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Event], search_term: str
    ) -> tuple[QuerySet[Event], bool]:
        """Names stand in canonical JSON, so a Chinese name is looked for as JSON spells it."""
        for word in search_term.split():
            spelled = json.dumps(word)[1:-1]
            acts = [act for act in wording.known() if word in wording.words(act)]
            queryset = queryset.filter(
                Q(obj=word) | Q(obj__endswith=f"/{word}") | Q(act__in=acts) | Q(detail__who__contains=spelled)
            )
        return queryset, False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    @admin.display(description="时间", ordering="ts")
    def when(self, event: Event) -> str:
        return f"{timezone.localtime(event.ts):%Y-%m-%d %H:%M:%S}"

    @admin.display(description="办理人")
    def who(self, event: Event) -> str:
        return entry(event).who

    @admin.display(description="来源地址")
    def address(self, event: Event) -> str:
        return event.detail.person.get("ip") or "—"

    @admin.display(description="事项")
    def what(self, event: Event) -> str:
        return entry(event).words

    @admin.display(description="对象")
    def about(self, event: Event) -> str:
        kind, _, key = event.obj.partition("/")
        return f"{kind_words(kind)} {key}"

    @admin.display(description="原因")
    def reason(self, event: Event) -> str:
        return entry(event).reason

    @admin.display(description="记录原文")
    def original(self, event: Event) -> str:
        return format_html('<pre class="canonical">{}</pre>', event.payload)

    @admin.display(description="内容")
    def changes(self, event: Event) -> str:
        """What was stated, then what changed from what to what."""
        read = entry(event)
        stated = [f"{fact.label}：{fact.value}" for fact in read.facts]
        changed = [f"{one.label}：{one.before} → {one.after}".removeprefix("：") for one in read.changes]
        return "；".join([*stated, *changed]) or "—"
