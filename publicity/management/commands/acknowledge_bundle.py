"""`acknowledge_bundle NO TIME CODE --by LOGIN`: registers the receipt of the public machine."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from publicity.services import receipts
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError


class Command(BaseCommand):
    """The office has a page for the same; this is for whoever works at the machine."""

    help = "登记公示网站的导入回执；登记后公示期限停止计算。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("no", type=int, help="传输包编号")
        parser.add_argument("imported_at", help="回执上的导入时间，如 '2026-11-20 10:30'")
        parser.add_argument("code", help="回执码，如 7KQ2-M9RT-4XWE")
        parser.add_argument("--by", required=True, help="登记人的登录名")

    def handle(self, *args: Any, no: int, imported_at: str, code: str, by: str, **options: Any) -> None:
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"没有登录名为“{by}”的在用账号。")
        try:
            at = timezone.make_aware(datetime.fromisoformat(imported_at))
            bundle = receipts.acknowledge(no=no, imported_at=at, code=code, by=user)
        except ValueError as error:
            raise CommandError("导入时间应写作 '2026-11-20 10:30'，与回执一致。") from error
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{bundle}已回执，所含 {bundle.results} 条公示以 {imported_at} 为公示时间。")
