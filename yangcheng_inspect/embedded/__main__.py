"""`python -m yangcheng_inspect.embedded start|stop|stop-unused|status`, for `./run` and for people."""

import sys
from collections.abc import Callable
from pathlib import Path

from yangcheng_inspect.embedded import server

VAR_DIR = Path(__file__).resolve().parent.parent.parent / "var"


def start() -> str:
    if server.running(VAR_DIR):
        return "running 数据库已在运行"
    server.ensure(VAR_DIR)
    return "started 数据库已启动"


def stop() -> str:
    return "数据库已停止" if server.stop(VAR_DIR) else "数据库没有运行"


def stop_unused() -> str:
    return "数据库已停止" if server.stop(VAR_DIR, unless_used=True) else "数据库仍有程序使用，保持运行"


def status() -> str:
    return "数据库正在运行" if server.running(VAR_DIR) else "数据库没有运行"


COMMANDS: dict[str, Callable[[], str]] = {"start": start, "stop": stop, "stop-unused": stop_unused, "status": status}


def main() -> int:
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        sys.stderr.write("用法：python -m yangcheng_inspect.embedded start|stop|stop-unused|status\n")
        return 2
    try:
        sys.stdout.write(command() + "\n")
    except server.ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
