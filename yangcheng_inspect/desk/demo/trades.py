"""What is found at a business of each trade, who signs there and what they say. All names are invented.

A finding stands under the order of its check-point, so its words must fit 抽查内容 in registry/sample/items.csv.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from inspections.choices import Result
from inspections.models import Visit


@dataclass(frozen=True)
class Person:
    """Somebody of the business who is there and signs."""

    name: str
    role: str


@dataclass(frozen=True)
class Trade:
    """`wrong` maps a result to {order of the check-point: what was found}."""

    wrong: Mapping[str, Mapping[int, str]]
    people: tuple[Person, ...]
    objection: str


TRADES = {
    "ZA-01": Trade(
        {
            Result.FIXED: {2: "两名旅客登记信息不全，已当场补登。"},
            Result.ORDERED: {1: "治安管理制度未上墙，未指定安全保卫人员。", 4: "财物保管登记簿缺 3 天的领取记录。"},
        },
        (
            Person("李青", "前台主管"),
            Person("张海燕", "店长"),
            Person("郑秀梅", "大堂经理"),
            Person("武俊杰", "经营者"),
        ),
        "财物保管登记簿当天已补记，请予核实。",
    ),
    "ZA-02": Trade(
        {
            Result.FIXED: {2: "一笔当物的当户联系方式漏记，已当场补记并报送。"},
            Result.ORDERED: {5: "库房一处报警探头损坏，未及时维修。"},
        },
        (Person("裴志刚", "当铺经理"), Person("常晓芳", "柜台主管")),
        "报警探头已于前一日报修，请予核实。",
    ),
    "ZA-04": Trade(
        {
            Result.FIXED: {4: "两笔生产性废旧金属未登记出售单位经办人，已当场补登。"},
            Result.ORDERED: {1: "经营场所变更已满 15 日，尚未办理变更备案。"},
        },
        (Person("成国庆", "经营者"), Person("吉永生", "收购站站长"), Person("上官丽", "过磅员")),
        "变更材料已准备齐全，因经办人外出未及时报送。",
    ),
    "ZA-05": Trade(
        {
            Result.FIXED: {1: "三辆承修车辆未登记送修人证件号码，已当场补登。"},
            Result.ORDERED: {2: "未确定治安责任人，防范制度未建立。"},
        },
        (Person("茹建军", "修理厂厂长"), Person("延晋峰", "前台接待"), Person("栗小伟", "车间主管")),
        "治安责任人已口头指定，书面材料随后补齐。",
    ),
    "WA-01": Trade(
        {
            Result.FIXED: {2: "当日场内巡查记录漏填一次，已当场补记。"},
            Result.ORDERED: {1: "上网记录只保存 45 日，不足 60 日。"},
        },
        (Person("酒卫东", "网吧店长"), Person("宋倩", "收银员"), Person("畅文斌", "网管")),
        "上网记录保存期限由管理软件设定，已联系服务商调整。",
    ),
}


def trade_of(visit: Visit) -> Trade:
    """The trade of a visit, by the first item that is checked there."""
    return TRADES[visit.inspections.order_by("pk")[0].version.item.code]


def person_at(visit: Visit) -> Person:
    """Who is in charge on site: another one at another business, the same one throughout a visit."""
    people = trade_of(visit).people
    return people[visit.pk % len(people)]
