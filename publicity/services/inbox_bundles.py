"""来信传输包 on this side: verified before parsed, in turn, each letter through the door that one network uses too."""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from publicity.models import InboxBundle
from publicity.public_site import inbox_export, schema, transfer_file
from publicity.public_site.transfer_file import Refused
from publicity.services import taking
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.notes import Verifier
from yangcheng_inspect.trail.services import record

WHAT = "来信传输包"
SHAPE: dict[str, Any] = {
    "format": str,
    "no": int,
    "prev": str,
    "made_at": datetime,
    "letters": [{"letter": dict, "files": [str]}],
}


def last_taken() -> int:
    """The number of the last file that was taken in; the public machine learns it with the next bundle."""
    return InboxBundle.objects.values_list("no", flat=True).first() or 0


def take(data: bytes, *, keys: Sequence[Verifier]) -> InboxBundle:
    """Take in every letter of a file. One that is no letter is named and does not hold up the others.

    Raises `DomainError`, whatever is wrong with the file itself.
    """
    values = transfer_file.opened(data, keys)
    try:
        with transaction.atomic():
            return _taken(values, transfer_file.digest(data))
    except DomainError:
        raise
    except Exception as error:  # whatever these bytes bring about refuses them
        raise Refused("来信传输包的内容读不出来，没有导入。请保留文件，报告系统管理员。") from error


def _taken(values: dict[str, Any], sha256: str) -> InboxBundle:
    schema.check(values, SHAPE, WHAT)
    if values["format"] != inbox_export.FORMAT:
        raise Refused(f"来信传输包的格式“{values['format'][:20]}”不认识，应为 {inbox_export.FORMAT}。")
    last = InboxBundle.objects.select_for_update().first()
    transfer_file.follow(values, (last.no, last.sha256) if last else (0, transfer_file.FIRST), WHAT)
    refused = [sentence for one in values["letters"] if (sentence := _refusal(one))]
    bundle = InboxBundle.objects.create(
        no=values["no"],
        sha256=sha256,
        letters=len(values["letters"]) - len(refused),
        refused=refused,
        taken_at=now(),
    )
    record("inbox_bundle.take_in", target=bundle, by=None, detail={"no": bundle.no, "letters": bundle.letters})
    return bundle


def _refusal(one: dict[str, Any]) -> str:
    """Why this letter was not taken in; empty: it was."""
    files = [base64.b64decode(file, validate=True) for file in one["files"]]
    _, sentence = taking.attempt(str(one["letter"].get("number", "")), one["letter"], files)
    return sentence
