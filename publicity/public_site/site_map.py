"""网站地图: every address of the public site that needs no number, by its name. A test holds it complete."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Group:
    """Pages under one heading, each (name of its address, words); `under` is what the page lists, by its own name."""

    label: str
    pages: tuple[tuple[str, str], ...]
    under: str = ""


GROUPS: tuple[Group, ...] = (
    Group("检查结果", (("results", "结果查询"), ("about", "怎样看懂检查结果"))),
    Group(
        "抽查计划和任务",
        (
            ("plans", "年度抽查计划和抽查任务"),
            ("plans_xlsx", "计划表（Excel）"),
            ("plans_csv", "计划表（CSV）"),
            ("plans_json", "计划表（JSON）"),
            ("tasks_xlsx", "抽查任务（Excel）"),
            ("tasks_csv", "抽查任务（CSV）"),
            ("tasks_json", "抽查任务（JSON）"),
        ),
        "plans",
    ),
    Group(
        "抽查事项清单",
        (
            ("items", "抽查事项清单"),
            ("items_print", "整表"),
            ("items_xlsx", "清单（Excel）"),
            ("items_json", "清单（JSON）"),
        ),
        "items",
    ),
    Group(
        "抽取核验", (("draws", "抽取公示"), ("checkpoints", "留痕检查点"), ("trail_keys", "留痕公钥（文本）")), "draws"
    ),
    Group("检查人员", (("officers", "检查人员查证"),)),
    Group("公告与解读", (("notices", "公告与解读"),), "notices"),
    Group(
        "异议与建议",
        (
            ("voice", "异议与建议"),
            ("objection", "提出异议"),
            ("statement", "提交企业说明"),
            ("rating", "评价检查"),
            ("progress", "查询办理进度"),
            ("fault", "页面找错"),
        ),
    ),
    Group(
        "开放数据",
        (
            ("data", "开放数据说明和下载"),
            ("results_schema", "检查结果的数据字典（JSON）"),
            ("feed", "最新公示（Atom 订阅）"),
        ),
    ),
    Group("关于本站", (("accessibility", "无障碍说明"), ("sitemap", "网站地图"))),
)


def groups(*, keys: bool) -> list[Group]:
    """`GROUPS`; without the file of keys while the site was given none, for its link would lead nowhere."""
    gone = set() if keys else {"trail_keys"}
    return [replace(group, pages=tuple(page for page in group.pages if page[0] not in gone)) for group in GROUPS]
