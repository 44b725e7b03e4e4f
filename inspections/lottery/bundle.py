"""SSJ-BUNDLE/1 (decisions, Draw 4): everything published about one draw in one JSON object.

Every value is the verbatim text; JSON only carries it. Keys: `format`, `commit` (SSJ-COMMIT/1), `frozen`
(SSJ-DRAW/1), `names` (the names file), `nonce` (64 hex), `public` (one line per source), `result`
(SSJ-RESULT/1), `replacements` (SSJ-REPLACE/1 records in order).
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from inspections.lottery.errors import Code, LotteryError

FORMAT = "SSJ-BUNDLE/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What a verifier needs, and nothing else."""

    commit: str
    frozen: str
    names: str
    nonce: str
    public: Sequence[str]
    result: str
    replacements: Sequence[str] = ()

    def json(self) -> str:
        """One line per key, so that a difference between two bundles can be read."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"


def read_bundle(text: str) -> Bundle:
    """The bundle of a JSON text. Raises INPUT when it has another shape."""
    try:
        values: Any = json.loads(text)
        if values.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        bundle = Bundle(**values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise LotteryError(Code.INPUT, "这不是完整的 SSJ-BUNDLE/1 证据包。请从公示网站重新下载原始文件。") from error
    texts = [bundle.commit, bundle.frozen, bundle.names, bundle.nonce, bundle.result]
    lists = isinstance(bundle.public, list) and isinstance(bundle.replacements, list)
    if not lists or not all(isinstance(text, str) for text in [*texts, *bundle.public, *bundle.replacements]):
        raise LotteryError(Code.INPUT, "证据包的内容类型不对。请从公示网站重新下载原始文件。")
    return bundle
