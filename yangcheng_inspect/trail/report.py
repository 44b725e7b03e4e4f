"""A replay's report as it is printed: figures first, failures, the result last."""

from collections.abc import Iterator

from yangcheng_inspect.trail.verify import Report


def lines(report: Report) -> Iterator[str]:
    """One line per figure and per failure."""
    yield f"events      {report.events}"
    yield f"root        {report.root}"
    yield f"checkpoints {_sealed(report)}"
    for checkpoint in report.given_up:
        yield f"epoch       {checkpoint} lies beyond the end of its epoch, see the statement that opened the next"
    if report.receipts:
        yield f"receipts    {report.receipts} agree"
    yield f"objects     {report.objects} compared with their last event"
    yield f"erased      {report.erased} events without personal detail"
    if report.files is not None:
        yield f"files       {report.files} compared with their hash"
    for column in sorted(report.lost):
        yield f"lost        {column} is no longer kept, not compared"
    yield f"clock       {report.backward} backward steps"
    for line in report.fails:
        yield f"FAIL        {line}"
    for kind, count in report.more.items():
        yield f"FAIL        {kind} and {count} more"
    yield f"time        {report.seconds:.2f} s"
    yield f"RESULT      {_result(report)}"


def _result(report: Report) -> str:
    """Without anybody else's memory a log agrees with itself whatever was done to it."""
    if report.fails:
        return "FAIL 留痕与数据不符，见以上各行"
    if report.sealed or report.receipts:
        return "OK 留痕完整，未发现改动"
    return "OK 留痕自身一致；没有检查点或回执对照，不能说明没有被整个改写"


def _sealed(report: Report) -> str:
    if not report.sealed:
        return f"none; unsealed tail {report.events}"
    last = report.sealed[-1]
    return f"{len(report.sealed)} verified, last at {last}; unsealed tail {report.events - last}"
