"""Within how many working days a result must be public: which parameter says so. Pure."""

from datetime import date

from inspections.choices import Result
from yangcheng_inspect.parameters.reading import Values

CLEAN = "publish_clean_days"
"""方案三(二)4: 对抽查结果正常的市场主体，自抽查结束之日起5个工作日内向社会公示."""

OTHER = "publish_other_days"
"""政府信息公开条例第二十六条: 其他结果自形成之日起20个工作日内."""


def key_for(result: str) -> str:
    """The parameter of a result's clock. A result nobody wrote yet counts as clean: the shorter clock."""
    return CLEAN if result in ("", Result.NONE) else OTHER


def days_for(result: str, ended_on: date, values: Values) -> int:
    """Working days from the day the inspection ended, as they were in force on that day."""
    return values.number(key_for(result), ended_on)
