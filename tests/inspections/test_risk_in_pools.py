"""The risk matrix at work: ratios in the plan, tickets in the pool, reasons beside them (方案三(二)1)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from inspections import lottery
from inspections.services import pools, preflight, sessions
from registry.models import MarketEntity
from registry.risk import Cell
from registry.risk_of import explain
from tests.factories.accounts import UserFactory
from tests.factories.plans import FlagFactory, PlanFactory, SessionFactory, TaskFactory, amend, version_with_firms
from tests.factories.risk import approved, complaint, drafted
from yangcheng_inspect.clock import now, today

pytestmark = pytest.mark.django_db


def marked(kind: str = "SERIOUS", risk_class: str = "C") -> MarketEntity:
    """The first firm: under two flags, 投诉举报多 and another."""
    firm = MarketEntity.objects.earliest("pk")
    amend(firm, risk_class=risk_class)
    for one in ("COMPLAINTS", kind):
        FlagFactory(entity=firm, kind=one)
    return firm


def row_of(pool: pools.TaskPool, firm: MarketEntity) -> pools.EntityRow:
    return next(row for row in pool.entities if row.entity == firm)


def test_the_plan_takes_its_ratios_from_the_matrix_in_force() -> None:
    matrix = approved(item=None, C=Cell(300), CK=Cell(600))

    line = PlanFactory(versions=[version_with_firms(ratio=500)]).lines.get()

    assert (line.ratios["B"], line.ratios["C"], line.ratios["CK"], line.matrix) == (500, 1500, 3000, matrix)


def test_the_plan_says_which_strata_are_to_be_drawn_more_than_once(client) -> None:
    approved(B=Cell(100, 2))
    plan = PlanFactory(versions=[version_with_firms()])
    client.force_login(plan.drafted_by)

    page = " ".join(client.get(plan.get_absolute_url()).content.decode().split())

    assert "依第 1 版风险矩阵；一般·B类每年 2 批" in page


def test_without_a_matrix_the_plan_takes_the_suggestion_and_names_none() -> None:
    line = PlanFactory(versions=[version_with_firms(ratio=500)]).lines.get()

    assert (line.ratios["C"], line.ratios["CK"], line.matrix) == (1000, 2000, None)


def test_two_flags_have_the_tickets_that_the_approved_matrix_gives() -> None:
    approved(CK=Cell(400, 1, 3))
    task = TaskFactory(firms=4)
    firm = marked()

    row = row_of(pools.build(task, today()), firm)

    assert (row.stratum, row.weight) == ("CK", 3)


def test_a_draft_gives_nobody_more_tickets() -> None:
    task = TaskFactory(firms=4)
    firm = marked()
    drafted(CK=Cell(400, 1, 3))

    assert row_of(pools.build(task, today()), firm).weight == 1


def test_every_row_of_the_pool_says_why() -> None:
    approved(CK=Cell(400, 1, 3))
    task = TaskFactory(firms=4)
    firm = marked()

    pool = pools.build(task, today())

    [(why, rows)] = pool.reasons
    assert why == "C 类重点 ×4（第 1 版风险矩阵）；投诉举报多；严重违法失信；3 个签（第 1 版风险矩阵）"
    assert [row.entity for row in rows] == [firm]


def frozen_with_tickets():
    """A frozen draw in which one firm has three tickets."""
    approved(CK=Cell(400, 1, 3))
    session = SessionFactory(tasks=[TaskFactory(firms=4)])
    firm = marked()
    sessions.propose_freeze(session=session, by=session.opened_by)
    sessions.confirm_freeze(session=session, by=UserFactory(office=True))
    return session.draws.get(), firm


def test_the_frozen_text_carries_the_tickets_and_the_row_its_reason() -> None:
    draw, firm = frozen_with_tickets()

    pooled = draw.pool.get(entity=firm)
    assert f"E\t{pooled.code}\tCK\t3\t0\tE\n" in draw.frozen_text
    assert pooled.why.startswith("C 类重点 ×4（第 1 版风险矩阵）")


def test_a_superseded_matrix_does_not_bend_a_frozen_pool() -> None:
    draw, firm = frozen_with_tickets()
    before = draw.frozen_text

    with time_machine.travel(now() + timedelta(days=1)):
        approved(CK=Cell(400, 1, 9))

    draw.refresh_from_db()
    assert draw.frozen_text == before
    assert draw.frozen_sha256 == lottery.digest(before, "sha256")
    assert draw.pool.get(entity=firm).weight == 3


def test_a_plan_under_an_older_matrix_is_pointed_out() -> None:
    approved()
    task = TaskFactory(firms=4)
    with time_machine.travel(now() + timedelta(days=1)):
        approved()
        assert "计划的比例依第 1 版风险矩阵，现行的是第 2 版风险矩阵" in preflight.preview(task).warnings[-1]


def test_the_preview_shows_the_reasons(client) -> None:
    approved()
    session = SessionFactory(tasks=[TaskFactory(firms=4)])
    marked()
    client.force_login(session.opened_by)

    page = client.get(reverse("session", args=[session.pk])).content.decode()

    assert "投诉举报多；严重违法失信" in page


def test_the_sentence_is_about_the_pool_of_the_item() -> None:
    approved()
    version = version_with_firms(firms=200, ratio=500)
    firm = MarketEntity.objects.earliest("pk")
    for days in (1, 2, 3):
        complaint(firm, days)

    said = explain(firm, version.item, today())

    assert said == (
        "按第 1 版风险矩阵，本户抽查概率约为一般对象的 20 倍：6 个月内有 3 次投诉举报，且同层只有 1 户，取整后抽 1 户。"
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"registration_status": "CANCELLED"}, "本户登记状态为注销，不参加抽取。"),
        ({"scope_confirmed": False}, "本户监管行业待确认，暂不参加抽取。"),
    ],
)
def test_a_firm_outside_every_pool_is_told_so(changed, said) -> None:
    version = version_with_firms(firms=1)
    firm = MarketEntity.objects.get()
    amend(firm, **changed)

    assert explain(firm, version.item, today()) == said
