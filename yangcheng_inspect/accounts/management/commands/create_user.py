"""Opens a login from the server's console: the way to the first administrator, for there is no default account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.accounts.services import users
from yangcheng_inspect.errors import DomainError


class Command(BaseCommand):
    """Prints the one-time password once."""

    help = "Open a login and print its one-time password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("--role", action="append", default=[], choices=Role.values)
        parser.add_argument("--unit", default="")

    def handle(self, *args: Any, **options: Any) -> str:
        try:
            slip = users.create(
                username=options["username"],
                name=options["name"],
                roles=options["role"],
                unit_code=options["unit"],
                by=None,
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        return f"登录名 {slip.user.username}，一次性密码 {slip.password}（首次登录须修改）。"
