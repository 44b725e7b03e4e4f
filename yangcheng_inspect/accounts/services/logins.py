"""Coming in and going out. Both are events; the brake on guessing counts them."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import authenticate
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.services import record

TRIES = 5
WINDOW = timedelta(minutes=15)
WRONG = "登录名或密码不对，请核对后再试。忘记密码的，请系统管理员重置。"
TOO_MANY = "连续 5 次未能登录，请 15 分钟后再试，或请系统管理员重置密码。"


@dataclass(frozen=True)
class Outcome:
    """Either a user, or the sentence to show; `blocked` when the brake is on."""

    user: User | None
    sentence: str = ""
    blocked: bool = False


@transaction.atomic
def attempt(*, username: str, password: str, source: str) -> Outcome:
    """Try a name and a password from the network address `source`.

    Nothing is raised: a refusal must leave its event. The brake holds per name and source, so that a stranger cannot
    lock a person out elsewhere.
    """
    username = User.normalize_username(username)
    key = _key(username, source)
    _one_at_a_time(key)
    if _failures(key) >= TRIES:
        return Outcome(None, TOO_MANY, blocked=True)
    user = authenticate(username=username, password=password)
    if not isinstance(user, User):
        _note_failure(key, username, source)
        return Outcome(None, WRONG)
    record("login.ok", target=user, by=user, detail={"source": source})
    return Outcome(user)


@transaction.atomic
def leave(*, by: User) -> None:
    """Note that somebody logged out."""
    record("logout.ok", target=by, by=by)


def _key(username: str, source: str) -> str:
    """The object of failed logins: no name stands in the payload, which may be shown to strangers."""
    return f"login/{salted_hmac('yangcheng_inspect.accounts.logins', f'{username} {source}').hexdigest()[:32]}"


def _one_at_a_time(key: str) -> None:
    """Parallel guesses wait for each other; otherwise each would see four failures."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _failures(key: str) -> int:
    return Event.objects.filter(obj=key, act="login.fail", ts__gt=clock.now() - WINDOW).count()


def _note_failure(key: str, username: str, source: str) -> None:
    """The name is kept only if it is somebody's: people type passwords into the wrong field."""
    known = User.objects.filter(username=username).exists()
    record("login.fail", target=key, by=None, detail={"username": username if known else None, "source": source})
