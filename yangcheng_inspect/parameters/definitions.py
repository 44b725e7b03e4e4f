"""Every parameter: what it is called, what it is by default, how far the law lets it go. Pure.

Add a line here and the office finds it under 参数; nothing else is needed. A default is the regulation's own number
where it names one; `why` says which clause sets a bound.
"""

from dataclasses import dataclass
from typing import Any

WORKDAYS, HOURS, DAYS, YEARS = "个工作日", "小时", "日", "年"


@dataclass(frozen=True)
class Definition:
    """One parameter; `kind` is `int`, `bool` or `str`. Bounds are for numbers, both ends included."""

    key: str
    group: str
    label: str
    default: Any
    source: str
    unit: str = ""
    least: int = 1
    most: int = 99
    why: str = ""

    @property
    def kind(self) -> type:
        return type(self.default)

    @property
    def default_words(self) -> str:
        return self.words(self.default)

    def allows(self, value: object) -> bool:
        """Whether a number lies within its bounds; what is no number has none."""
        return not isinstance(value, int) or self.kind is not int or self.least <= value <= self.most

    def words(self, value: Any) -> str:
        """`5 个工作日`, `是`: the value as people read it."""
        if self.kind is bool:
            return "是" if value else "否"
        return f"{value} {self.unit}".strip()


PUBLISHING, CHANGING, OBJECTING, HANDLING = "公示期限", "更正与撤下", "异议与说明", "检查与后续处理"
RETAINING, DISCLOSING = "公示保留期", "公开范围"
GROUPS = (PUBLISHING, CHANGING, OBJECTING, HANDLING, RETAINING, DISCLOSING)

PLAN = "方案三(二)4"
DISCLOSURE_ACT = "政府信息公开条例第二十六条"
OURS = "本局规定"
LIKE_45 = "参照市场监督管理行政处罚信息公示规定（市场监管总局令第45号）"


def _period(key: str, group: str, label: str, default: int, source: str, most: int, why: str = "") -> Definition:
    """A period in working days; one that the law limits says so in `why`."""
    return Definition(key, group, label, default, source, WORKDAYS, 1, most, why)


def _kept(key: str, label: str) -> Definition:
    """For how many years a kind of result stays public: three, one to ten."""
    return Definition(key, RETAINING, label, 3, LIKE_45, YEARS, 1, 10)


WITHIN_5, WITHIN_20 = f"{PLAN}：5个工作日内", f"{DISCLOSURE_ACT}：20个工作日内"
WITHIN_3, SEVEN = "行政处罚法第四十八条、第八十五条：3个工作日内", "行政处罚信息“双公示”：自作出决定之日起7个工作日内"
POSTED = "企业信息公示暂行条例第六条：20个工作日内"
NOT_STOPPED = f"{OURS}；公示期限（{PLAN}，5个工作日）不因陈述申辩停止计算"
NO_REPLY_RULE = f"{OURS}；法律对其他部门的回复没有规定期限"
ANY_TIME = f"{OURS}；0 日为公示期间随时可以提出"
CHANNEL = f"{OURS}（方案四(二)畅通申诉渠道）"
WITHIN_24 = "公安机关办理行政案件程序规定第六十一条：24小时内"

TABLE: tuple[Definition, ...] = (
    _period("publish_clean_days", PUBLISHING, "未发现问题的结果，自抽查结束之日起公示", 5, WITHIN_5, 5, WITHIN_5),
    _period("publish_other_days", PUBLISHING, "其他结果，自抽查结束之日起公示", 20, WITHIN_20, 20, WITHIN_20),
    _period("publish_handling_days", PUBLISHING, "问题处理有新进展后更新公示", 5, f"{OURS}，比照{PLAN}", 20, WITHIN_20),
    _period("publish_penalty_days", PUBLISHING, "行政处罚决定作出后公示", 7, SEVEN, 7, SEVEN),
    _period("posting_days", PUBLISHING, "公示后录入企业信用信息公示系统", 20, POSTED, 20, POSTED),
    _period("withdraw_days", CHANGING, "决定被撤销或公示有误的，撤下公示", 3, WITHIN_3, 3, WITHIN_3),
    Definition("objection_period_days", OBJECTING, "公示后可以提出异议的期间", 0, ANY_TIME, DAYS, 0, 3650),
    _period("objection_accept_days", OBJECTING, "收到异议后决定是否受理", 5, CHANNEL, 15),
    _period("objection_answer_days", OBJECTING, "受理异议后答复", 15, CHANNEL, 30),
    _period("objection_extension_days", OBJECTING, "答复异议可以延长（须说明理由）", 15, CHANNEL, 30),
    _period("urgent_approval_days", HANDLING, "紧急检查后补办审批", 2, OURS, 5),
    Definition(
        "transfer_hours", HANDLING, "不属于本单位管辖的，公安机关内部移送", 24, WITHIN_24, HOURS, 1, 24, WITHIN_24
    ),
    _period("letter_days", HANDLING, "发现其他部门职责范围内的线索，发出移送函", 5, f"{OURS}（{PLAN}）", 20),
    _period("reply_days", HANDLING, "移送后未收到处理结果的，开始催办", 20, NO_REPLY_RULE, 60),
    _period("recheck_days", HANDLING, "改正期限届满或收到整改材料后复查", 3, OURS, 20),
    _period("dispute_days", HANDLING, "答复检查对象的陈述申辩", 3, NOT_STOPPED, 5, NOT_STOPPED),
    _kept("retention_clean_years", "未发现问题的结果保留"),
    _kept("retention_problem_years", "发现问题的结果保留"),
    _kept("retention_unreached_years", "无法联系、停业、未开展相关活动的结果保留"),
    _kept("retention_obstructed_years", "不配合检查情节严重的结果保留"),
    Definition("officers_public", DISCLOSING, "公示检查人员姓名", False, f"{OURS}；默认只公示单位和人数"),
)

BY_KEY = {definition.key: definition for definition in TABLE}
