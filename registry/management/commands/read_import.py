import os
import resource
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from registry.importing.reader import INTERRUPTED
from registry.models import RegistryImport
from registry.services import import_reading
from registry.services.import_watch import Heartbeat
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError

MEMORY = 2 * 1024**3
CPU_SECONDS = 600


class Command(BaseCommand):
    """解析已上传的名录. Started by the upload page, for one file; ends by itself."""

    help = "解析一个已上传的名录文件（由上传页面自动启动）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pk", type=int, help="名录导入的编号")
        parser.add_argument("--run", type=int, required=True, help="第几次解析")
        parser.add_argument("--by", type=int, help="办理人的编号；缺省记为系统")

    def handle(self, *args: Any, **options: Any) -> None:
        _limit()
        current = RegistryImport.objects.select_related("source", "progress").get(pk=options["pk"])
        by = User.objects.get(pk=options["by"]) if options["by"] else None
        with Heartbeat(current.progress, options["run"]) as watch:
            try:
                import_reading.advance(registry_import=current, by=by, watch=watch)
            except MemoryError:
                import_reading.refuse(registry_import=current, sentence=INTERRUPTED, by=by, watch=watch)
            except DomainError as error:  # abandoned, or read by another meanwhile
                self.stdout.write(str(error))


def _limit() -> None:
    """A file cannot take the machine from those who work on it."""
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
