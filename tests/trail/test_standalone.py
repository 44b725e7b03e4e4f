"""`verify_trail.py` beside an exported log: good, and after each attack. It shares no code with the system."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.factories.accounts import UserFactory
from tests.trail import attacker
from tests.trail.sealed import STRANGER, note_at, publish, root_at
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.services import record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]

PROGRAM = Path(settings.BASE_DIR) / "static/verify/verify_trail.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "export"


def export(folder: Path, *options: str) -> None:
    call_command("export_trail", str(folder), *options, stdout=StringIO())


def check(folder: Path, *options: object) -> tuple[int, str]:
    """Exit status and output of the program that was exported."""
    command = [sys.executable, "-I", str(folder / "verify_trail.py"), str(folder), *map(str, options)]
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)
    assert not done.stderr
    return done.returncode, done.stdout


def test_a_good_export_passes(start: int, disc: Path, folder: Path) -> None:
    publish(disc, start + 10, start + 20)
    export(folder)

    code, said = check(folder, "--receipt", f"{start + 28}:{root_at(start + 28)}")

    assert code == 0
    assert f"✓ 逐条记录：共 {start + 30} 条，编号连续" in said
    assert f"✓ 总校验码：{root_at(start + 30)}" in said
    assert f"✓ 检查点：2 个签名有效，与日志一致，最后一个在第 {start + 20} 条，其后 10 条尚无检查点。" in said
    assert "✓ 回执：1 张与日志一致。" in said
    assert "核验通过" in said


def test_an_export_without_witnesses_says_what_it_cannot_prove(start: int, folder: Path) -> None:
    export(folder)

    code, said = check(folder)

    assert (code, "不能说明没有被整个改写" in said, "核验通过：只核对了日志自身。" in said) == (0, True, True)


def test_what_came_from_the_same_hands_is_said(start: int, disc: Path, folder: Path, keys: Path) -> None:
    publish(disc, start + 20)
    export(folder)

    assert "取自导出的文件夹" in check(folder)[1]
    assert "取自导出的文件夹" in check(folder, "--published", disc)[1]
    assert "取自导出的文件夹" not in check(folder, "--published", disc, "--keys", keys)[1]


@pytest.mark.parametrize(("arguments", "code"), [(["-h"], 0), ([], 2), (["--nonsense"], 2)])
def test_the_program_explains_itself_in_chinese(arguments: list[str], code: int) -> None:
    command = [sys.executable, "-I", str(PROGRAM), *arguments]
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)

    said = done.stdout + done.stderr
    assert done.returncode == code
    assert (
        not set(re.findall("[A-Za-z]+", said))
        - {"verify", "trail", "py", "h", "help", "published", "keys", "receipt"}
        - {*("export", "events", "jsonl")}
    )


REWRITTEN, CUT, WRONG = "历史被改写", "日志被截断", "✗ 签名："


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        (lambda start: attacker.rewrite(start + 5, who="别人"), REWRITTEN),
        (lambda start: attacker.remove(start + 5), REWRITTEN),
        (lambda start: attacker.swap(start + 5), REWRITTEN),
        (lambda start: attacker.cut(start + 12), CUT),
    ],
    ids=["t2_rewritten", "t4_removed", "t5_swapped", "t3_cut"],
)
def test_a_tampered_log_fails_against_the_disc(
    start: int, disc: Path, folder: Path, attack: Callable[[int], None], said: str
) -> None:
    publish(disc, start + 20)
    attack(start)
    attacker.run("DELETE FROM trail_checkpoint")
    export(folder)

    code, output = check(folder, "--published", disc)

    assert (code, "✗ 检查点：" in output, said in output) == (1, True, True)


def test_t7b_a_receipt_finds_what_no_checkpoint_covers(start: int, disc: Path, folder: Path) -> None:
    publish(disc, start + 20)
    receipt = f"{start + 28}:{root_at(start + 28)}"
    attacker.rewrite(start + 25, who="别人")
    export(folder)

    assert check(folder)[0] == 0
    code, said = check(folder, "--receipt", receipt)
    assert (code, "✗ 回执：" in said, REWRITTEN in said) == (1, True, True)


def test_t8_a_checkpoint_by_another_key_is_rejected(start: int, disc: Path, folder: Path) -> None:
    export(folder)
    (disc / "forged.txt").write_text(note_at(start + 20, STRANGER))

    code, said = check(folder, "--published", disc)

    assert (code, "✗ 签名：forged.txt：" in said) == (1, True)


@pytest.mark.parametrize("junk", [b"", b"\xff\xfe", b"text\n\n", b"a\n\n\xe2\x80\x94 yangcheng-ssj !!!\n"], ids=repr)
def test_a_checkpoint_that_is_junk_is_rejected(start: int, disc: Path, folder: Path, junk: bytes) -> None:
    export(folder)
    (disc / "junk.txt").write_bytes(junk)

    code, said = check(folder, "--published", disc)

    assert (code, "✗ 签名：junk.txt：" in said) == (1, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[:5] + lines[6:], "有缺漏或者调换"),
        (lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]], "有缺漏或者调换"),
        (lambda lines: [*lines[:4], lines[4].replace("login", "Login"), *lines[5:]], "不是规定的格式"),
        (lambda lines: [*lines[:-1], lines[-1].rstrip("\n")], "不是规定的格式"),
    ],
    ids=["gap", "order", "letter", "end"],
)
def test_an_edited_file_is_noticed(
    start: int, folder: Path, change: Callable[[list[str]], list[str]], said: str
) -> None:
    export(folder)
    path = folder / "events.jsonl"
    path.write_text("".join(change(path.read_text().splitlines(keepends=True))))

    code, output = check(folder)

    assert (code, said in output) == (1, True)


def test_nothing_personal_leaves_without_details(start: int, folder: Path) -> None:
    user = UserFactory(name="陈志远", username="chenzy")
    with transaction.atomic():
        record("user.amend", target=user, by=user, reason="笔误")
    export(folder)

    lines = (folder / "events.jsonl").read_text().splitlines()
    assert [json.loads(line)["seq"] for line in lines] == list(range(len(lines)))
    assert not any(word in line for line in lines for word in ("陈志远", "chenzy", "\\u9648", "笔误"))
    assert not (folder / "details.jsonl").exists()


@pytest.fixture
def auditor() -> str:
    UserFactory(auditor=True, username="auditor")
    return "auditor"


def test_details_are_checked_and_erased_ones_counted(start: int, folder: Path, auditor: str) -> None:
    attacker.run(f"UPDATE trail_detail SET detail = '', detail_salt = '' WHERE seq = {start}")
    with transaction.atomic():
        record("detail.erase", target="login/j0", by=None)
    export(folder, "--details", "--by", auditor, "--reason", "年度审计")

    code, said = check(folder)

    assert (code, "条与校验码一致，其中 1 条已依法删除" in said) == (0, True)
    assert (folder / "details.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("part", "said"), [("detail", "其后没有依法删除的记录"), ("who", "办理人从不删除")])
def test_details_emptied_without_a_word_are_noticed(
    start: int, folder: Path, auditor: str, part: str, said: str
) -> None:
    attacker.run(f"UPDATE trail_detail SET {part} = '', {part}_salt = '' WHERE seq = {start}")
    export(folder, "--details", "--by", auditor, "--reason", "年度审计")

    code, output = check(folder)

    assert (code, f"✗ 明细：第 {start} 条：" in output, said in output) == (1, True, True)


def test_a_changed_detail_is_noticed(start: int, folder: Path, auditor: str) -> None:
    attacker.run(f"UPDATE trail_detail SET who = '{{}}' WHERE seq = {start}")
    export(folder, "--details", "--by", auditor, "--reason", "年度审计")

    code, said = check(folder)

    assert (code, f"✗ 明细：第 {start} 条：内容与记录里的校验码不符" in said) == (1, True)


def test_missing_details_are_noticed(start: int, folder: Path, auditor: str) -> None:
    export(folder, "--details", "--by", auditor, "--reason", "年度审计")
    path = folder / "details.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))

    assert check(folder)[0] == 1


def test_whoever_takes_details_along_is_an_event(folder: Path, auditor: str) -> None:
    export(folder, "--details", "--by", auditor, "--reason", "年度审计")

    last = Event.objects.select_related("detail").order_by("-seq")[0]
    assert (last.act, last.detail.person["username"], last.detail.content["reason"]) == (
        *("trail.export", "auditor", "年度审计"),
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by", "nobody", "--reason", "审计"], "--by"),
        (["--by", "auditor"], "理由"),
        (["--by", "office", "--reason", "审计"], "没有查看留痕明细的权限"),
    ],
)
def test_details_need_an_auditor_and_a_reason(folder: Path, auditor: str, options: list[str], said: str) -> None:
    UserFactory(office=True, username="office")

    with pytest.raises(CommandError, match=said):
        export(folder, "--details", *options)


def test_an_export_goes_into_an_empty_folder(folder: Path) -> None:
    folder.mkdir()
    (folder / "something").touch()

    with pytest.raises(CommandError, match="不是空的"):
        export(folder)


def test_the_program_stands_alone_and_runs_on_python_3_9() -> None:
    tree = ast.parse(PROGRAM.read_text(encoding="utf-8"), feature_version=(3, 9))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}

    assert imported <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))


def test_its_own_ed25519_agrees_with_the_library() -> None:
    names: dict[str, object] = {"__name__": "program"}
    exec(compile(PROGRAM.read_text(encoding="utf-8"), "verify_trail.py", "exec"), names)
    own: Callable[[bytes, bytes, bytes], bool] = names["ed25519"]  # type: ignore[assignment]
    for number in range(8):
        key, text = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32), b"text %d" % number
        public, signature = key.public_key().public_bytes_raw(), key.sign(text)
        order = (int.from_bytes(signature[32:], "little") + names["ORDER"]).to_bytes(32, "little")  # type: ignore[operator]

        assert own(text, signature, public)
        assert not own(text + b".", signature, public)
        assert not own(text, signature[:32] + order, public)
        assert not own(text, bytes([signature[0] ^ 1]) + signature[1:], public)
        assert not own(text, signature[:63], public)
