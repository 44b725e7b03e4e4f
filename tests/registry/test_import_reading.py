"""The reader in the background: its heart, its death, and the columns it is told."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as now
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from registry.importing import headers
from registry.models import ImportProgress, ImportRow, ImportSource, RegistryImport
from registry.services import import_reading, import_start, imports
from registry.services.import_kinds import FORMS
from registry.services.import_watch import Watch
from registry.status import ImportStatus
from tests.factories.accounts import UserFactory
from tests.factories.registry import credit_code
from tests.registry.conftest import Kind, Scope
from yangcheng_inspect import clock
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove, NotPermitted

LIST = f"店名,证照号,备注\n甲宾馆,{credit_code(1)},无\n"
PLACES = {"name": 0, "credit_code": 1}


@pytest.fixture(autouse=True)
def _december() -> Iterator[None]:
    with clock.moved_to(datetime(2026, 12, 1, tzinfo=UTC)):
        yield


def uploaded(content: str = LIST, source: str = "县局导出") -> RegistryImport:
    file = ContentFile(content.encode())
    day = clock.today()
    kind, scope = Kind.ENTITIES, Scope.CHANGES
    return imports.upload(kind=kind, scope=scope, file=file, name="表.csv", as_of=day, source=source, by=None)


def looked(content: str = LIST, source: str = "县局导出") -> RegistryImport:
    return import_reading.look(registry_import=uploaded(content, source), by=None)


def match(current: RegistryImport, places: dict[str, int], header_row: int = 1) -> RegistryImport:
    return import_reading.match(registry_import=current, header_row=header_row, places=places, by=None)


def silence(current: RegistryImport) -> None:
    ImportProgress.objects.filter(registry_import=current).update(updated_at=Now() - timedelta(minutes=2))


def test_the_head_of_a_file_waits_for_a_person(db) -> None:
    current = looked()

    assert current.status == ImportStatus.MATCHING
    assert import_reading.head_of(current)[0].cells == ("店名", "证照号", "备注")


def test_what_a_person_matched_is_read(db) -> None:
    current = import_reading.advance(registry_import=match(looked(), PLACES), by=None)

    assert current.rows.get().values["name"] == "甲宾馆"
    assert current.columns["unused"] == ["备注"]


def test_the_next_file_of_a_source_needs_nobody(db) -> None:
    match(looked(), PLACES)

    assert imports.read(registry_import=uploaded(), by=None).status == ImportStatus.READY
    assert imports.read(registry_import=uploaded(source="另一家"), by=None).status == ImportStatus.REFUSED


def test_a_column_turned_down_stays_turned_down(db) -> None:
    lines = f"企业名称,统一社会信用代码,地址\n甲宾馆,{credit_code(1)},山西省\n"
    match(looked(lines), PLACES)

    again = imports.read(registry_import=uploaded(lines), by=None)

    assert ImportSource.objects.get().words["address"] == ""
    assert "address" not in again.rows.get().values


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ({"name": 0}, "没有找到“统一社会信用代码”或“注册号”列"),
        ({"name": 0, "credit_code": 0}, "同一列选给了两项"),
        ({"name": 0, "credit_code": 7}, "表头已经变了"),
        ({"name": 0, "strange": 1}, "表头已经变了"),
    ],
)
def test_an_impossible_match_is_refused(db, places: dict[str, int], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        match(looked(), places)


def test_columns_are_matched_once(db) -> None:
    current = looked()
    match(current, PLACES)

    with pytest.raises(IllegalMove):
        match(current, PLACES)


def test_only_the_office_matches_columns(db) -> None:
    officer = UserFactory(inspector=True)
    with pytest.raises(NotPermitted):
        import_reading.match(registry_import=looked(), header_row=1, places=PLACES, by=officer)
    with pytest.raises(NotPermitted):
        import_start.restart(registry_import=uploaded(), by=officer)


def test_an_empty_file_is_refused_before_its_columns(db) -> None:
    assert looked("\n\n").refusal == "文件里没有数据。请重新导出后上传。"


def test_a_reader_that_beats_is_left_alone(db) -> None:
    current = uploaded()
    ImportProgress.objects.update(updated_at=Now())

    with pytest.raises(AlreadyDone, match="正在解析"):
        import_start.restart(registry_import=current, by=None)


def test_a_reader_that_died_is_started_again(db) -> None:
    current = uploaded()
    silence(current)

    import_start.restart(registry_import=current, by=None)

    current.refresh_from_db()
    assert current.status == ImportStatus.MATCHING


def test_a_reader_given_up_for_dead_writes_nothing_when_it_wakes(db) -> None:
    sleeper = Watch()
    sleeper.run = 1
    current = uploaded()
    ImportProgress.objects.update(run=2)

    with pytest.raises(AlreadyDone, match="由后来的一次替代"):
        import_reading.look(registry_import=current, by=None, watch=sleeper)


def test_a_reader_is_a_process_of_its_own(db, settings, monkeypatch, django_capture_on_commit_callbacks) -> None:
    settings.READ_IMPORTS_APART = True
    started: list[list[str]] = []
    monkeypatch.setattr(import_start.subprocess, "Popen", lambda command, **_: started.append(command) or FakeProcess())
    current, office = uploaded(), UserFactory(office=True)

    with django_capture_on_commit_callbacks(execute=True):
        import_start.start(registry_import=current, by=office)

    assert started[0][1:] == ["manage.py", "read_import", str(current.pk), "--run", "1", "--by", str(office.pk)]


class FakeProcess:
    def wait(self) -> int:
        return 0


@pytest.mark.django_db(transaction=True)
def test_a_killed_reader_leaves_no_row_and_can_be_replaced(settings) -> None:
    """kill -9 in the middle of the preview: the page saw it advance, and nothing of it stays."""
    current = match(looked(), PLACES)
    ImportProgress.objects.update(run=1)
    database = connection.settings_dict["NAME"]
    command = [
        sys.executable,
        "-m",
        "tests.registry.slow_read",
        database,
        str(settings.MEDIA_ROOT),
        str(current.pk),
        "1",
    ]

    with subprocess.Popen(command, cwd=now.BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half done\n"
        progress = ImportProgress.objects.get()
        process.kill()

    assert (progress.phase, progress.rows_total, import_start.is_silent(current)) == ("SAVING", 1, False)
    assert not ImportRow.objects.exists()
    silence(current)
    import_start.restart(registry_import=current, by=None)
    assert ImportRow.objects.count() == 1


@pytest.fixture
def office(client: Client, db) -> Client:
    client.force_login(UserFactory(office=True))
    return client


def test_the_waiting_page_says_how_far_the_reader_is(office: Client) -> None:
    current = uploaded()
    ImportProgress.objects.update(rows_read=1240, rows_total=3018, updated_at=Now())

    page = office.get(current.get_absolute_url()).content.decode()
    answer = office.get(reverse("admin:registry_registryimport_progress", args=[current.pk])).json()

    assert "已读 1,240 / 3,018 行" in page
    assert 'http-equiv="refresh"' in page  # where scripts do not run
    assert answer == {"line": "已读 1,240 / 3,018 行", "done": 1240, "total": 3018, "settled": False}


def test_the_waiting_page_offers_to_read_again(office: Client) -> None:
    current = uploaded()
    silence(current)

    page = office.get(current.get_absolute_url()).content.decode()
    office.post(current.get_absolute_url(), {"restart": "1"})

    assert "没有写入任何内容。请点“重新解析”" in page
    assert RegistryImport.objects.get().status == ImportStatus.MATCHING


def test_a_finished_reader_ends_the_waiting(office: Client) -> None:
    current = looked()

    assert office.get(reverse("admin:registry_registryimport_progress", args=[current.pk])).json()["settled"]


def test_the_sheet_of_a_real_export_is_proposed_whole(db) -> None:
    words = "企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,注册地址"
    current = looked(f"{words}\n甲,{credit_code(1)},2019-01-02,个体,乙,50(万),旅馆,山西省,阳城县,阳城县凤城镇\n")

    current = imports.read(registry_import=match_as_proposed(current), by=None)

    assert current.columns["unused"] == ["注册资金", "所在省份"]
    assert current.rows.get().values["established_on"] == "2019-01-02"


def match_as_proposed(current: RegistryImport) -> RegistryImport:
    header = import_reading.head_of(current)[0]
    return match(current, headers.match(header, FORMS[current.kind].synonyms, {}))
