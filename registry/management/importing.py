"""What the three import commands share: read, print the counts and every bad row, confirm."""

import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from registry.models import ImportRow, RegistryImport
from registry.services import imports
from registry.status import ImportStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError

BAD = (ImportRow.Outcome.ERROR, ImportRow.Outcome.DUPLICATE)


class ImportCommand(BaseCommand):
    """Exit code 0 also with bad rows, which are named; 1 with one sentence when the file cannot be read at all."""

    kind: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="xlsx、xls 或 csv 文件")
        parser.add_argument("--full", action="store_true", help="这是全量名录：没有出现的列为疑似注销，但不会自动注销")
        parser.add_argument("--as-of", type=date.fromisoformat, help="数据日期，如 2026-11-02；缺省取标题中的导出日期")
        parser.add_argument("--source", default="", help="来源说明")
        parser.add_argument("--by", default="", help="办理人的登录名；缺省记为系统")
        parser.add_argument("--yes", action="store_true", help="不再询问，直接写入")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._import(options)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _import(self, options: dict[str, Any]) -> None:
        by = self._person(options["by"])
        today = clock.today()
        current = imports.read(registry_import=self._upload(options, by), assumed=today, by=by)
        if current.status == ImportStatus.REFUSED:
            raise CommandError(current.refusal)
        self.stdout.write(f"数据日期 {current.as_of}（要另定请用 --as-of）")
        if current.shortfall:
            self.stdout.write(current.shortfall)
        self._print(current)
        if options["yes"] or self._agreed():
            imports.confirm(registry_import=current, by=by)
            self.stdout.write("已导入。")
        else:
            self.stdout.write("没有写入。预览已保存；确认写入请加 --yes，或在“名录导入”页面办理。")

    def _person(self, username: str) -> User | None:
        if not username:
            return None
        user: User | None = User.objects.active().filter(username=User.normalize_username(username)).first()
        if user is None:
            raise CommandError(f"没有登录名为“{username}”的人员。")
        return user

    def _upload(self, options: dict[str, Any], by: User | None) -> RegistryImport:
        scope = RegistryImport.Scope.FULL if options["full"] else RegistryImport.Scope.CHANGES
        extra: Path | None = options.get("params")
        with _open(options["file"]) as file, _open(extra) if extra else nullcontext() as parameters:
            return imports.upload(
                kind=self.kind,
                scope=scope,
                file=file,
                name=options["file"].name,
                as_of=options["as_of"],
                source_note=options["source"],
                parameters=parameters,
                by=by,
            )

    def _print(self, current: RegistryImport) -> None:
        counts = imports.outcomes(current).items()
        self.stdout.write(" · ".join(f"{ImportRow.Outcome(outcome).label} {count}" for outcome, count in counts))
        for row in current.rows.filter(outcome__in=BAD):
            for problem in row.problems:
                reason = f"第 {row.row_no} 行“{problem['column']}”{problem['reason']}。"
                self.stdout.write(f"{row.get_outcome_display()}：{reason}")
        for row in current.rows.filter(outcome=ImportRow.Outcome.GONE):
            self.stdout.write(f"疑似注销：{row.name}（{row.key}）未在名录中出现，须在“名录导入”页面逐户勾选。")

    def _agreed(self) -> bool:
        if not sys.stdin.isatty():
            return False
        return input("确认写入？输入 y 写入，其他键放弃：").strip().lower() == "y"


def _open(path: Path) -> File:
    try:
        return File(path.open("rb"), name=path.name)
    except OSError as error:
        raise CommandError(f"打不开文件 {path}。请核对文件名和权限。") from error
