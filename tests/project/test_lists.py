"""Every list of the admin: chips, counts, 选择全部, export, print."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from registry.models import Inspector
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect import workbook
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.register_admin import RegisterAdmin
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db
INSPECTORS = "admin:registry_inspector_{}"


@pytest.fixture
def office(client: Client) -> User:
    user: User = UserFactory(office=True, name="周敏")
    client.force_login(user)
    return user


def get(client: Client, name: str, **asked: str) -> HttpResponse:
    response = client.get(reverse(INSPECTORS.format(name)), asked)
    assert response.status_code == 200
    return response


def rows(response: HttpResponse) -> list[list[Any]]:
    return load_workbook(BytesIO(response.content)).get_sheet_by_index(0).to_python()


def act(client: Client, people: list[Inspector], **data: str) -> HttpResponse:
    ticked = {"action": "export_rows", "_selected_action": [str(one.pk) for one in people], **data}
    return client.post(reverse(INSPECTORS.format("changelist")), ticked)


def test_what_narrows_a_list_stands_as_chips_that_can_be_taken_away(client: Client, office: User) -> None:
    make.InspectorFactory(name="王海燕")

    chips = get(client, "changelist", q="海燕", kind__exact="POLICE").context["cl"].chips

    assert [chip.words for chip in chips] == ["搜索：海燕", "人员性质：民警"]
    assert [chip.without for chip in chips] == ["?kind__exact=POLICE", "?q=%E6%B5%B7%E7%87%95"]


def test_a_chip_keeps_its_words_clear_of_counts(client: Client, office: User) -> None:
    chips = get(client, "changelist", certificate="soon").context["cl"].chips

    assert [chip.words for chip in chips] == ["证件和在岗：证件将到期（60 天内）"]


def test_filters_show_how_many_rows_they_would_leave(client: Client, office: User) -> None:
    make.InspectorFactory()

    assert "民警 (1)" in get(client, "changelist").content.decode()


@pytest.mark.parametrize("two", ["海燕", "王海"])
def test_a_name_is_found_by_any_two_characters_in_a_row(client: Client, office: User, two: str) -> None:
    make.InspectorFactory(name="王海燕")
    make.InspectorFactory(name="李建军")

    assert [one.name for one in get(client, "changelist", q=two).context["cl"].result_list] == ["王海燕"]


def test_the_export_holds_what_the_address_asks_for(client: Client, office: User) -> None:
    make.InspectorFactory(name="王海燕")
    make.InspectorFactory(name="李建军")

    found = rows(get(client, "export", q="海燕"))

    assert found[0][0] == "检查人员"
    assert "条件：搜索：海燕" in found[1][0]
    assert "制表人：周敏" in found[1][0]
    assert [row[0] for row in found[2:]] == ["姓名", "王海燕"]


def test_a_tag_is_exported_as_its_word(client: Client, office: User) -> None:
    make.InspectorFactory(certified=True)

    head, line = rows(get(client, "export"))[2:]

    assert dict(zip(head, line, strict=True))["状态"] == "可抽取"


def test_the_ticked_rows_are_exported(client: Client, office: User) -> None:
    ticked, _ = make.InspectorFactory(), make.InspectorFactory()

    found = rows(act(client, [ticked]))

    assert "所选 1 条" in found[1][0]
    assert [row[0] for row in found[3:]] == [ticked.name]


def test_all_that_match_are_exported_across_pages(client: Client, office: User) -> None:
    people = [make.InspectorFactory() for _ in range(3)]

    assert len(rows(act(client, people[:1], select_across="1"))) == 3 + 3


def test_choosing_all_is_offered_in_words(client: Client, office: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin.site.get_model_admin(Inspector), "list_per_page", 1)
    make.InspectorFactory()
    make.InspectorFactory()

    assert "选择全部 2 条" in get(client, "changelist").content.decode()


def test_an_export_leaves_a_line_in_the_trail(client: Client, office: User) -> None:
    get(client, "export", q="海燕")

    assert Event.objects.filter(act="user.export", obj=f"user/{office.pk}").exists()


def test_too_many_rows_are_refused_with_a_sentence(
    client: Client, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 1)
    make.InspectorFactory()
    make.InspectorFactory()

    response = client.get(reverse(INSPECTORS.format("export")), follow=True)

    assert "请先缩小筛选范围" in response.content.decode()


def test_the_printed_list_says_what_it_is_and_who_made_it(client: Client, office: User) -> None:
    make.InspectorFactory(name="王海燕")

    page = get(client, "print", q="海燕").content.decode()

    assert "条件：搜索：海燕" in page
    assert "制表人：周敏" in page
    assert "王海燕" in page


def test_an_address_nobody_clicked_leads_back_to_the_list(client: Client, office: User) -> None:
    response = client.get(reverse(INSPECTORS.format("export")), {"nonsense": "1"})

    assert response.headers["Location"] == reverse(INSPECTORS.format("changelist"))


def test_every_list_that_can_be_read_can_be_exported_and_printed(client: Client, office: User) -> None:
    for model_admin in admin.site._registry.values():
        if isinstance(model_admin, RegisterAdmin) and office.has_perm(
            f"{model_admin.opts.app_label}.view_{model_admin.opts.model_name}"
        ):
            for page in ("changelist", "export", "print"):
                name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_{page}"
                assert client.get(reverse(name)).status_code == 200, name


def test_nobody_resets_the_own_password_in_a_batch(client: Client) -> None:
    user = UserFactory(sysadmin=True)
    client.force_login(user)
    ticked = {"action": "reset_passwords", "_selected_action": [str(user.pk)]}

    response = client.post(reverse("admin:accounts_user_changelist"), ticked, follow=True)

    assert "重置他人密码时不要勾选本人" in response.content.decode()
