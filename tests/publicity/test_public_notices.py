"""公告与解读 as the public reads them: plain text, kept versions, a tombstone with its reason."""

import pytest
from django.test import Client

from publicity.public_site.models import PublicNotice
from publicity.public_site.plain_body import blocks
from publicity.public_site.schema import NotPublic
from tests.factories import public_display as make

NUMBER = "YC-GG-2026-0001"
GONE = {"versions": [], "withdrawn": {"on": "2026-02-01", "reason": "内容过时"}}


@pytest.mark.django_db
def test_a_notice_is_read_with_its_headings_and_lists(public: Client) -> None:
    make.put_notice()

    page = public.get(f"/notices/{NUMBER}/").content.decode()

    assert "<h2>一、这是第 1 版</h2>" in page
    assert page.count("<li>未发现问题</li>") == 1


@pytest.mark.django_db
def test_markup_in_a_notice_is_text(public: Client) -> None:
    record = make.notice_record()
    record["versions"][0]["body"] = "<b onclick=x>粗</b>"
    make.put_notice(versions=record["versions"])

    assert "&lt;b onclick=x&gt;" in public.get(f"/notices/{NUMBER}/").content.decode()


@pytest.mark.django_db
def test_the_list_shows_the_newest_text_only(public: Client) -> None:
    make.put_notice("补充一段")

    page = public.get("/notices/").content.decode()

    assert "怎样看懂检查结果2" in page
    assert "怎样看懂检查结果1" not in page


@pytest.mark.django_db
def test_a_version_that_was_replaced_stays_readable(public: Client) -> None:
    make.put_notice("补充一段")

    assert "这是修改以前的版本" in public.get(f"/notices/{NUMBER}/1/").content.decode()


@pytest.mark.django_db
def test_what_was_taken_down_leaves_its_reason_and_nothing_else(public: Client) -> None:
    make.put_notice("补充一段")
    make.put_notice(**GONE)

    gone = public.get(f"/notices/{NUMBER}/")

    assert gone.status_code == 410
    assert "撤下的理由：内容过时" in gone.content.decode()
    assert "补充一段" not in str(PublicNotice.objects.values())


@pytest.mark.django_db
@pytest.mark.parametrize("path", [f"/notices/{NUMBER}/1/", f"/notices/{NUMBER}/9/", "/notices/x/"])
def test_nothing_of_it_is_found_any_more(public: Client, path: str) -> None:
    make.put_notice(**GONE)

    assert public.get(path).status_code == 404


@pytest.mark.django_db
def test_a_version_once_public_does_not_change() -> None:
    make.put_notice()
    record = make.notice_record("补充一段")
    record["versions"][0]["body"] = "另一段话"

    with pytest.raises(NotPublic, match="不能改动"):
        make.put_notice(**record)


@pytest.mark.django_db
def test_a_telephone_in_a_notice_is_refused() -> None:
    record = make.notice_record()
    record["versions"][0]["body"] = "咨询13835612345"

    with pytest.raises(NotPublic, match="手机号码"):
        make.put_notice(**record)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、总的要求", "h2"),
        ("问：谁来检查？", "h2"),
        ("（一）抽取", "h3"),
        ("一、这一条以句号结束，是正文。", "p"),
        ("- 两人以上", "ul"),
        ("1. 先封存", "ol"),
        ("2026年起", "p"),
        ("<h1>", "p"),
    ],
)
def test_a_line_is_what_people_write_it_as(line: str, kind: str) -> None:
    assert [block.kind for block in blocks(line)] == [kind]


def test_lines_of_one_list_stand_together() -> None:
    assert [block.lines for block in blocks("- 甲\n- 乙\n\n丙")] == [["甲", "乙"], ["丙"]]
