"""`publish_checkpoints`: shows the public what the signer signed, past the witness. Run by the site's user."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from publicity.services import checkpoints, log_proofs
from yangcheng_inspect.errors import DomainError, words_of


class Command(BaseCommand):
    """Refuses with the witness's words; exit 1 then."""

    help = "公布已签署的检查点；不延续已公布检查点的一律拒绝。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--epoch", type=Path, help="两名管理员签署的新起日志说明，随新日志的第一个检查点公布")

    def handle(self, *args: Any, epoch: Path | None, **options: Any) -> None:
        try:
            made = checkpoints.publish(epoch=epoch.read_bytes() if epoch else b"")
            proved = log_proofs.prove_new()
        except (DomainError, OSError) as refusal:
            raise CommandError(words_of(refusal)) from refusal
        for row in made:
            self.stdout.write(f"已公布 {row.origin} {row.size} 条")
        if proved:
            self.stdout.write(f"{len(proved)} 条公示有了留痕证明")
