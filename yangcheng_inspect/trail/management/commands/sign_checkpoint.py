"""`sign_checkpoint`: replays the log, signs its size and root, keeps the note. Run by a timer under its own user."""

import shlex
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from yangcheng_inspect.errors import DomainError, words_of
from yangcheng_inspect.trail import checkpoints, notes, signing


class Command(BaseCommand):
    """Refuses a log that does not replay, or that does not go on from what was signed last."""

    help = "重放留痕并签署检查点；没有新记录时不签署。"
    requires_system_checks = []  # the signer may ask the log and nothing else

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--key", type=Path, required=True, help="签名密钥文件（trail_key 生成，权限 0400）")
        parser.add_argument("--state", type=Path, required=True, help="签名用户自己保存的上次签署原文")
        parser.add_argument("--to", type=Path, help="把检查点另存为文件的目录")
        parser.add_argument("--sm2-key", default="", help="国密验证密钥；与 --sm2-command 一起使用")
        parser.add_argument("--sm2-command", default="", help="签名程序：从标准输入读原文，输出 DER 签名")
        parser.add_argument("--epoch", type=Path, help="两名管理员签署的新起日志说明")
        alias = "signer" if "signer" in connections else DEFAULT_DB_ALIAS
        parser.add_argument("--database", default=alias, help="数据库连接名")

    def handle(self, *args: Any, database: str, state: Path, **options: Any) -> None:
        try:
            desk = checkpoints.Desk(database, self._signers(options), state, checkpoints.ring())
            epoch = options["epoch"].read_bytes() if options["epoch"] else b""
            note = checkpoints.seal(desk, epoch=epoch)
            if note is None:
                self.stdout.write("没有新的留痕记录，不需要签署。")
                return
            self.stdout.write(note, ending="")
            if options["to"]:
                self.stdout.write(str(checkpoints.put_file(options["to"], note)))
                if epoch:
                    self.stdout.write(str(checkpoints.put_statement(options["to"], epoch)))
        except (DomainError, OSError) as refusal:
            raise CommandError(words_of(refusal)) from refusal
        except DatabaseError as error:
            raise CommandError(
                f"签名用户连不上数据库，或没有签名角色的权限，没有签署。请检查 signer.env。{error}"
            ) from error

    def _signers(self, options: dict[str, Any]) -> list[signing.Signer]:
        signers: list[signing.Signer] = [signing.read_key(options["key"], never=settings.SITE_USER)]
        if bool(options["sm2_key"]) != bool(options["sm2_command"]):
            raise CommandError("--sm2-key 和 --sm2-command 须一起填写。")
        if options["sm2_command"]:
            command = shlex.split(options["sm2_command"])
            signers.append(signing.CommandSigner(notes.verifier(options["sm2_key"]), command))
        return signers
