"""Proof of one draw: recomputed from the stored bytes, and written out for whoever wants to recompute it elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from inspections import lottery
from inspections.lottery.commitment import void_record
from inspections.models import ChainLink, Draw
from inspections.services import chain, envelope, openings
from inspections.status import DrawStatus
from yangcheng_inspect.trail import checkpoints

PROGRAM = Path("static/verify/verify_draw.py")


@dataclass(frozen=True)
class Finding:
    """One comparison, in a sentence."""

    draw: str
    what: str
    ok: bool

    def __str__(self) -> str:
        return f"{'✓' if self.ok else '✗'} {self.draw} {self.what}"


def named(number: str) -> list[Draw]:
    """The draws of a task by its number, void ones too, or the one draw of that number."""
    return list(Draw.objects.filter(Q(task__number=number) | Q(number=number)).order_by("number"))


def verify(draw: Draw) -> Iterator[Finding]:
    """Every comparison for one draw: bytes, commitment, chain, nonce, result, replacements."""
    sums = (lottery.digest(draw.frozen_text, "sha256"), lottery.digest(draw.frozen_text, "sm3"))
    yield Finding(draw.number, "封存名录的校验码与登记的一致", sums == (draw.frozen_sha256, draw.frozen_sm3))
    yield Finding(draw.number, "封存公告与名录、企业名称表和户数逐字节一致", _announced(draw))
    yield Finding(draw.number, "封存记录接在公布的前一记录之后", _chained(draw))
    if draw.void_text:
        yield Finding(draw.number, "作废记录与登记的一致", _void_fits(draw))
    if draw.result_hash:
        yield from _result(draw)


def _announced(draw: Draw) -> bool:
    """The commitment written anew from the frozen bytes, the names and the rows' salts is the one published."""
    salts = dict(draw.pool.values_list("code", "salt"))
    try:
        pool = lottery.parse(draw.frozen_text)
        return lottery.commit_record(pool, names=draw.names_text, salts=salts) == draw.commit_text
    except lottery.LotteryError:
        return False


def _chained(draw: Draw) -> bool:
    """The record before ours in the chain is the one the frozen text names."""
    link = draw.links.filter(kind=ChainLink.Kind.FROZEN).first()
    if link is None or link.hash != draw.frozen_sha256:
        return False
    before = ChainLink.objects.filter(position=link.position - 1).first()
    return draw.prev == _named_before(draw) == (before.hash if before else chain.GENESIS)


def _named_before(draw: Draw) -> str:
    try:
        return lottery.parse(draw.frozen_text).prev
    except lottery.LotteryError:
        return ""


def _void_fits(draw: Draw) -> bool:
    link = draw.links.filter(kind=ChainLink.Kind.VOID).first()
    before = link and ChainLink.objects.filter(position=link.position - 1).first()
    prev, asked = (before.hash if before else chain.GENESIS), draw.void_requests.filter(status="APPROVED").first()
    code = asked.code if asked else ""
    text = void_record(draw=draw.number, prev=prev, reason=code or "NONE", frozen=draw.frozen_sha256)
    return text == draw.void_text and link is not None and link.hash == lottery.digest(text, "sha256")


def _result(draw: Draw) -> Iterator[Finding]:
    try:
        outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), draw.public_lines)
    except lottery.LotteryError as refusal:
        yield Finding(draw.number, f"重新计算：{refusal}", False)
        return
    same = (outcome.seed, outcome.result_text, outcome.result) == (draw.seed, draw.result_text, draw.result_hash)
    yield Finding(draw.number, f"重新计算的 {len(outcome.drawn)} 户和检查组与登记的逐字节相同", same)
    yield Finding(draw.number, "抽中名单各行与结果记录一致", _rows_fit(draw, outcome))
    records = openings.replacements(draw)
    if records:
        yield Finding(draw.number, f"{len(records)} 次人员替换按规则算出", _replayed(outcome, records))


def _rows_fit(draw: Draw, outcome: lottery.Outcome) -> bool:
    """The rows that pages and visits use say what the bytes say; reserves added later are not part of the result."""
    rows = draw.drawn.filter(added_for__isnull=True).order_by("rank").values_list("pooled__code", "key")
    return list(rows) == [(row.entity.id, row.key) for row in outcome.drawn]


def _replayed(outcome: lottery.Outcome, records: list[str]) -> bool:
    try:
        lottery.replay(outcome, records)
    except lottery.LotteryError:
        return False
    return True


def export(draw: Draw, folder: Path) -> list[Path]:
    """The commitment at any time; once opened the whole bundle, its parts and the program. Returns what was written."""
    files = {"commitment.txt": draw.commit_text}
    if draw.void_text:
        files["void.txt"] = draw.void_text
    if draw.status == DrawStatus.OPENED:
        files |= _opened(draw)
    # What the whole log was when the draw left the house: whoever keeps it holds the bureau to that.
    if note := checkpoints.latest():
        files["checkpoint.txt"] = note
    place = folder / draw.number
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in files.items():
        (place / name).write_bytes(text.encode())
        written.append(place / name)
    return written


def _opened(draw: Draw) -> dict[str, str]:
    bundle = openings.bundle(draw)
    parts = {"frozen.txt": bundle.frozen, "names.txt": bundle.names, "result.txt": bundle.result}
    replaced = {f"replacement-{seq}.txt": text for seq, text in enumerate(bundle.replacements, start=1)}
    program = (settings.BASE_DIR / PROGRAM).read_text(encoding="utf-8")
    return {"bundle.json": bundle.json(), **parts, **replaced, "verify_draw.py": program}
