"""Take in what the public sent, on one network: for a timer. A second run changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publicity.objection_status import LetterStatus
from publicity.public_site.models import InboxLetter
from publicity.services import letters, taking


class Command(BaseCommand):
    help = "收取公众从网站提交的异议、说明和找错（内外网在同一台服务器时）。"

    def handle(self, **options: Any) -> None:
        known, taken, unsure, refused = letters.known_numbers(), 0, 0, []
        waiting = InboxLetter.objects.exclude(number__in=known)
        for row in waiting.prefetch_related("files").iterator(chunk_size=1):  # 25 MB of pictures each
            files = [bytes(one.content) for one in sorted(row.files.all(), key=lambda file: file.position)]
            letter, sentence = taking.attempt(row.number, row.letter, files)
            if sentence:
                refused.append(sentence)
                continue
            taken += 1
            unsure += letter is not None and letter.status == LetterStatus.WAITING
        self.stdout.write(f"收取来件 {taken} 件，其中 {unsure} 件待核对。")
        if refused:
            raise CommandError("有来件没有收下：" + "；".join(refused))
