"""Starts, finds and stops the embedded server. One lock file per `var/`, held only while deciding.

Every process that uses the server keeps a shared lock as its lease; the kernel drops it when the process dies,
so "nobody uses it any more" stays true after a kill.
"""

import contextlib
import fcntl
import json
import os
import secrets
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from yangcheng_inspect.embedded import place
from yangcheng_inspect.embedded.place import ServerError
from yangcheng_inspect.embedded.script import NAMES, added, statements

OPTIONS = {"listen_addresses": "", "port": str(place.PORT), "max_connections": "60", "shared_buffers": "64MB"}
ACCESS_RULES = "local all all scram-sha-256\n"
START_SECONDS = 60
_leases: dict[Path, IO[str]] = {}


@dataclass(frozen=True)
class Server:
    """A running server: the directory of its socket, and the password of each role by its key in `NAMES`."""

    socket: Path
    passwords: dict[str, str]


def ensure(var_dir: Path) -> Server:
    """The server of this `var/`, created and started as needed. Raises ServerError."""
    with _deciding(var_dir):
        home = place.home(var_dir)
        if not (home / "data").exists():
            _create(home)
        if not _answers(home):
            _add_roles(home)
            _start(home)
        _take_lease(var_dir)
    passwords = _passwords(home)
    if NAMES.keys() - passwords:
        raise ServerError("内置数据库还由旧版程序运行，缺少新的角色。请停止正在使用它的程序，再重新启动。")
    return Server(place.socket_dir(home), passwords)


def running(var_dir: Path) -> bool:
    """Whether a server answers; starts nothing."""
    return (var_dir / "postgres" / "data").exists() and _answers(place.home(var_dir))


def stop(var_dir: Path, *, unless_used: bool = False) -> bool:
    """Stops the server in good order; with `unless_used` only if no other process holds a lease."""
    with _deciding(var_dir):
        if not running(var_dir) or (unless_used and _in_use(var_dir)):
            return False
        home = place.home(var_dir)
        _program(home, "pg_ctl", "stop", "-D", str(home / "data"), "-m", "fast", "-w")
    return True


@contextlib.contextmanager
def _deciding(var_dir: Path) -> Iterator[None]:
    var_dir.mkdir(parents=True, exist_ok=True)
    try:
        lock = (var_dir / "postgres.lock").open("w")
    except PermissionError as error:
        raise ServerError(
            f"{var_dir} 由其他用户创建，本用户无权使用。请换回该用户，或复制一份程序另行试用。"
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _take_lease(var_dir: Path) -> None:
    if var_dir not in _leases:
        _leases[var_dir] = (var_dir / "postgres.users").open("w")
        fcntl.flock(_leases[var_dir], fcntl.LOCK_SH)


def _in_use(var_dir: Path) -> bool:
    """Asks by trying the exclusive lock; our own lease, if any, is given up first."""
    if var_dir in _leases:
        _leases.pop(var_dir).close()
    with (var_dir / "postgres.users").open("w") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _create(home: Path) -> None:
    """A cluster beside its final name, renamed when complete: a kill half-way leaves nothing to repair.

    The superuser gets no password and only passwords are accepted, so nobody ever logs in as superuser.
    """
    fresh = home / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    place.own_directory(fresh)
    _program(home, "initdb", "-D", str(fresh), "--locale=C.UTF-8", "--encoding=UTF8", "--auth=peer", "-U", "superuser")
    (fresh / "pg_hba.conf").write_text(ACCESS_RULES)
    passwords = {role: secrets.token_urlsafe(24) for role in NAMES}
    script = "".join(f"{statement}\n" for statement in statements(passwords))
    _program(home, "postgres", "--single", "-D", str(fresh), "-c", "exit_on_error=on", "postgres", script=script)
    _keep_passwords(home, passwords)
    fresh.rename(home / "data")


def _add_roles(home: Path) -> None:
    """What a newer program needs in a cluster that an older one made: only here is there a superuser, and no client."""
    passwords = _passwords(home)
    fresh = {role: secrets.token_urlsafe(24) for role in NAMES if role not in passwords}
    if fresh:
        _forget_dead_server(home / "data")
        script = "".join(f"{statement}\n" for statement in added(fresh))
        _program(home, "postgres", "--single", "-D", str(home / "data"), "postgres", script=script)
        _keep_passwords(home, passwords | fresh)


def _passwords(home: Path) -> dict[str, str]:
    kept: dict[str, str] = json.loads((home / "passwords.json").read_text())
    return kept


def _keep_passwords(home: Path, passwords: dict[str, str]) -> None:
    fresh = home / "passwords.json.new"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(passwords, file)
    fresh.rename(home / "passwords.json")


def _start(home: Path) -> None:
    """Starts and waits. Backends of a killed server may hold its memory for a moment, so it tries again."""
    data = home / "data"
    sockets = place.own_directory(place.socket_dir(home))
    place.check_owner(sockets, data)
    options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in OPTIONS.items())
    options += f" -k {shlex.quote(str(sockets))}"
    log, give_up = str(data / "server.log"), time.monotonic() + START_SECONDS
    while not _answers(home):
        _forget_dead_server(data)
        try:
            _program(home, "pg_ctl", "start", "-D", str(data), "-l", log, "-o", options, "-w", "-t", "30")
        except ServerError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.5)


def _forget_dead_server(data: Path) -> None:
    """Removes a pid file whose process is not a server of this directory (gone, a zombie, or a stranger)."""
    pid_file = data / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError):
        pid = pid_file.read_text().split("\n", 1)[0].strip()
        try:
            alive = Path(f"/proc/{pid}/cwd").readlink() == data
        except OSError:
            alive = False
        if not alive:
            pid_file.unlink()


def _answers(home: Path) -> bool:
    command: list[str | Path] = [
        place.binaries() / "pg_isready",
        "-q",
        "-h",
        place.socket_dir(home),
        "-p",
        str(place.PORT),
    ]
    return subprocess.run(command, check=False).returncode == 0


def _program(home: Path, name: str, *arguments: str, script: str = "") -> None:
    """Runs one of PostgreSQL's programs as the data's owner; its words go into the error when it fails."""
    data = home / "data" if (home / "data").exists() else home / "data.new"
    result = subprocess.run(
        [place.binaries() / name, *arguments],
        input=script,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
        **place.identity(data),
    )
    if result.returncode:
        raise ServerError(f"内置数据库操作失败（{name}），请查看 {data}/server.log。\n{result.stdout.strip()}")
