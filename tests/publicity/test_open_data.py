"""Open data (W8): whole files at addresses that stay, a dictionary that cannot drift, feeds without people."""

import csv
import io
import json
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from publicity.public_site import schema
from publicity.public_site.open_data import dictionary, files, flat
from tests.factories.public_site import PublicDrawFactory, PublicResultFactory

pytestmark = pytest.mark.django_db


def body(response: Any) -> str:
    return b"".join(response).decode()


def table(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(response).removeprefix("\ufeff"))))


def test_every_field_of_a_record_has_its_word() -> None:
    assert dictionary.paths() == set(dictionary.WORDS)


def test_the_schema_names_every_column_of_the_table(public: Client) -> None:
    described = public.get("/data/results-schema.json").json()

    assert [field["name"] for field in described["fields"]] == flat.COLUMNS


def test_a_year_as_csv_opens_in_a_spreadsheet(public: Client) -> None:
    PublicResultFactory(name="君悦酒店", former_names=["甲", "乙"])

    response = public.get("/data/results-2026.csv")
    text = body(response)

    assert text.startswith("\ufeff")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "君悦酒店,甲、乙," in text


def test_points_and_timeline_stand_in_one_cell(public: Client) -> None:
    PublicResultFactory(points=[{"prompt": "登记", "answer": "不符合", "finding": "漏登"}])

    assert table(public.get("/data/results-2026.csv"))[0]["points"] == "登记｜不符合｜漏登"


@pytest.mark.parametrize("sign", flat.FORMULA)
def test_no_cell_is_a_formula(sign: str) -> None:
    assert flat.line([f"{sign}1+1"]).lstrip('"').startswith(f"'{sign}")


def test_a_result_taken_down_keeps_number_and_reason(public: Client) -> None:
    PublicResultFactory(number="GS-9", name="错登的店", withdrawn="登记错误")

    row = table(public.get("/data/results-2026.csv"))[0]

    assert (row["number"], row["status"], row["reason"], row["entity_name"]) == ("GS-9", "已撤下", "登记错误", "")


def test_json_carries_the_record_to_its_hash(public: Client) -> None:
    PublicResultFactory.create_batch(2)

    data = json.loads(body(public.get("/data/results-2026.json")))

    assert data["count"] == 2
    assert all(schema.digest(row["record"]) == row["record_hash"] for row in data["results"])


def test_a_year_without_results_has_no_file(public: Client) -> None:
    assert public.get("/data/results-2019.csv").status_code == 404


def test_a_workbook_that_would_be_too_long_points_to_the_csv(public: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    PublicResultFactory.create_batch(2)
    monkeypatch.setattr(files, "MOST_IN_A_WORKBOOK", 1)

    response = public.get("/data/results-2026.xlsx")

    assert response.status_code == 413
    assert "/data/results-2026.csv" in response.content.decode()


def test_what_is_listed_can_be_taken_away(public: Client) -> None:
    PublicResultFactory(name="君悦酒店")
    PublicResultFactory(name="晨光旅馆")

    rows = table(public.get("/data/results.csv", {"q": "君悦"}))

    assert [row["entity_name"] for row in rows] == ["君悦酒店"]


@pytest.mark.parametrize("path", ["/data/results-2026.csv", "/data/results.json", "/data/results-2026.xlsx"])
def test_a_file_that_has_not_changed_is_not_sent_again(public: Client, path: str) -> None:
    PublicResultFactory()
    first = public.get(path)

    again = public.get(path, headers={"If-None-Match": first.headers["ETag"]})
    since = public.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (again.status_code, since.status_code) == (304, 304)


def test_a_file_changes_when_a_result_does(public: Client) -> None:
    row = PublicResultFactory()
    before = public.get("/data/results-2026.csv").headers["ETag"]

    PublicResultFactory(publication_id=row.publication_id, number=row.number, result="FIXED")

    assert public.get("/data/results-2026.csv").headers["ETag"] != before


def test_the_page_lists_years_and_dictionary(public: Client) -> None:
    PublicResultFactory()

    page = public.get("/data/").content.decode()

    assert "/data/results-2026.xlsx" in page
    assert "entity_former_names" in page


@pytest.mark.parametrize("form", ["csv", "json"])
def test_draws_can_be_taken_away(public: Client, form: str) -> None:
    PublicDrawFactory(number="YC-GA-2026-0009", drawn=True)

    assert "YC-GA-2026-0009" in public.get(f"/data/draws.{form}").content.decode()


def test_the_feed_is_atom_with_the_newest_first(public: Client) -> None:
    PublicResultFactory(name="旧", ended_on=date(2026, 3, 1))
    PublicResultFactory(name="新", ended_on=date(2026, 4, 1))

    feed = ElementTree.fromstring(public.get("/feed.atom").content)

    assert [entry[1].text for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")] == [
        "新　旅馆业治安检查：未发现问题",
        "旧　旅馆业治安检查：未发现问题",
    ]


def test_a_control_character_in_a_name_does_not_break_the_feed(public: Client) -> None:
    PublicResultFactory(name="君悦\x0b宾馆")

    assert "君悦宾馆" in ElementTree.tostring(ElementTree.fromstring(public.get("/feed.atom").content), "unicode")


def test_the_site_map_leads_to_every_result(public: Client) -> None:
    PublicResultFactory(number="GS-5")

    assert "/sitemap-2026-04.xml" in public.get("/sitemap.xml").content.decode()
    assert "/results/GS-5/" in public.get("/sitemap-2026-04.xml").content.decode()
