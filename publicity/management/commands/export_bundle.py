"""`export_bundle DIR --key KEY`: writes what has changed for the public machine into one signed file.

Run by a system user of its own: the site's user must not hold the key.
"""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from publicity.public_site import transfer_file
from publicity.services import bundles
from yangcheng_inspect.errors import DomainError, words_of
from yangcheng_inspect.trail import signing
from yangcheng_inspect.trail.signing import Signer


class Command(BaseCommand):
    """`bundle-000007.ssj` in the folder; the files of one folder are the whole chain."""

    help = "导出传输包：公示内容的变化，签名、编号、前后相接。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="存放传输包的文件夹，长期保存")
        parser.add_argument("--key", type=Path, required=True, help="传输签名密钥文件（transfer_key 生成，权限 0400）")
        parser.add_argument("--empty", action="store_true", help="公示内容没有变化时，也为新的检查点导出一份")

        parser.add_argument(
            "--after",
            nargs=3,
            metavar=("编号", "校验码", "记录数"),
            help="恢复备份或者被外网拒绝以后：外网最后一份回执上的编号、文件校验码和留痕条数，全部内容重新导出；"
            "新起过日志的，条数写作“旧日志名称:条数”；外网从来没有导入过的，写 0 0 0",
        )

    def handle(self, *args: Any, folder: Path, key: Path, empty: bool, after: list[str] | None, **options: Any) -> None:
        try:
            signer = signing.read_key(key, never=settings.SITE_USER)
            if signer.verifier not in transfer_file.keys(settings.TRANSFER_KEYS, "bundle"):
                raise CommandError("这把密钥没有登记在传输密钥清单（TRANSFER_KEYS）里，外网不会接受。请先登记。")
            made = self._made(folder, signer, empty=empty, after=_standing(after))
        except (DomainError, OSError) as refusal:
            raise CommandError(words_of(refusal)) from refusal
        if made is None:
            self.stdout.write("公示内容没有变化，不需要导出。")
            return
        counted = "，".join(f"{label} {count} 条" for label, count in made.bundle.counts.items()) or "只有检查点"
        self.stdout.write(f"已导出 {folder / _name(made.bundle.no)}：{counted}。请带到外网导入，再登记回执。")
        if made.waiting:
            self.stdout.write(f"另有 {made.waiting} 条还没有留痕证明，等下一个检查点公布后随下一个包导出。")

    def _made(self, folder: Path, signer: Signer, **given: Any) -> bundles.Made | None:
        """File and row stand together: neither is left where the other failed."""
        with transaction.atomic():
            made = bundles.export(signer=signer, by=None, **given)
            if made is not None:
                transfer_file.put(folder, _name(made.bundle.no), made.data)
        return made


def _name(no: int) -> str:
    return f"bundle-{no:06d}.ssj"


def _standing(after: list[str] | None) -> bundles.Standing | None:
    if after is None:
        return None
    no, sha256, log = after
    origin, _, size = log.rpartition(":")
    if [no, sha256, log] == ["0", "0", "0"]:
        return bundles.Standing()
    if not (no.isdecimal() and size.isdecimal() and re.fullmatch("[0-9a-f]{64}", sha256)):
        raise CommandError("--after 应写编号、64 位文件校验码和留痕条数，与外网最后一份回执一致。")
    return bundles.Standing(int(no), sha256, origin or settings.TRAIL_ORIGIN, int(size))
