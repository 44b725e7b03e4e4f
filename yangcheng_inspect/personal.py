"""Personal data in free text that the public will read: found by its shape (方案三(二)4; 个人信息保护法第6条)."""

import re
import unicodedata

from yangcheng_inspect.errors import DomainError

# Years of birth up to 2019: task numbers (140522, then 2020 and later) share the shape of an identity number.
PERSONAL: dict[str, re.Pattern[str]] = {
    "手机号码": re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])"),
    "固定电话": re.compile(r"(?<![0-9A-Za-z])(?:0\d{2,3}[-－— ]?)[2-9]\d{6,7}(?![0-9A-Za-z])"),
    "身份证号": re.compile(
        r"(?<![0-9A-Za-z])[1-8]\d{5}(?:19\d\d|20[01]\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
    ),
    "电子邮箱": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "位置坐标": re.compile(r"(?<![\d.])\d{1,3}\.\d{4,}\s*[,，]\s*\d{1,3}\.\d{4,}"),
}
# Written so that a machine should not see it. Local numbers are known by the word before them; behind = and . stand
# the numbers of a draw (`W,3=19859.269082.935237`), which are nobody's.
ODD: dict[str, re.Pattern[str]] = {
    "手机号码": re.compile(r"(?<![0-9A-Za-z=.])(?:\+?86[-. ]?)?1[3-9](?:[-. ]?\d){9}(?!-?[0-9A-Za-z])"),
    "固定电话": re.compile(
        r"(?<![0-9A-Za-z=.])\(?0\d{2,3}\)?[-. ]{0,3}[2-9]\d{2,3}[-. ]?\d{4}(?!-?[0-9A-Za-z])"
        r"|(?:电话|手机|座机|致电|微信|QQ|[Tt]el)[^\d\n]{0,4}(?!20\d\d)\d(?:[- ]?\d){6,}"
    ),
    "身份证号": re.compile(
        r"(?<![0-9A-Za-z])[1-8]\d{5}[- ]?(?:19\d\d|20[01]\d)[- ]?(?:0[1-9]|1[0-2])[- ]?(?:[0-2]\d|3[01])[- ]?"
        r"\d{3}[0-9Xx](?![0-9A-Za-z])"
    ),
    "电子邮箱": PERSONAL["电子邮箱"],
}
DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
DASHES = re.compile(r"[\u00b7\u2010-\u2015\u2212\u2022_/]")


def personal(text: str) -> str:
    """What personal data a text holds, in one word; empty when none. Odd spellings of the same are found, too."""
    return _found(text, PERSONAL) or _found(_plain(text), ODD)


def _found(text: str, patterns: dict[str, re.Pattern[str]]) -> str:
    return next((what for what, pattern in patterns.items() if pattern.search(text)), "")


def _plain(text: str) -> str:
    """Half width, Chinese numerals as digits, every dash one dash, nothing invisible between them."""
    half = unicodedata.normalize("NFKC", text).translate(DIGITS)
    return DASHES.sub("-", UNSEEN.sub("", half))


def refuse_personal(text: str, where: str) -> None:
    """Raises DomainError while the text is still being written, so that nothing is refused on the day it goes out."""
    if what := personal(text):
        raise DomainError(f"{where}会公开，里面有{what}。请删去后再提交。")
