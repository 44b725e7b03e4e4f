"""The receipt of the public machine: a page to carry home and a code to type in. Pure.

Nobody inside learns of an import otherwise. The code is computed from everything the receipt says and a key that both
machines hold, so that a file that was carried but never taken in has none.
"""

import hashlib
import hmac
from datetime import UTC, datetime

from django.utils import timezone

from publicity.public_site.models import PublicImport
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.short_code import in_fours, plain, spell

LETTERS = 12
WHEN = "%Y-%m-%d %H:%M"


def code(key: str, *, no: int, sha256: str, imported_at: datetime, size: int, root: str) -> str:
    """`7KQ2-M9RT-4XWE`: 59 bits. Raises `DomainError` where the machine has no key."""
    if not key:
        raise DomainError("没有配置回执密钥（RECEIPT_KEY），不能出具或核对回执。请按部署手册在两台机器上写入同一密钥。")
    said = f"SSJ-RECEIPT/1\n{no}\n{sha256}\n{imported_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}\n{size}:{root}\n"
    number = int.from_bytes(hmac.digest(key.encode(), said.encode(), hashlib.sha256))
    return in_fours(spell(number, LETTERS))


def code_of(key: str, row: PublicImport) -> str:
    return code(key, no=row.no, sha256=row.sha256, imported_at=row.imported_at, size=row.size, root=row.root)


def same(typed: str, right: str) -> bool:
    """Small letters, blanks and hyphens make no difference."""
    return hmac.compare_digest(plain(typed), plain(right))


def page(key: str, row: PublicImport, issuer: str) -> str:
    """The receipt as it is printed."""
    lines = [
        f"{issuer} 公示网站导入回执",
        "",
        f"传输包编号：{row.no}",
        f"导入时间：{timezone.localtime(row.imported_at):{WHEN}}",
        f"回执码：{code_of(key, row)}",
        "",
        *(f"{label}：{count} 条" for label, count in row.counts.items()),
        f"留痕：{row.origin}，{row.size} 条，总校验码 {row.root}",
        f"文件校验码（SHA-256）：{row.sha256}",
        "",
        "请带回内网，在“公示网站回执”页登记以上编号、导入时间和回执码。登记后公示期限才停止计算。",
        "",
    ]
    return "\n".join(lines)
