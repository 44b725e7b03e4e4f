"""The risk matrix: drafted here, approved there, never bent afterwards (architecture: 风险矩阵)."""

from datetime import timedelta

import pytest

from registry import risk
from registry.models import RiskMatrix
from registry.risk import Cell
from registry.risk_of import matrix_in_force, rules_of
from registry.services import matrix_grid, risk_matrices
from registry.status import MatrixStatus
from tests.factories.accounts import UserFactory
from tests.factories.registry import ItemFactory, ItemVersionFactory
from tests.factories.risk import SETTINGS, approved, cells, drafted
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove, NotPermitted, SameHands

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(office=True)


@pytest.fixture
def leader():
    return UserFactory(leader=True)


def test_the_first_version_is_the_suggestion_and_approved_by_nobody(db) -> None:
    matrix = risk_matrices.load_first(by=None)

    assert matrix_grid.grid_of(matrix) == {None: risk.SUGGESTED}
    assert (matrix.status, matrix_in_force(today())) == (MatrixStatus.DRAFT, None)
    assert risk_matrices.load_first(by=None) is None


def test_without_an_approved_matrix_ratios_are_suggestions_and_weights_one(db) -> None:
    drafted(BK=Cell(200, 1, 5))

    assert rules_of(None, today()) == risk.SUGGESTION


def test_the_approved_matrix_is_in_force_from_its_day(db) -> None:
    matrix = approved(on=today() + timedelta(days=1), BK=Cell(200, 1, 5))

    assert matrix_in_force(today()) is None
    assert rules_of(None, today() + timedelta(days=1)).weight("BK", 2) == 5
    assert matrix.number == 1


def test_nobody_approves_their_own_matrix() -> None:
    both = UserFactory(roles=["OFFICE", "LEADER"])
    matrix = risk_matrices.submit(matrix=drafted(), by=both)

    with pytest.raises(SameHands, match="不得审批本人起草、修改或送批"):
        risk_matrices.approve(matrix=matrix, effective_from=today(), by=both)


def test_only_the_leader_approves_a_matrix(office) -> None:
    matrix = risk_matrices.submit(matrix=drafted(), by=office)

    with pytest.raises(NotPermitted, match="分管局领导"):
        risk_matrices.approve(matrix=matrix, effective_from=today(), by=office)


def test_a_draft_is_not_approved_unsubmitted(leader) -> None:
    with pytest.raises(IllegalMove):
        risk_matrices.approve(matrix=drafted(), effective_from=today(), by=leader)


def test_what_was_sent_is_not_changed(office) -> None:
    matrix = risk_matrices.submit(matrix=drafted(), by=office)

    with pytest.raises(DomainError, match="不能再改"):
        risk_matrices.change(matrix=matrix, settings=SETTINGS, grid={None: cells()}, by=office)


def test_a_matrix_that_goes_back_may_be_changed_and_says_why(office, leader) -> None:
    matrix = risk_matrices.submit(matrix=drafted(), by=office)

    matrix = risk_matrices.send_back(matrix=matrix, reason="D 类过高", by=leader)

    assert (matrix.is_draft, matrix.return_reason) == (True, "D 类过高")
    risk_matrices.change(matrix=matrix, settings=SETTINGS, grid={None: cells(D=Cell(300))}, by=office)


def test_the_next_version_copies_the_one_in_force_and_ends_it(office) -> None:
    old = approved(DK=Cell(900, 2, 4), on=today())
    new = risk_matrices.draft(source="年度调整", by=office)
    assert matrix_grid.grid_of(new) == matrix_grid.grid_of(old)

    risk_matrices.submit(matrix=new, by=office)
    risk_matrices.approve(matrix=new, effective_from=today() + timedelta(days=1), by=UserFactory(leader=True))

    assert [matrix_in_force(today() + timedelta(days=ahead)).number for ahead in (0, 1)] == [1, 2]


def test_a_matrix_does_not_begin_in_the_past(office, leader) -> None:
    matrix = risk_matrices.submit(matrix=drafted(), by=office)

    with pytest.raises(DomainError, match="不能早于今天"):
        risk_matrices.approve(matrix=matrix, effective_from=today() - timedelta(days=1), by=leader)


def test_there_is_one_draft_at_a_time(office) -> None:
    drafted()

    with pytest.raises(DomainError, match="已有一个未批准"):
        risk_matrices.draft(source="又一个", by=office)


def test_an_item_with_rows_of_its_own_leaves_the_general_ones() -> None:
    item = ItemFactory()
    approved(item=item.pk, C=Cell(300), CK=Cell(500))

    assert rules_of(item, today()).cells["C"].factor == 300
    assert rules_of(ItemFactory(), today()).cells["C"].factor == 200


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"B": Cell(150), "BK": Cell(200)}, "基准"),
        ({"CK": Cell(150)}, "不能低于一般·C 类"),
        ({"C": Cell(200, 1, 2)}, "只有重点对象可以大于 1"),
        ({"CK": Cell(400, 1, 10)}, "9"),
        ({"D": Cell(0)}, "1"),
    ],
)
def test_a_grid_that_breaks_the_regulation_is_refused(changed, words) -> None:
    with pytest.raises(DomainError, match=words):
        drafted(**changed)


def test_more_rounds_than_the_cap_allows_are_not_sent(office) -> None:
    version = ItemVersionFactory(approved=True, yearly_cap=2)
    matrix = drafted(item=version.item_id, DK=Cell(800, 3))

    with pytest.raises(DomainError, match="每年最多检查 2 次"):
        risk_matrices.submit(matrix=matrix, by=office)


def test_saving_without_a_change_says_so(office) -> None:
    matrix = drafted()

    with pytest.raises(AlreadyDone):
        risk_matrices.change(matrix=matrix, settings=SETTINGS, grid={None: cells()}, by=office)


def test_a_discarded_draft_stays_readable(office) -> None:
    risk_matrices.discard(matrix=drafted(), reason="重新测算", by=office)

    assert RiskMatrix.objects.get().status == MatrixStatus.DISCARDED
    assert risk_matrices.draft(source="重新起草", by=office).number == 2


def test_whoever_wrote_the_matrix_last_does_not_approve_it(office) -> None:
    both = UserFactory(roles=["OFFICE", "LEADER"])
    grid = {None: cells(BK=Cell(300, 1, 2))}
    matrix = risk_matrices.change(matrix=drafted(), settings=SETTINGS, grid=grid, by=both)
    matrix = risk_matrices.submit(matrix=matrix, by=office)

    with pytest.raises(SameHands, match="修改"):
        risk_matrices.approve(matrix=matrix, effective_from=today(), by=both)
