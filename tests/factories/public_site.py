"""What the public sees, made through the same door as the publication service uses."""

from datetime import date, datetime, timedelta
from typing import Any

import factory
from django.db import transaction
from django.utils import timezone

from publicity.public_site import schema, store, tombstone
from publicity.public_site.models import PublicDraw, PublicItem, PublicResult
from publicity.public_site.words import RESULTS
from tests.factories.base import TrailedFactory, note

PROMPTS = ["特种行业许可证在有效期内", "住宿登记“实名、实数、实情、实时”", "治安管理制度和值班制度", "访客管理登记"]


def public_record(**changes: Any) -> dict[str, Any]:
    """A complete record; `name`, `code`, `town`, `result`, `ended_on` … change a part of it."""
    ended = changes.pop("ended_on", date(2026, 4, 2))
    code = changes.pop("result", "NONE")
    word = RESULTS[code].word
    named = {"name": "阳城县凤城君悦酒店", "former_names": [], "code": "91140522MA0REMY3WC", "town": "凤城镇"}
    entity = {key: changes.pop(key, value) for key, value in named.items()}
    item = {
        "code": changes.pop("item_code", "ZA-01"),
        "title": changes.pop("item_title", "旅馆业治安检查"),
        "version": 1,
    }
    published = (ended + timedelta(days=5)).isoformat()
    return {
        "format": schema.FORMAT,
        "number": "GS-2026-0001",
        "entity": entity,
        "item": item,
        "plan": {"number": "14052220261001", "name": "2026 年度抽查计划"},
        "task": {"number": "140522202603161001", "name": "2026 年第 1 批旅馆业治安检查"},
        "inspect_type": "双随机抽查",
        "method": "现场检查",
        "agency": "阳城县公安局",
        "officers": "2 名，随机选派（治安大队）",
        "selection": "一般户，随机抽取",
        "result": {"code": code, "word": word, "category": word},
        "ended_on": ended.isoformat(),
        "published_on": published,
        "updated_on": published,
        "points": [{"prompt": prompt, "answer": "符合"} for prompt in PROMPTS],
        "confirmation": "企业确认，无异议",
        "timeline": [
            {"on": (ended - timedelta(days=14)).isoformat(), "what": "随机抽中"},
            {"on": ended.isoformat(), "what": "现场检查", "note": "企业确认，无异议"},
            {"on": published, "what": "结果公示"},
        ],
    } | changes


class PublicResultFactory(TrailedFactory):
    """`PublicResultFactory(name="…", town="…", withdrawn="登记错误")`."""

    class Meta:
        model = PublicResult

    publication_id = factory.Sequence(lambda n: 1000 + n)
    number = factory.LazyAttribute(lambda result: f"GS-2026-{result.publication_id}")

    @classmethod
    def _create(cls, model_class: type[PublicResult], *args: Any, **kwargs: Any) -> PublicResult:
        publication_id, withdrawn = kwargs.pop("publication_id"), kwargs.pop("withdrawn", "")
        kwargs.pop("corrected", False)
        with transaction.atomic():
            row = store.put_result(public_record(**kwargs), publication_id=publication_id)
            if withdrawn:
                stone = tombstone.of(row) | {"kind": tombstone.WITHDRAWN, "reason": withdrawn}
                row = store.withdraw_result(stone, publication_id=publication_id)
            note(row)
        return row


class PublicItemFactory(TrailedFactory):
    """A published version of an item, in force since 2026-01-01."""

    class Meta:
        model = PublicItem

    version_id = factory.Sequence(lambda n: 1000 + n)
    code = factory.Sequence(lambda n: f"ZA-{n % 100:02d}")
    version = 1
    title = "旅馆业治安检查"
    category = "治安管理"
    kind = "一般检查事项"
    authority = "阳城县公安局"
    target = "旅馆、宾馆、民宿"
    content = "特种行业许可、住宿登记、视频监控、从业人员管理"
    method = "现场检查"
    bases = factory.LazyFunction(lambda: {"power": ["《旅馆业治安管理办法》第十四条"], "duty": [], "penalty": []})
    ratio_text = "一般 4%，重点 10%"
    cap_text = "每户每年不超过 1 次"
    check_points = factory.LazyFunction(
        lambda: [{"prompt": prompt, "basis": "《旅馆业治安管理办法》"} for prompt in PROMPTS]
    )
    effective_on = date(2026, 1, 1)
    approved_on = date(2025, 12, 25)
    released_at = datetime(2025, 12, 25, 16, 0, tzinfo=timezone.get_default_timezone())
    trades = ["旅馆业"]
    responsible = "治安大队"


class PublicDrawFactory(TrailedFactory):
    """A commitment; `drawn=True` with its numbers and result."""

    class Meta:
        model = PublicDraw

    class Params:
        drawn = factory.Trait(
            status=PublicDraw.Status.DRAWN,
            drawn_at=datetime(2026, 4, 2, 9, 42, tzinfo=timezone.get_default_timezone()),
            numbers=["W,3=472938.016455.883207"],
            result_sha256="7c1e90af42d3b816" * 4,
        )

    draw_id = factory.Sequence(lambda n: 1000 + n)
    number = factory.Sequence(lambda n: f"YC-GA-2026-{n:04d}")
    task_number = "140522202603311001"
    task_name = "2026 年第 2 批旅馆业治安检查"
    frozen_at = datetime(2026, 3, 31, 17, 0, tzinfo=timezone.get_default_timezone())
    commitment = "SSJ-COMMIT/1\ndraw\tYC-GA-2026-0002\nF\tb59945142489dd15\n"
    frozen_sha256 = "b59945142489dd15" * 4
    frozen_sm3 = "ad06e8b6a5091ff1" * 4
    counts = factory.LazyFunction(
        lambda: [{"stratum": "一般", "pool": 200, "drawn": 8}, {"stratum": "重点", "pool": 40, "drawn": 4}]
    )
