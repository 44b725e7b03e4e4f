"""Who stands in a pool, and why somebody does not (方案三(三); 国办发〔2024〕54号)."""

from datetime import date, timedelta

import pytest

from inspections.choices import Reach
from inspections.services import pools, preflight, sessions
from registry.models import Inspector, MarketEntity, RegistrationStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import (
    CertificateFactory,
    EntityFactory,
    InspectorFactory,
    UnitFactory,
    VisitFactory,
)
from tests.factories.plans import (
    AbsenceFactory,
    FlagFactory,
    RecusalFactory,
    SessionFactory,
    TaskFactory,
    amend,
    firm,
    trade_of,
)
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db


def reasons(pool: pools.TaskPool) -> dict[str, str]:
    return {out.inspector.name: out.reason for out in pool.left_out}


@pytest.mark.parametrize(
    ("status", "standing", "reason"),
    [
        (RegistrationStatus.CANCELLED, "X1", "已注销"),
        (RegistrationStatus.REVOKED, "X1", "已吊销"),
        (RegistrationStatus.SUSPENDED, "X1", "停业"),
        (RegistrationStatus.MOVED, "X2", "已迁出"),
    ],
)
def test_a_firm_that_is_gone_stays_in_the_record_as_excluded(status: str, standing: str, reason: str) -> None:
    task = TaskFactory(firms=2)
    gone = firm(trade_of(task), registration_status=status)

    pool = pools.build(task, today())

    assert [(row.entity, row.standing, why) for row, why in pool.excluded] == [(gone, standing, reason)]
    assert gone not in [row.entity for row in pool.in_lot]


def test_a_firm_whose_trade_is_unsure_is_not_drawn() -> None:
    task = TaskFactory(firms=2)
    unsure = firm(trade_of(task), scope_confirmed=False)

    pool = pools.build(task, today())

    assert [(row.entity, why) for row, why in pool.excluded] == [(unsure, "监管行业待确认")]


def test_a_firm_of_another_trade_is_not_in_the_pool() -> None:
    task, stranger = TaskFactory(firms=2), EntityFactory()

    assert stranger not in [row.entity for row in pools.build(task, today()).entities]


def test_a_firm_merged_into_another_counts_once() -> None:
    task = TaskFactory(firms=2)
    first, second = MarketEntity.objects.order_by("pk")[:2]
    amend(second, merged_into=first)

    assert [row.entity for row in pools.build(task, today()).entities] == [first]


def test_a_flag_puts_a_firm_into_the_stratum_that_is_drawn_more() -> None:
    task = TaskFactory(firms=3)
    amend(MarketEntity.objects.earliest("pk"), risk_class="D")
    FlagFactory(entity=MarketEntity.objects.earliest("pk"))

    assert pools.build(task, today()).counts == {"B": 2, "DK": 1}


def test_a_firm_at_its_yearly_cap_is_out_by_rule() -> None:
    task = TaskFactory(firms=3)
    amend(task.line, yearly_cap=1)
    visited = MarketEntity.objects.earliest("pk")
    VisitFactory(entity=visited, due_on=today())

    pool = pools.build(task, today())

    assert [(row.entity, why) for row, why in pool.excluded] == [(visited, "本年度已检查 1 次，达到频次上限")]


def test_auxiliary_police_never_enter_a_pool() -> None:
    task = TaskFactory(firms=1)
    helper = InspectorFactory(kind=Inspector.Kind.AUXILIARY, can_lead=False, name="辅警甲")

    pool = pools.build(task, today())

    assert helper not in [row.inspector for row in pool.inspectors]
    assert reasons(pool) == {"辅警甲": "辅警，不得编入"}


def test_a_certificate_that_ends_before_the_task_keeps_an_officer_out() -> None:
    task = TaskFactory(firms=1)
    officer = InspectorFactory(name="证件将到期", certified=False)
    CertificateFactory(inspector=officer, valid_to=task.to_on - timedelta(days=1))

    [out] = pools.build(task, today()).left_out

    assert out.inspector == officer
    assert out.reason.endswith("到期，早于任务结束")


def test_an_officer_without_a_certificate_stays_out() -> None:
    task = TaskFactory(firms=1)
    InspectorFactory(name="无证", certified=False)

    assert reasons(pools.build(task, today())) == {"无证": "没有执法证"}


def test_an_officer_who_cannot_log_in_stays_out() -> None:
    """He could neither check in nor sign, and the visit would stand still."""
    task = TaskFactory()
    InspectorFactory(name="无账号", user=None)

    pool = pools.build(task, today())

    assert reasons(pool) == {"无账号": "没有可用的登录账号，无法到场亮证和签名"}


def test_a_withdrawn_certificate_counts_for_nothing() -> None:
    task = TaskFactory(firms=1)
    officer = InspectorFactory(name="停用", certified=False)
    CertificateFactory(inspector=officer, valid_to=date(today().year + 1, 1, 1), withdrawn_on=today())

    assert reasons(pools.build(task, today())) == {"停用": "执法证在检查期间不是始终有效"}


def test_an_officer_away_for_the_whole_task_stays_out() -> None:
    task = TaskFactory(firms=1)
    officer = InspectorFactory(name="请假")
    AbsenceFactory(inspector=officer, from_day=task.from_on, to_day=task.to_on)

    assert reasons(pools.build(task, today())) == {"请假": "检查期间请假"}


def test_an_officer_of_another_line_stays_out() -> None:
    task = TaskFactory(firms=1)
    InspectorFactory(name="禁毒", business_lines=["禁毒"])

    assert reasons(pools.build(task, today())) == {"禁毒": "业务条线不含本事项"}


def test_a_task_of_one_unit_takes_that_units_officers_only() -> None:
    task = TaskFactory(firms=1, reach=Reach.UNIT)
    stranger = InspectorFactory(unit=UnitFactory(code="140522-09"))

    pool = pools.build(task, today())

    assert len(pool.inspectors) == 6
    assert stranger not in [row.inspector for row in pool.inspectors]


def test_officers_are_numbered_by_their_certificates() -> None:
    task = TaskFactory(firms=1)

    rows = pools.build(task, today()).inspectors

    assert [row.code for row in rows] == ["J001", "J002", "J003", "J004", "J005", "J006"]
    assert [row.certificate for row in rows] == sorted(row.certificate for row in rows)


def test_a_recusal_keeps_officer_and_firm_apart() -> None:
    task = TaskFactory(firms=2)
    entity, officer = MarketEntity.objects.earliest("pk"), Inspector.objects.earliest("pk")
    RecusalFactory(entity=entity, inspector=officer)

    pool = pools.build(task, today())

    code = {row.inspector: row.code for row in pool.inspectors}[officer]
    assert pool.avoidances == [(code, entity.draw_id)]


def test_the_preview_says_how_many_will_be_drawn_and_by_how_many_possible_teams() -> None:
    found = preflight.preview(TaskFactory(firms=12, flagged=2))

    assert (found.quotas, found.drawn) == ({"B": 1, "BK": 1}, 2)
    assert (found.fewest_teams, found.most_teams) == (15, 15)
    assert (found.problems, found.warnings) == ([], [])


def test_few_possible_teams_are_warned_of() -> None:
    found = preflight.preview(TaskFactory(firms=2, officers=3))

    assert found.warnings == ["有的检查对象可能的检查组只有 3 种，容易被猜到。请考虑扩大选派范围。"]


def test_too_few_officers_stop_the_freeze() -> None:
    session = SessionFactory(tasks=[TaskFactory(firms=2, officers=1)])

    with pytest.raises(DomainError, match="可选派的检查人员只有 1 人，不足 2 人"):
        sessions.propose_freeze(session=session, by=session.opened_by)


def test_nobody_who_may_lead_stops_the_freeze() -> None:
    task = TaskFactory(firms=2, officers=0)
    InspectorFactory.create_batch(3, can_lead=False)

    assert "编不出检查组" in preflight.preview(task).problems[0]


def test_a_firm_whom_everybody_must_avoid_stops_the_freeze() -> None:
    task = TaskFactory(firms=2, officers=2)
    RecusalFactory(entity=MarketEntity.objects.earliest("pk"), inspector=Inspector.objects.earliest("pk"))

    assert "等 1 户编不出检查组" in preflight.preview(task).problems[0]


def test_an_empty_pool_stops_the_freeze() -> None:
    assert "没有可以抽取的检查对象" in preflight.preview(TaskFactory(firms=0)).problems[0]


def test_an_item_that_lost_its_basis_stops_the_freeze() -> None:
    task = TaskFactory(firms=2)
    amend(task.version.bases.get(), valid_to=today() - timedelta(days=1))
    session = SessionFactory(tasks=[task])

    with pytest.raises(DomainError, match="的依据今天不在有效期内"):
        sessions.propose_freeze(session=session, by=UserFactory(office=True))


def test_a_task_may_draw_its_officers_from_one_area_the_brigades_or_one_unit() -> None:
    task = TaskFactory(officers=0)
    home = task.line.unit
    amend(home, area="东部片区")
    places = {
        "same": home,
        "neighbour": UnitFactory(code="140522-91", area="东部片区", kind="STATION"),
        "far": UnitFactory(code="140522-92", area="西部片区", kind="STATION"),
        "brigade": UnitFactory(code="140522-93", kind="BRIGADE"),
    }
    for name, unit in places.items():
        InspectorFactory(name=name, unit=unit)

    found = {}
    for reach in ["COUNTY", "BRIGADES", "AREA", "UNIT"]:
        task.reach = reach
        found[reach] = {row.inspector.name for row in pools.build(task, today()).inspectors}

    assert found["COUNTY"] == set(places)
    assert found["AREA"] == {"same", "neighbour"}
    assert found["UNIT"] == {"same"}
    assert "brigade" in found["BRIGADES"]
    assert "far" not in found["BRIGADES"]
