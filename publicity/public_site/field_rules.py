"""字段说明: why each field of the public record is shown, and why what people ask for is not (ux.md A18).

One sentence for every leaf of `schema.RECORD`; `a.b` lies in `a`, `a[].b` in each item of the list `a`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from publicity.public_site import schema

PLAN = "方案三（二）4"
FIRMS = "企业信息公示暂行条例第七条"
PRIVACY = "个人信息保护法第六条、第三十六条"
SECRETS = "政府信息公开条例第十四条、第十五条"
CHANGES = "企业信息公示暂行条例第十二条"


@dataclass(frozen=True)
class Rule:
    """What the field is called, why it is shown; `without`: why it may be missing."""

    label: str
    why: str
    without: str = ""


NO_PROBLEM = "没有发现问题，或者没有需要说明的处理。"
NOT_DRAWN = "不是随机抽取的检查，没有对应的内容。"
SENSITIVE = f"民爆、剧毒、易制爆、枪支、内保事项只公开结果类别（{SECRETS}）。"

RULES: Mapping[str, Rule] = {
    "format": Rule("格式", "内容原文的格式编号，供核对校验码。"),
    "number": Rule("公示编号", "供查询和提出异议时引用。"),
    "entity.name": Rule("检查对象", f"登记的名称，公示结果须指明对象（{PLAN}；{FIRMS}）。"),
    "entity.former_names[]": Rule("曾用名", "登记的曾用名，便于查到改过名的企业。", "没有曾用名。"),
    "entity.code": Rule("代码", f"统一社会信用代码或注册号，结果归集于企业名下（{FIRMS}）。"),
    "entity.town": Rule("乡镇", f"检查地点只公开到乡镇（{PRIVACY}）。"),
    "entity.address": Rule(
        "检查地点", f"公司登记的住所是公开的登记信息（{FIRMS}）。", f"不是公司的，地址可能是住宅，不公开（{PRIVACY}）。"
    ),
    "item.code": Rule("事项编号", f"抽查事项清单已经公布（{PLAN}）。"),
    "item.title": Rule("检查事项", f"抽查事项清单已经公布（{PLAN}）。"),
    "item.version": Rule("事项版本", "检查当日有效的版本。"),
    "plan.number": Rule("抽查计划编号", f"抽查依照的计划（{PLAN}）。", NOT_DRAWN),
    "plan.name": Rule("抽查计划", f"抽查依照的计划（{PLAN}）。", NOT_DRAWN),
    "task.number": Rule("抽查任务编号", "对应抽取公示，供核对抽取过程。", NOT_DRAWN),
    "task.name": Rule("抽查任务", "对应抽取公示，供核对抽取过程。", NOT_DRAWN),
    "inspect_type": Rule("抽查类型", f"双随机抽查还是其他检查（{PLAN}）。"),
    "method": Rule("检查方式", f"现场、书面还是网络核查（{PLAN}）。"),
    "agency": Rule("检查机关", f"作出检查的机关（{PLAN}）。"),
    "officers": Rule("检查人员", f"只公开人数、单位和选派方式（{PRIVACY}）。"),
    "selection": Rule("抽取方式", "只公开一般户或者重点户，不公开信用风险类别。", NOT_DRAWN),
    "result.code": Rule("结果代码", "供数据下载使用。"),
    "result.word": Rule("检查结果", f"抽查结果须向社会公示（{PLAN}）。"),
    "result.category": Rule("公示类别", "国家企业信用信息公示系统的结果类别。"),
    "result.summary": Rule("问题数量", f"发现的问题有几项（{PLAN}）。", f"没有发现问题；{SENSITIVE}"),
    "handling.word": Rule("处理情况", f"问题处理到哪一步，随办理更新（{PLAN}）。", NO_PROBLEM),
    "handling.note": Rule("处理说明", "对处理情况的补充。", NO_PROBLEM),
    "ended_on": Rule("检查结束日期", f"公示期限从这一天起算（{PLAN}）。"),
    "published_on": Rule("公示日期", f"看得出是否按期公示（{PLAN}）。"),
    "updated_on": Rule("更新日期", "最近一次更新或者更正的日期。"),
    "points[].prompt": Rule("检查要点", "检查要点已随事项清单公布。", SENSITIVE),
    "points[].answer": Rule("要点结果", f"逐项的检查结果（{PLAN}）。", SENSITIVE),
    "points[].finding": Rule("发现的问题", f"写事实，不写个人信息（{PRIVACY}）。", f"没有发现问题；{SENSITIVE}"),
    "points_note": Rule("要点说明", "没有逐项内容时，说明原因。", "逐项内容已经列出。"),
    "confirmation": Rule("企业确认", "结果是否经检查对象确认（方案四（三））。", "没有确认情况。"),
    "timeline[].on": Rule("办理经过（日期）", f"每一步的日期（{PLAN}）。"),
    "timeline[].what": Rule("办理经过", "只写办理事项，不写经办人。"),
    "timeline[].note": Rule("经过说明", "对某一步的补充。", "没有补充。"),
    "statement.on": Rule("企业说明日期", "企业提交说明的日期。", "企业没有提交说明。"),
    "statement.text": Rule("企业说明", "企业自己的说明，原文公开（方案四（二））。", "企业没有提交说明。"),
    "notice": Rule("提示", "如异议办理中，提醒结果可能有变化（方案四（二））。", "没有需要提示的。"),
    "corrections[].on": Rule("更正日期", f"改动公开可查（{CHANGES}）。", "没有更正过。"),
    "corrections[].what": Rule("更正内容", f"改动公开可查（{CHANGES}）。", "没有更正过。"),
    "corrections[].reason": Rule("更正理由", f"改动须说明理由（{CHANGES}）。", "没有更正过。"),
    "corrections[].changes[].field": Rule("更正的字段", f"改了哪一处（{CHANGES}）。", "没有更正过。"),
    "corrections[].changes[].was": Rule("更正前", f"保留原文，供对照（{CHANGES}）。", "没有更正过，或者原文不应公开。"),
    "corrections[].changes[].now": Rule("更正后", f"改正后的内容（{CHANGES}）。", "没有更正过。"),
}

WITHHELD: tuple[tuple[str, str], ...] = (
    ("法定代表人、经营者的电话和证件号码", f"个人信息，公示用不到（{PRIVACY}）。"),
    ("检查人员和签字人的姓名、签名", f"个人信息，不在公示范围（{PRIVACY}）。"),
    ("现场照片和证据材料", f"可能涉及商业秘密和个人隐私（{SECRETS}）。"),
    ("信用风险类别和抽查比例档次", "内部管理信息（政府信息公开条例第十六条）。"),
    ("审核审批意见", "内部办理过程信息（政府信息公开条例第十六条）。"),
)


@dataclass(frozen=True)
class Line:
    """One row of 字段说明; no `values`: not shown, and `why` says so."""

    label: str
    values: list[str]
    why: str


def leaves(shape: Any, path: str = "") -> Iterator[str]:
    """Every leaf of a shape, written as the keys of `RULES`."""
    if isinstance(shape, dict):
        for name, inner in shape.items():
            yield from leaves(inner, f"{path}.{name.rstrip('?')}".lstrip("."))
    elif isinstance(shape, list):
        yield from leaves(shape[0], f"{path}[]")
    else:
        yield path


def explained(record: Mapping[str, Any]) -> list[Line]:
    """Every field in the order of `schema.RECORD`, as the public sees it."""
    lines = []
    for path in leaves(schema.RECORD):
        rule, values = RULES[path], [str(one) for one in _found(record, path.split(".")) if one != ""]
        lines.append(Line(rule.label, values, rule.why if values else rule.without or rule.why))
    return lines


def _found(value: Any, way: list[str]) -> Iterator[Any]:
    if not way:
        yield value
        return
    name, listed, _ = way[0].partition("[]")
    if name not in value:
        return
    for inner in value[name] if listed else [value[name]]:
        yield from _found(inner, way[1:])
