"""What may become public: an allow-list and a gate (PB-1, PB-2)."""

from typing import Any

import pytest

from publicity.public_site import schema, store, tombstone
from publicity.public_site.models import PublicResult
from publicity.public_site.schema import NotPublic
from tests.factories.public_site import PublicResultFactory, public_record


def test_a_complete_record_passes() -> None:
    schema.validate(public_record())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("联系电话13835612345", "手机号码"),
        ("手机 138 3561 2345", "手机号码"),
        ("值班电话0356-4222110", "固定电话"),
        ("14052219900101123X", "身份证号"),
        ("邮箱 ab@example.cn", "电子邮箱"),
        ("112.41486, 35.48602", "位置坐标"),
    ],
)
def test_personal_data_in_a_finding_is_refused(text: str, what: str) -> None:
    record = public_record(points=[{"prompt": "访客登记", "answer": "不符合", "finding": text}])

    with pytest.raises(NotPublic, match=f"“finding”里有{what}，不得公开。请删去后再公示。"):
        schema.validate(record)


@pytest.mark.parametrize(
    "text",
    [
        "１３８３５６１２３４５",
        "一三八三五六一二三四五",
        "幺叁捌-三五六一-二三四五",
        "138.3561.2345",
        "138\u200b3561\u200b2345",
        "138·3561·2345",
        "13-835-612-345",
        "（0356）4222110",
        "0356 - 422 2110",
        "〇三五六四二二二一一〇",
        "电话：4222110",
        "140522 19900101 123X",
        "ab＠example.cn",
    ],
)
def test_personal_data_in_an_odd_spelling_is_refused(text: str) -> None:
    with pytest.raises(NotPublic):
        schema.refuse_personal(f"请找{text}", "说明")


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20 10:30 电话告知，2026-12-01 复查",
        "《条例》第一百三十八条第一款第（一）项",
        "W,3=482913.070511.996004",
        '"W,3=19859.269082.935237"',
        "W,3=138.3561.2345",
        "DLT,2026131=13.19.20.33.35+07.11",
        "0356-4321-8888-1234-567890123456",
        "SSJ-2026/138 第 12345678 号",
    ],
)
def test_days_clauses_and_draw_numbers_are_not_personal(text: str) -> None:
    schema.refuse_personal(text, "说明")


@pytest.mark.parametrize(
    "number", ["140522202604021001", "91140522MA0REMY3WC", "911405220123456789", "140522600012345"]
)
def test_task_numbers_and_credit_codes_are_not_personal(number: str) -> None:
    schema.refuse_personal(number, "编号")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"phone": "x"}, "有不在公开范围内的字段：phone。"),
        ({"entity": {"name": "x", "former_names": [], "code": "", "town": "", "home": "x"}}, "字段：home。"),
        ({"points": "x"}, "“points”应为列表。"),
        ({"points": [{"prompt": 1, "answer": "符合"}]}, "“prompt”的类型不对。"),
        ({"ended_on": "4月2日"}, "“ended_on”应为日期，如 2026-04-02。"),
        ({"item": {"code": "ZA-01", "title": "x", "version": True}}, "“version”的类型不对。"),
        ({"format": "SSJ-PUBLIC/9"}, "格式“SSJ-PUBLIC/9”不认识"),
    ],
)
def test_what_is_not_on_the_list_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(NotPublic, match=said):
        schema.validate(public_record() | change)


def test_a_missing_field_is_named() -> None:
    record = public_record()
    del record["agency"]

    with pytest.raises(NotPublic, match="缺少字段：agency。"):
        schema.validate(record)


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    record = public_record()

    assert schema.digest(record) == schema.digest(dict(reversed(record.items())))


@pytest.mark.django_db
def test_columns_say_what_the_record_says() -> None:
    row = PublicResultFactory(name="君悦酒店", town="润城镇")

    row.refresh_from_db()
    assert (row.entity_name, row.town, row.record["entity"]["name"]) == ("君悦酒店", "润城镇", "君悦酒店")
    assert row.record_hash == schema.digest(row.record)


@pytest.mark.django_db
def test_a_correction_takes_the_place_of_the_first_version() -> None:
    row = PublicResultFactory(number="GS-1")

    corrections = [{"on": "2026-04-21", "what": "更正检查结果", "reason": "登记错误"}]
    record = public_record(number="GS-1", result="FIXED", corrections=corrections)
    store.put_result(record, publication_id=row.publication_id)

    assert PublicResult.objects.get().status == PublicResult.Status.CORRECTED


def stone(row: PublicResult, reason: str) -> dict[str, Any]:
    return tombstone.of(row) | {"kind": tombstone.WITHDRAWN, "reason": reason}


@pytest.mark.django_db
def test_a_withdrawal_keeps_the_hash_and_nothing_of_the_business() -> None:
    row = PublicResultFactory(name="错登的店")
    before = row.record_hash

    taken = store.withdraw_result(stone(row, "登记错误"), publication_id=row.publication_id)

    assert (taken.record_hash, taken.record, taken.entity_name) == (before, {}, "")


@pytest.mark.django_db
def test_a_reason_with_a_telephone_is_refused() -> None:
    row = PublicResultFactory()

    with pytest.raises(NotPublic, match="撤下原因里有手机号码"):
        store.withdraw_result(stone(row, "致电13835612345"), publication_id=row.publication_id)


@pytest.mark.django_db
def test_what_came_down_is_not_shown_again() -> None:
    row = PublicResultFactory(withdrawn="登记错误")

    with pytest.raises(NotPublic, match="不能再显示"):
        store.put_result(public_record(number=row.number), publication_id=row.publication_id)
