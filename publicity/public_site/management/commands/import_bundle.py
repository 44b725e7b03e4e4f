"""`import_bundle FILE`: the public machine takes in a file from inside and writes the receipt to carry home."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from publicity.public_site import imports, receipts, transfer_file
from publicity.public_site.models import PublicImport
from yangcheng_inspect.errors import DomainError, words_of
from yangcheng_inspect.trail import keyring


class Command(BaseCommand):
    """One sentence and exit 1 where it refuses; nothing of the file is taken then."""

    help = "在公示网站的机器上导入传输包，输出回执。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="*", help="传输包；多个的按文件名先后逐个导入")
        parser.add_argument("--from", type=Path, dest="tray", help="导入文件夹里的全部传输包，办完移到 done 或 refused")
        parser.add_argument("--receipts", type=Path, dest="folder", help="存放回执的文件夹")
        parser.add_argument("--again", type=int, metavar="编号", help="重新输出某一号的回执")

    def handle(self, *args: Any, files: list[Path], tray: Path | None, **options: Any) -> None:
        if not settings.TAKES_BUNDLES:
            raise CommandError("本机不接收传输包。请在公示网站的机器上以 public_loader 配置运行。")
        try:
            if options["again"] is not None:
                self._answer(_known(options["again"]), options["folder"])
            for path in [*sorted(files), *(sorted(tray.glob("*.ssj")) if tray else [])]:
                self._take(path, options["folder"], tray)
        except (DomainError, OSError, UnicodeDecodeError) as refusal:
            raise CommandError(words_of(refusal)) from refusal

    def _take(self, path: Path, folder: Path | None, tray: Path | None) -> None:
        keys = transfer_file.keys(settings.TRANSFER_KEYS, "bundle")
        ring = keyring.read(settings.TRAIL_KEYS.read_text())
        try:
            row = imports.take(transfer_file.read(path), keys=keys, ring=ring)
        except DomainError:
            _put_away(path, tray, "refused")
            raise
        _put_away(path, tray, "done")
        self._answer(row, folder)

    def _answer(self, row: PublicImport, folder: Path | None) -> None:
        text = receipts.page(settings.RECEIPT_KEY, row, settings.ISSUER)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"receipt-{row.no:06d}.txt").write_text(text)
        self.stdout.write(text)


def _known(no: int) -> PublicImport:
    row = PublicImport.objects.filter(no=no).first()
    if row is None:
        raise CommandError(f"本机没有导入过第 {no} 号传输包。")
    return row


def _put_away(path: Path, tray: Path | None, name: str) -> None:
    """Out of the tray, so that the next file that falls into it is the only one."""
    if tray is not None:
        (tray / name).mkdir(exist_ok=True)
        path.rename(tray / name / path.name)
