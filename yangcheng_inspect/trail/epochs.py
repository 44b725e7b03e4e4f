"""A new epoch of the log: after a restore below a published checkpoint the log goes on under another name.

The old log is never "put right": what was lost stays lost, and everybody can read that it was, until when, and why.
"""

from collections.abc import Sequence

from django.db import transaction

from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import checkpoints, notes
from yangcheng_inspect.trail.keyring import Epoch, Keyring, NotSigned
from yangcheng_inspect.trail.keyring import epoch as parsed
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.services import Person, record


@transaction.atomic
def begin(*, origin: str, last: bytes, reason: str, ring: Keyring, by: Sequence[Person]) -> str:
    """Note the epoch in the log, as its first event, and return the statement that both administrators sign.

    `last`: the note of the last published checkpoint. Raises `DomainError`: fewer than two people, a reason that is no
    line of text, a name that is not later, a name begun before.
    """
    if len({person.pk for person in by}) != 2:
        raise DomainError("新起日志须由两名管理员共同办理。请写明两个登录名。")
    said = _statement(origin, last, " ".join(reason.split()), ring)
    name = checkpoints.epoch_object(origin)
    if Event.objects.filter(obj=name).exists():
        raise DomainError(f"日志 {origin} 已经起用。请把序号再加一。")
    after = {"origin": said.last.origin, "size": said.last.size, "root": said.last.root.hex()}
    people = [{"id": person.pk, "name": person.name} for person in by]
    record("log.epoch", target=name, by=by[0], detail={"after": after, "administrators": people}, reason=said.reason)
    return said.text


def _statement(origin: str, last: bytes, reason: str, ring: Keyring) -> Epoch:
    before, _ = ring.check(last)
    if len({one.key for one in ring.at(before.origin, before.size).epoch}) < 2:
        raise NotSigned("密钥清单里没有两名管理员的密钥（epoch 行），不能新起日志。请先登记。")
    return parsed(notes.plain(Epoch(origin, before, reason).text.encode()))
