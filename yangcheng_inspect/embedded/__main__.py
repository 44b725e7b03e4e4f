"""`python -m yangcheng_inspect.embedded start|stop|stop-unused|status`, for `./run` and for people."""

import sys
from collections.abc import Callable
from pathlib import Path

from yangcheng_inspect.embedded import server
from yangcheng_inspect.embedded.place import ServerError

VAR_DIR = Path(__file__).resolve().parent.parent.parent / "var"


def start() -> tuple[int, str]:
    server.ensure(VAR_DIR)
    return 0, "数据库正在运行"


def stop() -> tuple[int, str]:
    return 0, "数据库已停止" if server.stop(VAR_DIR) else "数据库没有运行"


def stop_unused() -> tuple[int, str]:
    """For whoever leaves last."""
    return 0, "数据库已停止" if server.stop(VAR_DIR, unless_used=True) else "没有需要停止的数据库"


def status() -> tuple[int, str]:
    """Exit code 3 when it does not run, as `pg_ctl` has it."""
    return (0, "数据库正在运行") if server.running(VAR_DIR) else (3, "数据库没有运行")


COMMANDS: dict[str, Callable[[], tuple[int, str]]] = {
    "start": start,
    "stop": stop,
    "stop-unused": stop_unused,
    "status": status,
}


def main() -> int:
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        sys.stderr.write("用法：python -m yangcheng_inspect.embedded start|stop|stop-unused|status\n")
        return 2
    try:
        code, words = command()
    except ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{words}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
