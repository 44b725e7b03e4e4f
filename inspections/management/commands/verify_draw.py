"""`verify_draw TASK`: computes a task's draw again from the stored bytes, and says what was compared."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inspections.services import proofs


class Command(BaseCommand):
    """Exit status 1 on any difference."""

    help = "按存证的名录、密封值和号码重新计算一个任务的抽取，逐项比对。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", help="任务编号（18 位）或者抽取编号")

    def handle(self, *args: Any, **options: Any) -> None:
        draws = proofs.named(options["task"])
        if not draws:
            raise CommandError(f"没有找到“{options['task']}”的抽取。请填写任务编号或者抽取编号。")
        findings = [finding for draw in draws for finding in proofs.verify(draw)]
        for finding in findings:
            self.stdout.write(str(finding))
        if not all(finding.ok for finding in findings):
            raise CommandError("核验未通过。请保留现场，报告纪检监督。")
        self.stdout.write("核验通过。")
