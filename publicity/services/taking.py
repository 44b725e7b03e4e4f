"""One letter at a time: what the public wrote can stop nothing but itself."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from publicity.models import Letter
from publicity.services import letters
from yangcheng_inspect.errors import DomainError

log = logging.getLogger(__name__)
UNREADABLE = "内容读不出来，没有收下。请报告系统管理员。"


def attempt(number: str, letter: Mapping[str, Any], files: Sequence[bytes]) -> tuple[Letter | None, str]:
    """`letters.take_in`, or why it was not taken in: `YY-20261120-7KQ2M9RT：…`.

    Anybody can send a letter, and whoever took the website over can add any row to its inbox. So anything that goes
    wrong refuses this letter, and those behind it are taken in.
    """
    try:
        with transaction.atomic():
            return letters.take_in(letter, files), ""
    except DomainError as refusal:
        return None, f"{number[:40]}：{refusal}"
    except Exception:
        log.exception("a letter from the inbox could not be taken in")
        return None, f"{number[:40]}：{UNREADABLE}"
