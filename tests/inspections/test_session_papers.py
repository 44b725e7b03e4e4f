"""What a sitting hands out: the paper to sign, the sealed envelope, a firm's own line."""

from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspections.choices import Disclosure
from inspections.draw_sheet import sheet
from inspections.lottery import Membership, is_member, parse
from inspections.models import Draw, DrawSession
from inspections.services import envelope, envelopes, openings, own_lines, voids
from tests.factories.accounts import UserFactory
from tests.factories.inspections import somebody
from tests.factories.plans import DIGITS, SessionFactory, TaskFactory, amend
from tests.inspections.test_record_pdf import SAME, difference, looks
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail import receipts
from yangcheng_inspect.trail.models import Event, EventDetail
from yangcheng_inspect.workdays.templatetags.cn_dates import cn_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> User:
    """Somebody of the office, logged in."""
    user: User = UserFactory(office=True)
    client.force_login(user)
    return user


def read(response: HttpResponse) -> str:
    assert response.headers["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(response.content)
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "").replace(" ", "")


def paper(client: Client, session: DrawSession) -> str:
    return read(client.get(reverse("session_paper", args=[session.pk])))


def print_secret(client: Client, draw: Draw, **typed: str) -> Any:
    return client.post(reverse("draw_envelope", args=[draw.pk]), typed)


def own_line(client: Client, draw: Draw, code: str) -> Any:
    return client.post(reverse("draw_own_line", args=[draw.pk]), {"code": code})


# 封存单、抽取结果单


def test_each_draw_on_the_paper_has_the_receipt_of_the_log(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True)
    receipt = receipts.of(session.draws.get())

    assert receipt is not None
    assert f"留痕回执{receipt.text}" in paper(client, session)


def test_the_freeze_has_a_paper_to_sign(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True)
    draw = session.draws.get()

    said = paper(client, session)

    for words in ["封存单", "阳城县公安局", draw.number, draw.frozen_sha256, draw.frozen_sm3, "3名见证人"]:
        assert words in said
    assert said.count("见证人签字：") == 3


def test_a_sheet_for_witnesses_shows_numbers_and_codes_only_until_the_checks_are_over(
    client: Client, office: User
) -> None:
    session = SessionFactory(drawn=True)
    draw = session.draws.get()

    said = paper(client, session)

    assert "检查结束后公开" in said
    assert not any(row.name in said or row.code in said for row in draw.pool.all())
    assert not any(row.name in said for row in draw.inspectors.all())
    assert all(member.pooled.code in said for member in draw.members.all())
    assert draw.seed not in said
    assert draw.result_hash in said


def test_a_sheet_names_the_firms_where_they_are_public_at_once(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True, tasks=[TaskFactory(disclosure=Disclosure.AT_ONCE)])
    draw = session.draws.get()

    said = paper(client, session)

    assert all(row.pooled.name in said for row in draw.drawn.select_related("pooled"))
    assert draw.seed in said


def test_sensitive_trades_are_never_named_on_a_sheet() -> None:
    task = TaskFactory(disclosure=Disclosure.AT_ONCE)
    amend(task.line.item, sensitive=True)

    draw = SessionFactory(drawn=True, tasks=[task]).draws.get()

    assert not sheet(draw).names_are_public


def test_the_sheet_tells_numbers_witnesses_and_moments(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True)

    said = paper(client, session)

    moments = [cn_moment(moment).replace(" ", "") for moment in (session.frozen_at, session.drawn_at)]
    for words in ["见证人三组数字：" + "、".join(DIGITS), "递补名录号", session.drawn_by.name, "第1页，共", *moments]:
        assert words in said


def test_a_void_draw_says_so_with_its_reason(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True)
    draw = session.draws.get()
    request = voids.propose(draw=draw, code="POOL", reason="名录漏了一个乡镇", by=draw.frozen_by)
    voids.approve(request=request, by=somebody(Role.LEADER))

    said = paper(client, session)

    assert "（已作废）" in said
    assert "名录有误：名录漏了一个乡镇" in said


def test_every_character_of_the_sheet_has_a_shape_of_its_own(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True, tasks=[TaskFactory(disclosure=Disclosure.AT_ONCE)])

    response = client.get(reverse("session_paper", args=[session.pk]))

    shapes = list(looks(pypdfium2.PdfDocument(response.content)).values())
    assert len(shapes) > 60
    assert not any(difference(one, other) < SAME for at, one in enumerate(shapes) for other in shapes[at + 1 :])


def test_an_open_sitting_has_no_paper_yet(client: Client, office: User) -> None:
    assert client.get(reverse("session_paper", args=[SessionFactory().pk])).status_code == 404


# 密钥信封


def test_the_envelope_carries_the_secret_and_is_never_cached(client: Client, office: User) -> None:
    draw = SessionFactory(drawn=True).draws.get()

    response = print_secret(client, draw)

    said = read(response)
    assert envelope.unseal(draw) in said
    assert "第1次打印" in said
    assert "no-store" in response.headers["Cache-Control"]


def test_every_print_is_told_on_the_page_and_in_the_trail(client: Client, office: User) -> None:
    draw = SessionFactory(drawn=True).draws.get()

    print_secret(client, draw)

    assert Event.objects.filter(act="draw.print_envelope", obj=f"draw/{draw.pk}").count() == 1
    client.force_login(UserFactory(supervisor=True))
    page = client.get(draw.get_absolute_url()).content.decode()
    assert f"密钥信封第 1 次打印：{office.name}" in page


def test_a_second_print_needs_a_reason(client: Client, office: User) -> None:
    draw = SessionFactory(drawn=True).draws.get()
    print_secret(client, draw)

    page = client.post(reverse("draw_envelope", args=[draw.pk]), follow=True).content.decode()

    assert "密钥信封已经打印过。" in page
    assert "第2次打印" in read(print_secret(client, draw, reason="打印机卡纸，原件已销毁"))


def test_once_the_secret_is_public_no_envelope_is_printed() -> None:
    draw = SessionFactory(drawn=True, tasks=[TaskFactory(disclosure=Disclosure.AT_ONCE)]).draws.get()
    openings.open_if_due(draw=draw, by=None)

    with pytest.raises(DomainError, match="不再补打"):
        envelopes.note_print(draw=draw, by=draw.frozen_by)


def test_nobody_learns_the_secret_before_the_numbers_are_read() -> None:
    draw = SessionFactory(frozen=True).draws.get()

    with pytest.raises(DomainError, match="不能提前"):
        envelopes.note_print(draw=draw, by=draw.frozen_by)


def test_after_a_reason_the_count_goes_on() -> None:
    draw = SessionFactory(drawn=True).draws.get()
    envelopes.note_print(draw=draw, by=draw.frozen_by)
    with pytest.raises(AlreadyDone):
        envelopes.note_print(draw=draw, by=draw.frozen_by, reason=" ")

    assert envelopes.note_print(draw=draw, by=draw.frozen_by, reason="丢失").seq == 2


def test_the_secret_never_reaches_the_trail(client: Client, office: User) -> None:
    draw = SessionFactory(drawn=True).draws.get()
    nonce = envelope.unseal(draw)

    print_secret(client, draw)

    with connection.cursor() as cursor:
        for model in (Event, EventDetail):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{nonce}%"])
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("role", [Role.LEADER, Role.SUPERVISOR, Role.SYSADMIN])
def test_only_the_office_prints_the_secret(client: Client, role: Role) -> None:
    draw = SessionFactory(drawn=True).draws.get()
    client.force_login(UserFactory(roles=[role]))

    assert print_secret(client, draw).status_code == 403
    assert not draw.envelope_prints.exists()


# 企业凭据


def membership(text: str) -> Membership:
    """What the file says, as the library reads it."""
    rows = [line.split("\t", 1) for line in text.splitlines()[1:]]
    values = {name: value for name, value in rows if name != "path"}
    path = tuple(value for name, value in rows if name == "path")
    return Membership(values["line"], values["salt"], int(values["index"]), int(values["size"]), path)


def root_of(draw: Draw) -> str:
    return next(line.split("\t")[1] for line in draw.commit_text.splitlines() if line.startswith("pool\t"))


def test_every_firm_finds_itself_in_the_pool_that_was_published(office: User) -> None:
    draw = SessionFactory(frozen=True).draws.get()

    for firm in draw.pool.all():
        proof = membership(own_lines.hand_out(draw=draw, code=firm.code, by=office))
        assert is_member(proof, root_of(draw), parse(draw.frozen_text).hash)
        assert proof.line.startswith(f"E\t{firm.code}\t")


def test_a_line_is_given_out_as_a_file_and_noted(client: Client, office: User) -> None:
    draw = SessionFactory(drawn=True).draws.get()
    code = draw.pool.first().code

    response = own_line(client, draw, f" {code.lower()} ")

    assert response.content.decode().startswith(f"SSJ-LINE/1\ndraw\t{draw.number}\nline\tE\t{code}\t")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{draw.number}-own-line.txt"'
    assert Event.objects.filter(act="draw.hand_out_line", obj=f"draw/{draw.pk}").count() == 1


def test_a_firm_outside_the_list_is_told_so(client: Client, office: User) -> None:
    draw = SessionFactory(frozen=True).draws.get()

    page = client.post(reverse("draw_own_line", args=[draw.pk]), {"code": "9114"}, follow=True).content.decode()

    assert "封存的名录里没有“9114”。" in page


def test_the_own_line_tells_nothing_of_other_firms_and_not_whether_it_was_drawn(office: User) -> None:
    draw = SessionFactory(drawn=True).draws.get()
    firm = draw.drawn.first().pooled

    text = own_lines.hand_out(draw=draw, code=firm.code, by=office)

    assert not any(row.code in text for row in draw.pool.exclude(pk=firm.pk))
    assert firm.name not in text
    assert draw.drawn.first().key not in text
