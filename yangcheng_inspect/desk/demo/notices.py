"""公告与解读: what the bureau explains, one being rewritten, one waiting for the leader, one taken down."""

from datetime import date
from pathlib import Path

from inspections.papers import words
from publicity.models import NoticeVersion
from publicity.services import notice_decisions, notice_drafts
from publicity.services.notice_drafts import Text
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.sessions import Cast

TEXTS = Path(__file__).parent / "texts"
UNIT = "治安大队（双随机办）"
ADDED = "\n\n六、您可以监督\n检查结束后，可以凭通知书上的评价码评价检查人员。"


def play(cast: Cast) -> None:
    """Three texts and the rules in force; then what else may become of a notice."""
    first = _published("what", cast, workday(10))
    _published("draw", cast, workday(9))
    _published("answers", cast, workday(8))
    with at(workday(8), 11):
        _approved(_sent("制度", _rules(), cast), cast)
    _rewritten(first, cast, workday(4))
    _taken_down(cast, workday(2))
    with at(workday(0), 8, 30):
        _sent("公告", Text("元旦春节期间抽查安排", "元旦、春节期间不安排新的抽取。已抽中的，按期检查。", UNIT), cast)


def _published(name: str, cast: Cast, day: date) -> NoticeVersion:
    kind, title, body = (TEXTS / f"{name}.txt").read_text().split("\n", 2)
    with at(day, 10):
        return _approved(_sent(kind, Text(title, body, UNIT), cast), cast)


def _rules() -> Text:
    """五个严禁、八个不得 in the words of the papers."""
    forbidden = "\n".join(f"- 严禁{word}" for word in words.STRICTLY_FORBIDDEN)
    barred = "\n".join(f"- 不得{word}" for word in words.MUST_NOT)
    rights = "\n".join(f"{number}. {right}" for number, right in enumerate(words.RIGHTS, start=1))
    parts = ["一、五个严禁", forbidden, "二、八个不得", barred, "三、被检查企业的权利", rights]
    body = "\n\n".join([*parts, "出处：国办发〔2024〕54号。"])
    return Text("检查人员必须遵守的五个严禁、八个不得", body, UNIT)


def _sent(kind: str, text: Text, cast: Cast) -> NoticeVersion:
    version = notice_drafts.draft(kind=kind, text=text, by=cast.office)
    return notice_drafts.submit(version=version, by=cast.office)


def _approved(version: NoticeVersion, cast: Cast) -> NoticeVersion:
    return notice_decisions.approve(version=version, by=cast.leader)


def _rewritten(first: NoticeVersion, cast: Cast, day: date) -> None:
    with at(day, 15):
        version = notice_drafts.change(notice=first.notice, reason="补充怎样评价检查人员", by=cast.second)
        longer = Text(first.title, first.body + ADDED, UNIT)
        version = notice_drafts.write(version=version, text=longer, by=cast.second)
        _approved(notice_drafts.submit(version=version, by=cast.second), cast)


def _taken_down(cast: Cast, day: date) -> None:
    said = Text("关于集中受理异议的公告", "异议集中在每月最后一周受理。", UNIT)
    with at(day, 9):
        version = _approved(_sent("公告", said, cast), cast)
    with at(day, 16):
        why = "与“随时可以提出异议”的规定不符"
        _approved(notice_drafts.propose_withdrawal(notice=version.notice, reason=why, by=cast.second), cast)
