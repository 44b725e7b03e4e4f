"""`erase_detail OBJECT …`: erases what the log recorded about objects, as the law demands."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import erasure


class Command(BaseCommand):
    """Runs on the server with the owner's connection; no page and no login can do this."""

    help = "依法删除留痕明细中的个人信息。先在系统中更正名录等现有数据，再运行本命令；校验码保留，核验不受影响。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("objects", nargs="+", help="对象，如 entity/17、inspector/3")
        parser.add_argument("--reason", required=True, help="依据和理由，不要写个人信息")
        parser.add_argument("--by", required=True, help="申请人（双随机办）的登录名")
        parser.add_argument("--approved-by", required=True, help="批准人（分管局领导）的登录名")
        alias = "owner" if "owner" in connections else DEFAULT_DB_ALIAS
        parser.add_argument("--database", default=alias, help="数据库连接名")

    def handle(self, *args: Any, objects: list[str], database: str, **options: Any) -> None:
        by, approved_by = (self._official(database, options[name]) for name in ("by", "approved_by"))
        for target in objects:
            try:
                count = erasure.erase(
                    target=target, reason=options["reason"], by=by, approved_by=approved_by, using=database
                )
            except DomainError as refusal:
                raise CommandError(f"{target}：{refusal}") from refusal
            except ValueError as error:
                raise CommandError(f"“{target}”不是对象的写法。应写作 类别/编号，如 entity/17。") from error
            except DatabaseError as error:
                raise CommandError(
                    f"{target}：数据库没有允许删除，什么都没有改。只有数据库属主的连接（DATABASE_OWNER_URL）可以删除。"
                ) from error
            self.stdout.write(f"{target}：已删除 {count} 条留痕的明细，校验码保留。")

    def _official(self, database: str, username: str) -> Any:
        found = get_user_model()._default_manager.using(database).filter(username=username, is_active=True).first()
        if found is None:
            raise CommandError(f"没有登录名为“{username}”的在用账号。请核对登录名。")
        return found
