"""Why some firms are drawn more often: an approved matrix, complaints about one firm, a street of schools."""

from dataclasses import replace
from datetime import date, timedelta

from registry import risk
from registry.models import Complaint, MarketEntity, Town
from registry.services import complaints, key_areas, risk_matrices
from yangcheng_inspect.desk.demo.days import at
from yangcheng_inspect.desk.demo.sessions import Cast

REASON = "按方案三(二)1 和信用风险分类：C 类 2 倍、D 类 4 倍，重点对象再加一倍；有两项以上标记的 2 个签。"
SETTINGS = risk_matrices.Settings(REASON, complaint_threshold=3, complaint_months=6, counts_open=False)
TRADE = "旅馆业"
CHANNEL, TRUE, PARTLY = Complaint.Channel, Complaint.Outcome.TRUE, Complaint.Outcome.PARTLY
SAID = [
    (96, CHANNEL.PHONE, "夜间入住不登记身份信息", TRUE, "现场核查，两间客房当晚入住未登记，已当场告诫。"),
    (51, CHANNEL.REFERRED, "未成年人单独入住，前台没有询问也没有报告", TRUE, "调取登记和录像核实，已责令整改。"),
    (17, CHANNEL.ONLINE, "楼道监控坏了很久没有修", PARTLY, "一处探头不亮，其余正常，已修复。"),
]
TOWN, STREET = "凤城镇", "滨河路17"


def play(cast: Cast, day: date) -> None:
    """Everything the plan of the next day builds on."""
    with at(day, 15):
        matrix = risk_matrices.draft(source=REASON, by=cast.second)
        matrix = risk_matrices.change(matrix=matrix, settings=SETTINGS, grid={None: _cells()}, by=cast.second)
        risk_matrices.submit(matrix=matrix, by=cast.office)
    with at(day, 16):
        risk_matrices.approve(matrix=matrix, effective_from=day, by=cast.leader)
    with at(day, 17):
        _complaints(cast, day)
        key_areas.mark(given=_area(day), by=cast.office)


def _cells() -> dict[str, risk.Cell]:
    """The system's suggestion, with two tickets for firms of two flags or more."""
    return {code: replace(cell, weight=2) if code.endswith(risk.KEY) else cell for code, cell in risk.SUGGESTED.items()}


def _complaints(cast: Cast, day: date) -> None:
    firm = _complained_of()
    for number, (ago, channel, content, outcome, note) in enumerate(SAID, start=1):
        given = complaints.Given(
            received_on=day - timedelta(days=ago),
            channel=channel,
            content=content,
            reference=f"阳公治诉〔{day.year}〕{number}号",
            outcome=outcome,
            outcome_note=note,
        )
        complaints.register(entity=firm, given=given, by=cast.office)


def _complained_of() -> MarketEntity:
    """The first hotel of the ordinary class in the street: with the area it comes under two flags."""
    hotels = MarketEntity.objects.active().filter(industries__name=TRADE, risk_class=risk.ORDINARY)
    return hotels.filter(town__name=TOWN, address__contains=STREET).order_by("pk")[0]


def _area(day: date) -> key_areas.Given:
    return key_areas.Given(
        name="滨河路学校路段",
        town=Town.objects.get(name=TOWN),
        address_word=STREET,
        reason="两所中小学集中，按校园周边治安专项工作要求划定",
        started_on=day,
        ended_on=date(day.year, 12, 31),
    )
