"""The sample files through upload, preview and confirmation."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from registry.models import EntityFlag, Inspector, ItemVersion, MarketEntity, RegistryImport, Unit
from registry.sample import DIRECTORY
from registry.services import entities, import_entities, imports
from registry.status import ImportStatus
from tests.factories.accounts import UserFactory
from tests.factories.registry import InspectorFactory, credit_code
from tests.registry.conftest import Kind, Scope, bring_in, preview, sample_items
from yangcheng_inspect import clock
from yangcheng_inspect.errors import DomainError, IllegalMove, NotPermitted
from yangcheng_inspect.trail.verify import verify

CHANGES = DIRECTORY / "changes_november.csv"
WHOLE = DIRECTORY / "entities.xlsx"
LATER, EARLIER = date(2026, 11, 16), date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _december() -> Iterator[None]:
    """After every date of the sample files, whatever the machine's clock says."""
    with clock.moved_to(datetime(2026, 12, 1, tzinfo=UTC)):
        yield


def numbers(current: RegistryImport) -> list[int]:
    """新增 变更 疑似注销 重复 错误 无变化"""
    return list(imports.outcomes(current).values())


def firm(name: str) -> MarketEntity:
    return MarketEntity.objects.get(name=name)


@pytest.fixture
def changes(whole_list) -> RegistryImport:
    return preview(CHANGES, Kind.ENTITIES, Scope.CHANGES, LATER)


def test_a_preview_writes_nothing_into_the_registry(reference_data) -> None:
    current = preview(WHOLE, Kind.ENTITIES)

    assert numbers(current) == [1012, 0, 0, 0, 0, 0]
    assert current.as_of == date(2026, 11, 2)
    assert not MarketEntity.objects.exists()


def test_the_whole_list_fills_the_registry(whole_list) -> None:
    hotel = firm("阳城县兴隆和民宿")

    assert MarketEntity.objects.count() == 1012
    assert hotel.town is not None
    assert (hotel.town.name, list(hotel.industries.values_list("name", flat=True))) == ("凤城镇", ["旅馆业"])
    assert EntityFlag.objects.filter(kind="ABNORMAL").count() == 38
    assert EntityFlag.objects.filter(kind="SERIOUS").count() == 8
    assert not MarketEntity.objects.unsure().exists()


def test_the_same_file_twice_changes_nothing(whole_list) -> None:
    assert numbers(preview(WHOLE, Kind.ENTITIES)) == [0, 0, 0, 0, 0, 1012]


def test_the_changes_of_november_have_exactly_these_outcomes(changes) -> None:
    assert numbers(changes) == [40, 21, 0, 6, 6, 29]

    imports.confirm(registry_import=changes, by=None)

    assert firm("阳城县丰泽馨铸造有限公司").legal_representative == "段晓瑞"
    assert MarketEntity.objects.count() == 1052
    assert numbers(preview(CHANGES, Kind.ENTITIES, Scope.CHANGES, LATER)) == [0, 0, 0, 6, 6, 90]


def wrong_code(code: str, held: str) -> str:
    return f"“社会信用代码”“{code}”与名录库中名称、地址都相同的一户代码不同（库内为 {held}），请核对后重新导入"


def test_every_bad_row_of_november_is_named(changes) -> None:
    bad = {row.row_no: row.reasons for row in changes.rows.filter(outcome__in=["ERROR", "DUPLICATE"])}

    assert bad == {
        32: wrong_code("92140522MA0M9EFG00", "92140522MA0M9EFG07"),
        33: wrong_code("92140522MA091TLK70", "92140522MA091TLK76"),
        34: wrong_code("92140522MA0D1N3W80", "92140522MA0D1N3W8F"),
        35: wrong_code("92140522MA0HN3PQ80", "92140522MA0HN3PQ8G"),
        46: "“社会信用代码”为空，注册号也为空，无法认定是哪一户，请补填其中一项后重新上传",
        47: "“社会信用代码”为空，注册号也为空，无法认定是哪一户，请补填其中一项后重新上传",
        48: "“成立时间”为“2019/13/45”，不是日期，请改成 2026-11-02 这样的写法",
        49: "“成立时间”为“2019/13/45”，不是日期，请改成 2026-11-02 这样的写法",
        50: "“市场主体名称”是公式，请粘贴为数值后重新上传",
        51: "“市场主体名称”是公式，请粘贴为数值后重新上传",
        62: "“社会信用代码”与第 2 行相同，只取前一行",
        63: "“社会信用代码”与第 7 行相同，只取前一行",
    }


def test_an_older_list_never_overwrites(changes) -> None:
    imports.confirm(registry_import=changes, by=None)

    older = bring_in(WHOLE, Kind.ENTITIES, Scope.FULL, EARLIER)

    # 40 firms came later than this list, so its silence about them says nothing.
    assert numbers(older) == [0, 0, 0, 0, 0, 1012]
    assert firm("阳城县丰泽馨铸造有限公司").legal_representative == "段晓瑞"


def test_a_firm_missing_from_a_whole_list_needs_a_tick(changes) -> None:
    imports.confirm(registry_import=changes, by=None)
    later = preview(WHOLE, Kind.ENTITIES, Scope.FULL, date(2026, 12, 1))
    assert imports.outcomes(later)["GONE"] == 38  # two of the 40 were deregistered already
    first, second = later.rows.outcome("GONE")[:2]

    imports.confirm(registry_import=later, ticked=[first.pk], by=None)

    assert MarketEntity.objects.get(pk=first.entity_id).registration_status == "CANCELLED"
    assert MarketEntity.objects.get(pk=second.entity_id).registration_status != "CANCELLED"


@pytest.fixture
def lists(reference_data, tmp_path):
    """Three firms; returns how to preview another list of them."""

    def look(*lines: str, as_of: date = LATER, scope: str = Scope.CHANGES) -> RegistryImport:
        path = tmp_path / "list.csv"
        path.write_text("\n".join(["企业名称,统一社会信用代码,联系电话", *lines]))
        return preview(path, Kind.ENTITIES, scope, as_of)

    firms = [f"{name},{credit_code(n)},0356-422000{n}" for n, name in enumerate("甲乙丙")]
    imports.confirm(registry_import=look(*firms), by=None)
    return look


def changed(look) -> RegistryImport:
    return look(f"甲,{credit_code(0)},0356-4229999", f"丁,{credit_code(3)},", as_of=LATER + timedelta(days=1))


def test_what_an_officer_typed_later_stays(lists) -> None:
    day = LATER + timedelta(days=2)
    entities.amend(entity=firm("甲"), values={"phone": "0356-1111111"}, as_of=day, reason="企业来函", by=None)

    again = changed(lists)

    assert imports.outcomes(again)["CHANGED"] == 0
    assert "较新" in again.rows.get(name="甲").hints


def test_what_a_list_merely_repeated_is_newer_too(lists) -> None:
    """December repeats the number; a list of November with another number comes later and loses."""
    same = f"甲,{credit_code(0)},0356-4220000"
    imports.confirm(registry_import=lists(same, as_of=LATER + timedelta(days=9)), by=None)

    assert numbers(changed(lists)) == [1, 0, 0, 0, 0, 1]


def test_a_preview_that_was_overtaken_is_refused(lists) -> None:
    waiting = changed(lists)
    entities.amend(entity=firm("甲"), values={"phone": "0356-1111111"}, as_of=LATER, reason="更正", by=None)

    with pytest.raises(DomainError, match="预览之后名录有改动"):
        imports.confirm(registry_import=waiting, by=None)


def test_a_newer_list_that_only_repeats_the_registry_overtakes_a_preview(lists) -> None:
    waiting = changed(lists)
    imports.confirm(registry_import=lists(f"甲,{credit_code(0)},0356-4220000", as_of=LATER + timedelta(2)), by=None)

    with pytest.raises(DomainError, match="较新的名录又列出了“甲”"):
        imports.confirm(registry_import=waiting, by=None)


def test_a_firm_that_a_newer_list_names_is_not_deregistered_by_an_older_one(lists) -> None:
    whole = lists(f"甲,{credit_code(0)},", f"乙,{credit_code(1)},", scope=Scope.FULL, as_of=LATER)
    imports.confirm(registry_import=lists(f"丙,{credit_code(2)},", as_of=LATER + timedelta(1)), by=None)

    with pytest.raises(DomainError, match="较新的名录又列出了“丙”"):
        imports.confirm(registry_import=whole, ticked=[whole.rows.get(outcome="GONE").pk], by=None)


def test_a_list_from_tomorrow_is_refused(lists) -> None:
    """Its word would stand against every list to come."""
    current = lists(f"甲,{credit_code(0)},", as_of=clock.today() + timedelta(days=1))

    assert current.status == ImportStatus.REFUSED
    assert "晚于今天" in current.refusal


def test_two_previews_of_one_new_firm_make_one_firm(lists) -> None:
    first, second = changed(lists), lists(f"丁,{credit_code(3)},")
    imports.confirm(registry_import=first, by=None)

    with pytest.raises(DomainError, match="预览之后名录有改动"):
        imports.confirm(registry_import=second, by=None)


def test_a_failure_in_the_middle_writes_nothing(lists, monkeypatch) -> None:
    waiting = changed(lists)
    monkeypatch.setattr(import_entities.entities, "write_changes", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        imports.confirm(registry_import=waiting, by=None)

    waiting.refresh_from_db()
    assert (waiting.status, MarketEntity.objects.count()) == (ImportStatus.READY, 3)


@pytest.mark.django_db(transaction=True)
def test_a_kill_in_the_middle_leaves_nothing_half_done(reference_data) -> None:
    """kill -9 after every row was written, before the commit."""
    current = preview(DIRECTORY / "inspectors.xlsx", Kind.INSPECTORS, as_of=LATER)
    command = [sys.executable, "-m", "tests.registry.killed_import", connection.settings_dict["NAME"], str(current.pk)]

    with subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half done\n"
        process.kill()

    current.refresh_from_db()
    assert (current.status, Inspector.objects.count()) == (ImportStatus.READY, 0)


def test_an_import_is_confirmed_once(lists) -> None:
    current = imports.confirm(registry_import=changed(lists), by=None)

    with pytest.raises(IllegalMove, match="已导入"):
        imports.confirm(registry_import=current, by=None)


def test_an_abandoned_import_needs_a_reason_and_writes_nothing(lists) -> None:
    waiting = changed(lists)
    with pytest.raises(DomainError, match="理由"):
        imports.abandon(registry_import=waiting, reason=" ", by=None)

    imports.abandon(registry_import=waiting, reason="文件错了", by=None)

    assert MarketEntity.objects.count() == 3


def test_a_file_that_cannot_be_read_becomes_a_sentence(reference_data, tmp_path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK not a workbook")

    current = preview(path, Kind.ENTITIES)

    assert current.status == ImportStatus.REFUSED
    assert current.refusal == "文件已损坏，或者不是 xlsx 工作簿。请在 Excel 中另存为 xlsx 后重新上传。"


def test_a_list_without_a_date_asks_for_it(reference_data) -> None:
    assert "数据日期" in preview(CHANGES, Kind.ENTITIES, Scope.CHANGES).refusal


def test_only_the_office_imports(reference_data) -> None:
    with CHANGES.open("rb") as file, pytest.raises(NotPermitted):
        imports.upload(kind=Kind.ENTITIES, scope=Scope.FULL, file=file, name="x.csv", by=UserFactory(inspector=True))


def test_the_list_of_inspectors(reference_data) -> None:
    path = DIRECTORY / "inspectors.xlsx"

    assert numbers(bring_in(path, Kind.INSPECTORS, as_of=LATER)) == [68, 0, 0, 0, 0, 0]
    assert numbers(preview(path, Kind.INSPECTORS, as_of=LATER)) == [0, 0, 0, 0, 0, 68]
    assert Inspector.objects.filter(kind="AUXILIARY").count() == 7
    assert not Inspector.objects.filter(kind="AUXILIARY", can_lead=True).exists()
    assert Inspector.objects.eligible(date(2026, 11, 20), date(2026, 11, 30)).count() == 41


@pytest.fixture
def officers(reference_data, tmp_path):
    """Previews a list of officers: name, police number, certificate."""
    unit = Unit.objects.first()

    def look(*lines: str) -> RegistryImport:
        path = tmp_path / "officers.csv"
        rows = [f"{line},2028-01-01,{unit},民警" for line in lines]
        path.write_text("\n".join(["姓名,警号,执法证号,有效期至,工作单位,人员性质", *rows]))
        return preview(path, Kind.INSPECTORS, Scope.CHANGES, EARLIER)

    return look


def test_a_certificate_has_one_holder(officers) -> None:
    imports.confirm(registry_import=officers("张三,000001,C1"), by=None)

    current = officers(
        "李四,000002,C1", "王五,000003,C2", "赵六,000004,C2", f"钱七,000005,{'C' * 31}", "孙八,000006,C3"
    )

    assert [row.reasons for row in current.rows.all()] == [
        "“执法证号”“C1”已登记在张三名下，请核对",
        "“执法证号”“C2”在文件中不止一人，请核对",
        "“执法证号”“C2”在文件中不止一人，请核对",
        "“执法证号”超过 30 个字符，请核对",
        "",
    ]
    assert imports.confirm(registry_import=current, by=None).status == ImportStatus.CONFIRMED


def test_the_list_of_items_arrives_as_drafts(reference_data) -> None:
    current = imports.confirm(registry_import=sample_items(), by=None)

    assert numbers(current) == [26, 0, 0, 0, 0, 0]
    assert ItemVersion.objects.filter(status="DRAFT", bases__confirmed_at__isnull=True).distinct().count() == 26
    assert numbers(sample_items()) == [0, 0, 0, 0, 0, 26]
    assert not ItemVersion.objects.in_force(LATER).exists()


def test_no_list_makes_an_officer_of_an_auxiliary(reference_data, tmp_path) -> None:
    """Known by the same key, so the row would change the kind; a namesake with a police number is pointed out."""
    unit = Unit.objects.first()
    InspectorFactory(name="张三", unit=unit, police_no="", kind="AUXILIARY", can_lead=False)
    InspectorFactory(name="李四", unit=unit, police_no="000009", kind="AUXILIARY", can_lead=False)
    path = tmp_path / "officers.csv"
    path.write_text(f"姓名,警号,工作单位,人员性质\n张三,000001,{unit},民警\n李四,000009,{unit},民警\n")

    namesake, promoted = preview(path, Kind.INSPECTORS, Scope.CHANGES, EARLIER).rows.all()

    assert (namesake.outcome, promoted.outcome) == ("NEW", "ERROR")
    assert "有同名的辅警“张三”，请核对是否同一人" in namesake.hints
    assert promoted.reasons.startswith("“人员性质”由辅警改为民警，名录不能这样改。")


def test_a_row_changed_behind_the_log_is_found(lists) -> None:
    """The rows of an import enter its state as one digest, made by the database."""
    current = imports.confirm(registry_import=changed(lists), by=None)
    assert verify("default").fails == []

    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_importrow SET name = name || '店' WHERE registry_import_id = %s", [current.pk])

    assert [line for line in verify("default").fails if "registry.ImportRow" in line]
