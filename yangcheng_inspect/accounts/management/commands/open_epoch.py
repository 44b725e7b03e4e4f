"""`open_epoch`: begins a new epoch of the log after a restore below a published checkpoint (deploy/README.md)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import DomainError, words_of
from yangcheng_inspect.trail import checkpoints, epochs

BOTH = frozenset({Role.SYSADMIN, Role.AUDITOR})


class Command(BaseCommand):
    """Notes it in the log, and writes the statement for both administrators to sign."""

    help = "恢复备份后新起留痕日志，写出由两名管理员签署的说明。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--last", type=Path, required=True, help="公示网站上最后一个检查点的原文")
        parser.add_argument("--reason", required=True, help="新起日志的原因，对外公开")
        parser.add_argument("--by", nargs=2, required=True, help="系统管理员和审计管理员的登录名")
        parser.add_argument("--out", type=Path, required=True, help="写出说明的文件")

    def handle(self, *args: Any, last: Path, reason: str, by: list[str], out: Path, **options: Any) -> None:
        if out.exists():
            raise CommandError(f"文件 {out} 已存在，没有改动。请换一个文件名。")
        try:
            text = epochs.begin(
                origin=settings.TRAIL_ORIGIN,
                last=last.read_bytes(),
                reason=reason,
                ring=checkpoints.ring(),
                by=self._administrators(by),
            )
            out.write_text(text)
        except (DomainError, OSError) as refusal:
            raise CommandError(words_of(refusal)) from refusal
        self.stdout.write(text, ending="")

    def _administrators(self, names: list[str]) -> list[User]:
        """One of each kind: whoever keeps the machine and whoever watches over him."""
        found = list(User.objects.filter(username__in=names, is_active=True).order_by("pk"))
        held = {Role(role) for user in found for role in user.roles}
        if len(found) != 2 or held != BOTH:
            raise CommandError("须由一名系统管理员和一名审计管理员共同办理。请核对两个登录名。")
        return found
