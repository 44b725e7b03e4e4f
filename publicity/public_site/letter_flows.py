"""Which pages make a letter, and what is written of them (`inbox_schema.BODIES`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from publicity.public_site.letter_forms import (
    BarredForm,
    FaultForm,
    ObjectedResultForm,
    PageForm,
    ResultForm,
    StatementForm,
    VisitForm,
    WhoForm,
    WrongForm,
)
from publicity.public_site.letter_words import LetterKind
from yangcheng_inspect.rating_words import BARRED, DUE

Said = Mapping[str, Any]
WHO = ("capacity", "firm", "code", "name", "phone")


@dataclass(frozen=True)
class Flow:
    """One kind of letter: its name is its address, `body` makes the letter of all cleaned answers."""

    kind: LetterKind
    title: str
    lead: str
    pages: tuple[type[PageForm], ...]
    body: Callable[[Said], dict[str, Any]]
    on_paper: bool = False

    @property
    def name(self) -> str:
        return str(self.kind.value)

    @property
    def steps(self) -> list[str]:
        return [page.heading for page in self.pages]


def _who(said: Said) -> dict[str, Any]:
    return {name: said[name] for name in WHO} | ({"address": said["address"]} if said["address"] else {})


def _objection(said: Said) -> dict[str, Any]:
    return {"result": said["result"], "wrong": said["wrong"], "text": said["text"], "who": _who(said)}


def _statement(said: Said) -> dict[str, Any]:
    return {"result": said["result"], "text": said["text"], "who": _who(said)}


def _rating(said: Said) -> dict[str, Any]:
    plain = {name: said[name] for name in ("code", "content", "text")}
    return plain | {"due": {name: said[name] for name in DUE}, "barred": {name: said[name] for name in BARRED}}


def _fault(said: Said) -> dict[str, Any]:
    return {name: said[name] for name in ("page", "text")} | ({"contact": said["contact"]} if said["contact"] else {})


FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (
        Flow(
            LetterKind.OBJECTION,
            "提出异议",
            "认为公示的检查结果有错误、遗漏、重复、不应公示或者超期的，可以提出异议。不收费，不用登录。",
            (ObjectedResultForm, WrongForm, WhoForm),
            _objection,
            on_paper=True,
        ),
        Flow(
            LetterKind.STATEMENT,
            "提交情况说明",
            "被检查的企业可以对检查结果作说明，核实后原文登在结果旁边。说明不改变检查结果；认为结果不对的，提出异议。",
            (ResultForm, StatementForm, WhoForm),
            _statement,
            on_paper=True,
        ),
        Flow(
            LetterKind.RATING,
            "评价检查",
            "评价不记姓名，检查人员和他们的负责人看不到，只由纪检监督人员查阅。",
            (VisitForm, BarredForm),
            _rating,
        ),
        Flow(
            LetterKind.FAULT, "页面找错", "网站上的错别字、打不开的页面，告诉我们。不用留姓名。", (FaultForm,), _fault
        ),
    )
}
