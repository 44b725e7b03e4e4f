"""Telling people: always inside the system; by mail and by SMS where the machine is set up for it.

`settings.EMAIL_HOST` with `settings.MAIL_DOMAIN` turns mail on: an officer's mailbox is his login name at that domain,
so no address is kept. `settings.SMS_GATEWAY` is the dotted path of `send(username: str, text: str) -> None`: the
gateway knows the telephones, this system does not. Both get the same words, which name no person and no firm.
"""

import logging
from collections.abc import Callable, Iterable
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.module_loading import import_string

from publicity.models import Message, Publication
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now

SUBJECT = "双随机、一公开 工作提醒"
log = logging.getLogger(__name__)
Send = Callable[[str, str], None]


def tell(people: Iterable[User], *, key: str, text: str, url: str, publication: Publication | None) -> list[Message]:
    """One message each, at most once for a `key`; other channels follow when the transaction is over."""
    made = []
    facts = {"text": text, "url": url, "publication": publication, "sent_at": now()}
    for person in people:
        message, new = Message.objects.get_or_create(recipient=person, key=key, defaults=facts)
        made += [message] if new else []
    if made:
        transaction.on_commit(partial(send_out, made))
    return made


def send_out(messages: Iterable[Message]) -> list[str]:
    """Over every channel there is; a channel that fails stops none of the others. Returns what failed, for the log."""
    failed = []
    for name, send in channels().items():
        for message in messages:
            try:
                send(message.recipient.username, message.text)
            except Exception as error:  # whatever a foreign gateway raises
                failed.append(f"{name}没有发给 {message.recipient.username}：{error}")
    for line in failed:
        log.warning(line)
    return failed


def channels() -> dict[str, Send]:
    """Name and sender of what this machine is set up for, beside the messages inside."""
    found: dict[str, Send] = {}
    if settings.EMAIL_HOST and settings.MAIL_DOMAIN:
        found["邮件"] = _mail
    if settings.SMS_GATEWAY:
        found["短信"] = import_string(settings.SMS_GATEWAY)
    return found


def _mail(username: str, text: str) -> None:
    send_mail(SUBJECT, text, settings.DEFAULT_FROM_EMAIL, [f"{username}@{settings.MAIL_DOMAIN}"])
