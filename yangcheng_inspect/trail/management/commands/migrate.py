"""`migrate`, as the role that owns the tables."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections

from yangcheng_inspect.embedded.place import ServerError
from yangcheng_inspect.embedded.roles import ensure_roles


class Command(migrate.Command):
    """Django's own command, with the owner's connection where the settings have one."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        if "owner" in connections:
            parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ensure_roles(connections[options["database"]])
        except ServerError as error:
            raise CommandError(str(error)) from error
        super().handle(*args, **options)

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """The checks of the database wait until this command has put its guards up."""
        return {**super().get_check_kwargs(options), "databases": None}
