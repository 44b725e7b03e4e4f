from dataclasses import replace

import pytest

from registry.differences import Piece, between, pieces
from tests.factories import registry as make
from tests.factories.plans import amend

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    old = make.ItemVersionFactory(approved=True)
    return old, make.ItemVersionFactory(item=old.item, number=2, effective_from=old.effective_from)


def test_two_versions_that_say_the_same_do_not_differ(pair) -> None:
    assert between(*pair).none


def test_a_field_is_told_with_old_and_new(pair) -> None:
    old, new = pair
    amend(new, ratio=2000, methods=["现场检查", "书面检查"])

    found = {field.name: (field.old, field.new) for field in between(old, new).fields}

    assert found == {"抽查比例": ("10%", "20%"), "检查方式": ("现场检查", "现场检查、书面检查")}


def test_points_are_matched_by_their_words(pair) -> None:
    old, new = pair
    amend(new.check_points.get(order=1), prompt="是否如实登记住宿人员")
    amend(new.check_points.get(order=2), prompt="监控录像保存三十日")

    changes = [(change.kind, change.label) for change in between(old, new).points]

    assert changes == [
        ("changed", "是否如实登记住宿人员"),
        ("added", "监控录像保存三十日"),
        ("removed", "是否按时报送"),
    ]


def test_a_point_that_only_moved_is_no_change(pair) -> None:
    old, new = pair
    first, second = new.check_points.order_by("order")
    amend(first, order=9)
    amend(second, order=1)

    assert between(old, new).points == []


def test_an_article_that_is_new_is_told(pair) -> None:
    old, new = pair
    make.LegalBasisFactory(version=new, text="《治安管理处罚法》第六十七条")

    assert [(one.kind, one.label) for one in between(old, new).bases] == [("added", "《治安管理处罚法》第六十七条")]


def test_the_pieces_of_a_text_make_both_again() -> None:
    found = pieces("每年1次", "每年不超过2次")

    assert "".join(piece.text for piece in found if piece.kind != "new") == "每年1次"
    assert "".join(piece.text for piece in found if piece.kind != "gone") == "每年不超过2次"
    assert replace(found[0], text="每年") == Piece("same", "每年")
