"""What a bundle `SSJ-BUNDLE/1` may hold before it may be opened to everybody (decisions, Draw 4 and 8).

The commitment fixed the digest of every part before a number existed. So nothing is cut out here: whatever may not
be read by the public makes the whole bundle refused.
"""

import hashlib
import json
import re
from typing import Any

from publicity.public_site import schema
from publicity.public_site.models import PublicBundle, PublicDraw
from publicity.public_site.schema import NotPublic

FORMAT = "SSJ-BUNDLE/1"
SHAPE: dict[str, Any] = {
    "format": str,
    "commit": str,
    "frozen": str,
    "names": str,
    "nonce": str,
    "public": [str],
    "result": str,
    "replacements": [str],
}
PARTS = {"frozen": "封存文本", "names": "名称表", "result": "结果记录"}
"""The parts that may be downloaded alone, so that `sha256sum` can be tried on them."""

NAMES = re.compile(r"SSJ-NAMES/1\n(?:E\t[0-9A-Z]{1,32}\t[^\t\n]+\n)*")


def check(text: str, draw: PublicDraw) -> dict[str, Any]:
    """The bundle of this draw. Raises `NotPublic` when it is another's, or says more than the public may read."""
    if not draw.is_opened:
        raise NotPublic("名单还没有公开，证据包现在不能公开。请先办理名单公开。")
    values = _values(text)
    if values["commit"] != draw.commitment or values["public"] != draw.numbers:
        raise NotPublic("证据包与公布的封存公告或抽取号码不一致，不能公开。请核对是否为同一次抽取。")
    if draw.result_sha256 not in digests(values["result"]):
        raise NotPublic("证据包的结果与公布的结果校验码不一致，不能公开。请核对是否为同一次抽取。")
    if not NAMES.fullmatch(values["names"]):
        raise NotPublic("名称表只能有检查对象的代码和名称，检查人员以代码公开。请重新生成名称表。")
    return values


def _values(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except ValueError as error:
        raise NotPublic("证据包不是完整的文件。请重新生成。") from error
    schema.check(values, SHAPE, "证据包")
    if values["format"] != FORMAT:
        raise NotPublic(f"证据包的格式“{values['format']}”不认识，应为 {FORMAT}。")
    return dict(values)


def grown(before: PublicBundle, values: dict[str, Any]) -> bool:
    """Whether the new bundle only adds replacements at the end: what was published stays as it was."""
    old: dict[str, Any] = json.loads(before.text)
    return {**values, "replacements": values["replacements"][: len(old["replacements"])]} == old


def part(bundle: PublicBundle, name: str) -> str:
    """One of `PARTS`, to the byte."""
    return str(json.loads(bundle.text)[name])


def digests(text: str) -> set[str]:
    """SHA-256, and SM3 where this machine's OpenSSL has it: R is in whichever of them the draw uses."""
    known = [name for name in ("sha256", "sm3") if name in hashlib.algorithms_available]
    return {hashlib.new(name, text.encode()).hexdigest() for name in known}
