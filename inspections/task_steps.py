"""抽查任务 as a list of steps, each with its state in words: done is quiet, what hinders is loud (ux.md A8)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from inspections import strata
from inspections.models import Draw, Inspection, Task, VisitApproval
from inspections.services.preflight import Preview, preview
from inspections.status import CALLED_OFF, ApprovalStatus, RecordStatus, SessionStatus, TaskStatus, VisitStatus

DONE, NOW, WAITING, TROUBLE = "done", "now", "", "trouble"


@dataclass(frozen=True)
class Step:
    """`state` is done, now, trouble or empty (cannot start yet); `act` names what the link does."""

    label: str
    words: str
    state: str
    url: str = ""
    act: str = ""


def steps(task: Task) -> list[Step]:
    """The eight steps of a task, from its scope to publication."""
    draw = task.live_draw
    return [_scope(task), *_before(task, draw), *_freeze_and_draw(task, draw), *_afterwards(task, draw)]


def _scope(task: Task) -> Step:
    line = task.line
    by = f"共 {line.total} 户" if line.total else f"一般 {strata.ratio_words(line.ratios, flagged=False)}"
    return Step("抽取范围", f"{line.scope}；{by}；每户每年 {line.yearly_cap or '不限'} 次", DONE)


def _before(task: Task, draw: Draw | None) -> Iterator[Step]:
    """名录核对 and 人员核对: counted anew until the freeze, as frozen from then on."""
    if draw:
        firms = Counter(draw.pool.values_list("standing", flat=True))
        yield Step("名录核对", f"{firms['E']} 户列入，{firms.total() - firms['E']} 户不参加抽取", DONE)
        yield Step("人员核对", f"{draw.inspectors.count()} 人列入", DONE)
    elif task.status == TaskStatus.READY:
        yield from _looked_at(preview(task))


def _looked_at(found: Preview) -> Iterator[Step]:
    pool = found.pool
    firms = f"{len(pool.in_lot)} 户可抽取，应抽 {found.drawn} 户；{len(pool.excluded)} 户不参加抽取"
    people = f"{len(pool.inspectors)} 人可选派；{len(pool.left_out)} 人未编入"
    trouble = found.problems[0] if found.problems else ""
    yield Step("名录核对", trouble or firms, TROUBLE if trouble else DONE)
    yield Step("人员核对", people, DONE if len(pool.inspectors) >= pool.task.team_size else TROUBLE)


def _freeze_and_draw(task: Task, draw: Draw | None) -> Iterator[Step]:
    session = task.session
    if session is None:
        new = reverse("session_new")
        yield Step(
            "封存", "还没有列入抽取场次", NOW if task.status == TaskStatus.READY else WAITING, new, "安排抽取场次"
        )
        yield Step("抽取", "封存后进行", WAITING)
        return
    url = session.get_absolute_url()
    if draw is None:
        yield Step("封存", SessionStatus(session.status).label, NOW, url, "打开抽取场次")
        yield Step("抽取", "封存后进行", WAITING)
        return
    yield Step("封存", f"校验码 {draw.frozen_sha256[:4]} {draw.frozen_sha256[4:8]} …", DONE, url, "查看封存")
    drawn = draw.drawn.count()
    if draw.result_hash:
        yield Step("抽取", f"抽取编号 {draw.number}，抽中 {drawn} 户", DONE, url, "查看结果")
    else:
        yield Step("抽取", "等待录入抽取号码", NOW, url, "打开抽取场次")


def _afterwards(task: Task, draw: Draw | None) -> Iterator[Step]:
    approval = VisitApproval.objects.filter(draw=draw).first() if draw else None
    if approval is None:
        yield from (Step(label, "抽取后进行", WAITING) for label in ("分派", "检查", "公示"))
        return
    approved = approval.status == ApprovalStatus.APPROVED
    words = f"审批表 {approval.number}：{approval.get_status_display()}"
    yield Step("分派", words, DONE if approved else NOW, approval.get_absolute_url(), "查看审批表")
    visits = Counter(task.visits.values_list("status", flat=True))
    yield _counted("检查", "已完成检查", visits[VisitStatus.SUBMITTED], visits, approved)
    begun = bool(visits[VisitStatus.SUBMITTED])
    records = Counter(Inspection.objects.filter(visit__task=task).values_list("status", flat=True))
    yield _counted("公示", "已公示", records[RecordStatus.APPROVED], records, begun)


def _counted(label: str, word: str, done: int, all_: Counter[str], begun: bool) -> Step:
    total = all_.total() - sum(all_[status] for status in CALLED_OFF)
    state = DONE if total and done == total else NOW if begun else WAITING
    return Step(label, f"{word} {done} / {total}", state)
