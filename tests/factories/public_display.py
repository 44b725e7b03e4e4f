"""Plans, tasks, officers and notices as the public sees them, through their doors; nothing internal stands behind."""

from datetime import date
from typing import Any

from django.db import transaction

from publicity.public_site import officer_schema, store_notices, store_officers, store_plans
from publicity.public_site.models import PublicInspector, PublicNotice, PublicPlan, PublicTask
from tests.factories.base import note

PLAN_NUMBER, TASK_NUMBER = "14052220261001", "140522202603311001"
OWN = 900_001
"""The internal number of each: far from those of rows that have something internal behind them."""


def plan_line(**changes: Any) -> dict[str, Any]:
    return {
        "order": 1,
        "title": "旅馆业治安检查",
        "item_code": "ZA-01",
        "item_title": "旅馆业治安检查",
        "bases": ["《旅馆业治安管理办法》第十四条"],
        "kind": "双随机抽查",
        "authority": "阳城县公安局",
        "level": "县级",
        "area": "阳城县",
        "partners": "",
        "scope": "旅馆、宾馆、民宿",
        "base": 240,
        "ratio": "一般 4%；重点 10%；每层至少 1 户",
        "take": 12,
        "cap": "每户每年不超过 2 次",
        "method": "现场检查",
        "from_on": "2026-01-01",
        "to_on": "2026-12-31",
        "unit": "治安大队",
    } | changes


def plan_record(*reasons: str, **changes: Any) -> dict[str, Any]:
    """Version 1, and one more for each reason."""
    versions = [
        {"version": number, "approved_on": f"2026-0{number}-05", "reason": why, "lines": [plan_line(base=240 + number)]}
        for number, why in enumerate(["", *reasons], start=1)
    ]
    own = {"format": "SSJ-PLAN/1", "number": PLAN_NUMBER, "year": 2026, "title": "2026 年度抽查计划"}
    return own | {"issuer": "阳城县公安局", "versions": versions} | changes


def task_record(**changes: Any) -> dict[str, Any]:
    line = plan_line()
    same = ("title", "item_code", "item_title", "scope", "ratio", "take", "cap", "unit", "partners")
    return (
        {name: line[name] for name in same}
        | {
            "format": "SSJ-TASK/1",
            "number": TASK_NUMBER,
            "plan_number": PLAN_NUMBER,
            "plan_title": "2026 年度抽查计划",
            "line": 1,
            "item_version": 1,
            "team": "每组不少于 2 人，从全局持证民警中随机选派",
            "names": "检查结束后公开名单",
            "from_on": "2026-03-31",
            "to_on": "2026-04-30",
            "status": "FROZEN",
            "announced_on": "2026-03-31",
            "updated_on": "2026-03-31",
        }
        | changes
    )


def notice_record(*reasons: str, **changes: Any) -> dict[str, Any]:
    """Version 1, and one more for each reason."""
    versions = [
        {
            "version": number,
            "title": f"怎样看懂检查结果{number}",
            "body": f"一、这是第 {number} 版\n\n结果只说明检查当日的情况。\n- 未发现问题\n- 责令改正中",
            "office": "治安大队",
            "reason": why,
            "published_on": "2026-01-05",
        }
        for number, why in enumerate(["", *reasons], start=1)
    ]
    own = {"format": "SSJ-NOTICE/1", "number": "YC-GG-2026-0001", "kind": "解读", "published_on": "2026-01-05"}
    return own | {"versions": versions, "updated_at": "2026-01-05T09:00:00+08:00"} | changes


def officer_record(*numbers: str, valid_to: date = date(2030, 4, 1), **changes: Any) -> dict[str, Any]:
    cards = [{"sha256": officer_schema.digest(number), "valid_to": valid_to.isoformat()} for number in numbers]
    return {"format": officer_schema.FORMAT, "unit": "治安大队" if cards else "", "cards": cards} | changes


@transaction.atomic
def put_plan(*reasons: str, **changes: Any) -> PublicPlan:
    row = store_plans.put_plan(plan_record(*reasons, **changes), plan_id=OWN)
    note(row)
    return row


@transaction.atomic
def put_task(**changes: Any) -> PublicTask:
    row = store_plans.put_task(task_record(**changes), task_id=OWN)
    note(row)
    return row


@transaction.atomic
def put_notice(*reasons: str, **changes: Any) -> PublicNotice:
    row = store_notices.put_notice(notice_record(*reasons, **changes), notice_id=OWN)
    note(row)
    return row


@transaction.atomic
def put_officer(*numbers: str, inspector_id: int = OWN, **given: Any) -> PublicInspector:
    row = store_officers.put_officer(officer_record(*numbers, **given), inspector_id=inspector_id)
    note(row)
    return row
