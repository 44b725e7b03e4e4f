"""Numbers of plans, tasks, draws, visits and documents (domain.md §3.2): gapless, never given twice."""

from datetime import date

from django.db import transaction

from inspections.models import Counter
from yangcheng_inspect.errors import DomainError

DISTRICT = "140522"
"""阳城县 in GB/T 2260."""
SYSTEM_DIGIT = "1"


@transaction.atomic
def _next(key: str, limit: int) -> int:
    counter, _ = Counter.objects.get_or_create(key=key)
    counter = Counter.objects.select_for_update().get(pk=counter.pk)
    if counter.last >= limit:
        raise DomainError(f"编号已用完（{limit} 个）。请联系系统管理员。")
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def plan_number(year: int) -> str:
    """14 digits: district, year, 1, nnn."""
    return f"{DISTRICT}{year}{SYSTEM_DIGIT}{_next(f'plan-{year}', 999):03d}"


def task_number(day: date) -> str:
    """18 digits: district, yyyymmdd, 1, nnn."""
    return f"{DISTRICT}{day:%Y%m%d}{SYSTEM_DIGIT}{_next(f'task-{day:%Y%m%d}', 999):03d}"


def draw_number(year: int) -> str:
    """YC-GA-2026-0001."""
    return f"YC-GA-{year}-{_next(f'draw-{year}', 9999):04d}"


def visit_number(year: int) -> str:
    return f"YC-JC-{year}-{_next(f'visit-{year}', 9999):04d}"


def document_number(year: int, unit: str, word: str = "") -> str:
    """阳公抽查〔2026〕3号; 治/禁/网 stands before 抽查 where a unit issues, the kind's `word` (通, 告) behind it.

    One sequence per kind, unit and year. Its row stays locked until the paper is there, so that a refusal or a crash
    gives the number back.
    """
    key = "-".join(part for part in (f"document-{year}-{unit}", word) if part)
    return f"阳公{unit}抽查{word}〔{year}〕{_next(key, 9999)}号"


def publication_number(year: int) -> str:
    """YC-GS-2026-0001."""
    return f"YC-GS-{year}-{_next(f'publication-{year}', 9999):04d}"


def objection_number(year: int) -> str:
    """YC-YY-2026-0001."""
    return f"YC-YY-{year}-{_next(f'objection-{year}', 9999):04d}"


def statement_number(year: int) -> str:
    """企业说明: YC-SM-2026-0001."""
    return f"YC-SM-{year}-{_next(f'statement-{year}', 9999):04d}"


def notice_number(year: int) -> str:
    """公告与解读: YC-GG-2026-0001."""
    return f"YC-GG-{year}-{_next(f'notice-{year}', 9999):04d}"


def archive_number(year: int) -> str:
    """归档号 of one year: YC-DA-2026-0001."""
    return f"YC-DA-{year}-{_next(f'archive-{year}', 9999):04d}"


def copy_number(year: int) -> str:
    """查阅件: YC-CY-2026-0001."""
    return f"YC-CY-{year}-{_next(f'copy-{year}', 9999):04d}"
