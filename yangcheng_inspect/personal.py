"""Personal data in free text that the public will read: found by its shape (方案三(二)4; 个人信息保护法第6条)."""

import re

from yangcheng_inspect.errors import DomainError

# Years of birth up to 2019: task numbers (140522, then 2020 and later) share the shape of an identity number.
PERSONAL: dict[str, re.Pattern[str]] = {
    "手机号码": re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])"),
    "固定电话": re.compile(r"(?<![0-9A-Za-z])(?:0\d{2,3}[-－— ]?)[2-9]\d{6,7}(?![0-9A-Za-z])"),
    "身份证号": re.compile(
        r"(?<![0-9A-Za-z])[1-8]\d{5}(?:19\d\d|20[01]\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
    ),
    "电子邮箱": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "位置坐标": re.compile(r"(?<![\d.])\d{1,3}\.\d{4,}\s*[,，]\s*\d{1,3}\.\d{4,}"),
}


def personal(text: str) -> str:
    """What personal data a text holds, in one word; empty when none."""
    return next((what for what, pattern in PERSONAL.items() if pattern.search(text)), "")


def refuse_personal(text: str, where: str) -> None:
    """Raises DomainError while the text is still being written, so that nothing is refused on the day it goes out."""
    if what := personal(text):
        raise DomainError(f"{where}会公开，里面有{what}。请删去后再提交。")
