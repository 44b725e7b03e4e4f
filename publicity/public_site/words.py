"""Result codes in the words, colours and shapes of the public site. At most one tag per result."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Tag:
    """What `_tag.html` draws."""

    colour: str
    icon: str
    word: str


RESULTS: dict[str, Tag] = {
    "NONE": Tag("green", "check-circle-fill", "未发现问题"),
    "FIXED": Tag("green", "check2-all", "发现问题已改正"),
    "ORDERED": Tag("amber", "wrench-adjustable", "责令改正中"),
    "CASE": Tag("red", "folder-fill", "立案处理"),
    "REFERRED": Tag("violet", "box-arrow-up-right", "移送有关部门"),
    "NO_ACTIVITY": Tag("grey", "slash-circle", "未开展相关经营"),
    "UNREACHABLE": Tag("grey", "question-circle", "无法联系"),
    "CLOSED": Tag("grey", "door-closed", "已关闭停业"),
    "GONE": Tag("grey", "x-circle", "注销、吊销、迁出"),
    "OBSTRUCTED": Tag("red", "exclamation-octagon-fill", "不配合检查"),
}

MEANINGS: dict[str, str] = {
    "NONE": "检查当日未发现问题",
    "FIXED": "发现问题，已经改正",
    "ORDERED": "限期改正，改正情况另行公示",
    "CASE": "发现问题，已立案处理",
    "REFERRED": "不属于公安机关职责的线索，已移送有关部门",
    "NO_ACTIVITY": "没有从事本次被检查的业务",
    "UNREACHABLE": "通过登记的住所或经营场所找不到企业",
    "CLOSED": "到场时企业已经关门停业",
    "GONE": "企业已注销、被吊销或迁出本县",
    "OBSTRUCTED": "不配合检查，情节严重",
}

ANSWERS: dict[str, Tag] = {
    "符合": Tag("green", "check-lg", "符合"),
    "不符合": Tag("red", "x-lg", "不符合"),
    "不适用": Tag("grey", "dash-lg", "不适用"),
}


GAMES = {"KL8": "快乐8", "SSQ": "双色球", "DLT": "大乐透"}
WITNESSES = re.compile(r"W,([1-9])=([0-9.]+)")
BALLS = re.compile(rf"({'|'.join(GAMES)}),([0-9]+)=([0-9.+]+)")


def numbers_in_words(line: str) -> str:
    """`W,3=482913.070511.996004` -> `见证人三组数字：482913、070511、996004`; a lottery by name, issue and balls.

    A line of another form is returned as it stands.
    """
    if found := WITNESSES.fullmatch(line):
        return f"见证人{'一两三四五六七八九'[int(found[1]) - 1]}组数字：{found[2].replace('.', '、')}"
    if found := BALLS.fullmatch(line):
        balls = found[3].replace(".", " ").replace("+", " + ")
        return f"{GAMES[found[1]]} 第{found[2]}期：{balls}"
    return line


def source_in_words(kind: str, ref: str) -> str:
    """`KL8`, `2026301` -> `快乐8 第2026301期开奖号码`; `W`, `3` -> `三名见证人各出一组数字`."""
    if kind in GAMES:
        return f"{GAMES[kind]} 第{ref}期开奖号码"
    if kind == "W" and re.fullmatch("[1-9]", ref):
        return f"{'一两三四五六七八九'[int(ref) - 1]}名见证人各出一组数字"
    return f"{kind} {ref}"


def stratum_word(code: str) -> str:
    """`B` -> 一般, `BK` -> 重点: the class itself stays in the evidence."""
    return "重点" if code.endswith("K") else "一般"


def result_tag(code: str, word: str = "") -> Tag:
    """The tag of a result; a code this site does not know keeps its own word."""
    return RESULTS.get(code, Tag("grey", "info-circle", word))


def answer_tag(word: str) -> Tag:
    return ANSWERS.get(word, Tag("outline", "info-circle", word))


def edge_of(code: str) -> str:
    """The colour of the banner over a result page."""
    return result_tag(code).colour
