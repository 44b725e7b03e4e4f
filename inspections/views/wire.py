"""JSON between the phone and the server: what comes in is checked here, what a service refuses becomes a sentence."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse

from inspections.services.sync import Conflicts, Waiting
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.plain_text import NUL

Body = dict[str, Any]


def body(request: HttpRequest) -> Body:
    """The request's JSON object. Raises DomainError where it is none, or holds what no honest phone sends."""
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise DomainError("手机发来的内容不完整。请在网络稳定处重试。") from error
    if not isinstance(found, dict) or not _storable(found):
        raise DomainError("手机发来的内容不完整。请刷新页面后重试。")
    return found


def _storable(found: Body) -> bool:
    """PostgreSQL keeps no NUL, half of a surrogate pair or NaN."""
    try:
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return not any(NUL in text for text in _texts(found))


def _texts(value: Any) -> Iterator[str]:
    """Every name and text inside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value:
            yield from _texts(inner)
        for inner in value.values() if isinstance(value, dict) else ():
            yield from _texts(inner)


def key_of(given: Body) -> UUID:
    try:
        return UUID(str(given.get("key", "")))
    except ValueError as error:
        raise DomainError("请求没有编号。请刷新页面后重试。") from error


def part(given: Body, name: str) -> Body:
    """A named object inside; empty where it is missing."""
    found = given.get(name, {})
    if not isinstance(found, dict):
        raise DomainError("手机发来的内容不完整。请刷新页面后重试。")
    return found


def answered(act: Callable[[], Body]) -> JsonResponse:
    """200 with the outcome, 409 with what clashes, 422 with the sentence of a refusal."""
    try:
        return JsonResponse(act())
    except Conflicts as clash:
        return JsonResponse({"message": str(clash), "conflicts": clash.rows}, status=409)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal), "waiting": isinstance(refusal, Waiting)}, status=422)
