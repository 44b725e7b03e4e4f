"""抽查计划 and 抽查任务 as the public reads them: to read, to print, to take away (W3)."""

import csv
import io
import json

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from publicity.public_site.plan_data import PLAN_COLUMNS, as_csv
from tests.factories import public_display as make
from tests.factories.public_site import PublicDrawFactory, PublicResultFactory

pytestmark = pytest.mark.django_db


def body(public: Client, path: str) -> str:
    return public.get(path).content.decode()


def test_the_newest_plan_stands_under_its_menu_entry(public: Client) -> None:
    make.put_plan()

    page = body(public, "/plans/")

    assert "2026 年度抽查计划" in page
    assert "241 户" in page
    assert "一般 4%；重点 10%" in page


def test_before_any_plan_the_page_says_what_will_come(public: Client) -> None:
    assert "还没有公布年度抽查计划" in body(public, "/plans/")


def test_an_adjusted_plan_says_why_and_leads_to_the_version_before(public: Client) -> None:
    make.put_plan("新增一项专项抽查")

    page = body(public, f"/plans/{make.PLAN_NUMBER}/")

    assert "本版的调整理由：新增一项专项抽查" in page
    assert f"/plans/{make.PLAN_NUMBER}/1/" in page


def test_the_version_before_says_that_it_is_one(public: Client) -> None:
    make.put_plan("新增一项专项抽查")

    page = body(public, f"/plans/{make.PLAN_NUMBER}/1/")

    assert "这是调整以前的版本" in page
    assert "241 户" in page


@pytest.mark.parametrize("path", ["/plans/14052220991001/", f"/plans/{make.PLAN_NUMBER}/3/", "/tasks/1/"])
def test_what_was_never_published_is_not_found(public: Client, path: str) -> None:
    make.put_plan()

    assert public.get(path).status_code == 404


def test_a_task_leads_to_its_plan_its_draw_and_its_results(public: Client) -> None:
    make.put_plan()
    task = make.put_task(status="DONE")
    PublicDrawFactory(number="YC-GA-2026-0001", task_number=task.number)
    PublicResultFactory(number="GS-1", task={"number": task.number, "name": task.title})

    page = body(public, f"/tasks/{task.number}/")

    for href in (f"/plans/{make.PLAN_NUMBER}/", "/draws/YC-GA-2026-0001/", "/results/GS-1/", "/items/ZA-01/"):
        assert f'href="{href}"' in page


def test_a_task_without_results_says_when_they_come(public: Client) -> None:
    make.put_plan()
    page = body(public, f"/tasks/{make.put_task().number}/")

    assert "还没有公示的结果" in page
    assert "名录已封存，待抽取" in page


@pytest.mark.parametrize("kind", ["plans", "tasks"])
def test_the_open_data_say_what_every_key_means(public: Client, kind: str) -> None:
    make.put_plan()
    make.put_task()

    data = json.loads(public.get(f"/{kind}.json").content)

    row = data["plans"][0]["versions"][0]["lines"][0] if kind == "plans" else data["tasks"][0]
    assert set(row) - {"format"} <= set(data["fields"])


@pytest.mark.parametrize("kind", ["plans", "tasks"])
def test_csv_and_sheet_hold_the_same_cells(public: Client, kind: str) -> None:
    make.put_plan()
    make.put_task()

    lines = list(csv.reader(io.StringIO(public.get(f"/{kind}.csv").content.decode("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(public.get(f"/{kind}.xlsx").content))

    assert book.get_sheet_by_index(0).to_python()[2:] == lines


def test_a_formula_in_a_csv_is_text() -> None:
    line = {name: "" for name in PLAN_COLUMNS} | {"title": "=1+1"}

    assert "'=1+1" in as_csv(PLAN_COLUMNS, [line])
