"""Within how many working days a result must be public, each number with its source. Pure."""

from inspections.choices import Result

CLEAN_DAYS = 5
"""方案三(二)4: 对抽查结果正常的市场主体，自抽查结束之日起5个工作日内向社会公示."""

OTHER_DAYS = 20
"""政府信息公开条例第二十六条: 其他结果自形成之日起20个工作日内."""


def days_for(result: str) -> int:
    """Working days from the day the inspection ended. A result nobody wrote yet counts as clean: the shorter clock."""
    return CLEAN_DAYS if result in ("", Result.NONE) else OTHER_DAYS
