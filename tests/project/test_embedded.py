"""The server of trial and tests: it starts by itself, and nothing short of deleting `var/` loses its data."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from yangcheng_inspect.embedded import place, script, server

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user")


def make_var(parent: str | None = None) -> Path:
    directory = Path(tempfile.mkdtemp(prefix="embedded-", dir=parent))
    directory.chmod(0o755)
    return directory / "var"


def remove(var_dir: Path) -> None:
    server.stop(var_dir)
    shutil.rmtree((var_dir / "postgres").resolve(), ignore_errors=True)
    shutil.rmtree(var_dir.parent)


@pytest.fixture(scope="module")
def var_dir() -> Iterator[Path]:
    directory = make_var("/tmp")
    yield directory
    remove(directory)


def connect(running: server.Server, role: str = "owner") -> psycopg.Connection:
    return psycopg.connect(
        host=str(running.socket),
        port=place.PORT,
        user=script.NAMES[role],
        password=running.passwords[role],
        dbname=script.DATABASE,
    )


def ask(running: server.Server, question: str, role: str = "owner") -> object:
    with connect(running, role) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def write(running: server.Server, word: str) -> None:
    with connect(running) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (word text)")
        connection.execute("INSERT INTO note VALUES (%s)", [word])


def kill_server(var_dir: Path) -> None:
    """As the kernel would under memory pressure: no goodbye, and the pid file stays."""
    pid = int((place.home(var_dir) / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    while server.running(var_dir):
        time.sleep(0.02)


CLIENT = """
import sys
from pathlib import Path
from yangcheng_inspect.embedded import server
print(server.ensure(Path(sys.argv[1])).socket, flush=True)
sys.stdin.read()
"""


def client(var_dir: Path) -> subprocess.Popen[str]:
    """Another process that uses the server until its input ends."""
    command = [sys.executable, "-c", CLIENT, str(var_dir)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@contextlib.contextmanager
def busy_client(var_dir: Path) -> Iterator[subprocess.Popen[str]]:
    with client(var_dir) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield other


def test_two_processes_that_start_together_share_one_server(var_dir: Path) -> None:
    with client(var_dir) as first, client(var_dir) as second:
        addresses = {first.communicate()[0], second.communicate()[0]}

    assert addresses == {f"{server.ensure(var_dir).socket}\n"}


def test_it_listens_on_no_network(var_dir: Path) -> None:
    assert ask(server.ensure(var_dir), "SHOW listen_addresses") == ""


def test_text_is_unicode_in_one_order_everywhere(var_dir: Path) -> None:
    running = server.ensure(var_dir)

    assert ask(running, "SHOW server_encoding") == "UTF8"
    assert ask(running, "SELECT datcollate FROM pg_database WHERE datname = current_database()") == "C.UTF-8"


def test_a_wrong_password_is_refused(var_dir: Path) -> None:
    running = server.ensure(var_dir)
    wrong = server.Server(running.socket, dict.fromkeys(running.passwords, "wrong"))

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        ask(wrong, "SELECT 1")


@pytest.mark.parametrize("role", sorted(set(script.NAMES) - {"owner"}))
def test_only_the_owner_makes_tables_of_any_kind(var_dir: Path, role: str) -> None:
    running = server.ensure(var_dir)

    assert ask(running, "SELECT has_database_privilege(current_database(), 'TEMP')", role) is False
    assert ask(running, "SELECT has_schema_privilege('public', 'CREATE')", role) is False


def test_no_role_of_ours_is_a_superuser(var_dir: Path) -> None:
    question = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'yangcheng%' AND rolsuper"

    assert ask(server.ensure(var_dir), question) == 0


def test_a_restart_keeps_the_data(var_dir: Path) -> None:
    write(server.ensure(var_dir), "restart")

    server.stop(var_dir)

    assert ask(server.ensure(var_dir), "SELECT count(*) FROM note WHERE word = 'restart'") == 1


def test_a_killed_server_comes_back_with_what_was_committed(var_dir: Path) -> None:
    write(server.ensure(var_dir), "killed")

    kill_server(var_dir)

    assert ask(server.ensure(var_dir), "SELECT count(*) FROM note WHERE word = 'killed'") == 1


def test_a_pid_file_that_names_a_stranger_does_not_stop_it(var_dir: Path) -> None:
    server.ensure(var_dir)
    kill_server(var_dir)
    pid_file = place.home(var_dir) / "data" / "postmaster.pid"
    pid_file.write_text(re.sub(r"^\d+", str(os.getpid()), pid_file.read_text()))

    assert ask(server.ensure(var_dir), "SELECT 1") == 1


def test_a_cluster_of_an_older_program_gets_the_new_role_when_it_starts(var_dir: Path) -> None:
    server.ensure(var_dir)
    server.stop(var_dir)
    passwords = place.home(var_dir) / "passwords.json"
    older = {role: word for role, word in json.loads(passwords.read_text()).items() if role != "signer"}
    passwords.write_text(json.dumps(older))

    assert ask(server.ensure(var_dir), "SELECT current_user::text", "signer") == "yangcheng_signer"


def test_a_killed_client_leaves_a_server_that_serves(var_dir: Path) -> None:
    with busy_client(var_dir) as other:
        other.kill()

    assert ask(server.ensure(var_dir), "SELECT 1") == 1


def test_who_leaves_last_stops_it(var_dir: Path) -> None:
    server.ensure(var_dir)

    with busy_client(var_dir):
        assert server.stop(var_dir, unless_used=True) is False

    assert server.stop(var_dir, unless_used=True) is True


def test_a_checkout_far_down_gets_a_short_socket() -> None:
    deep = make_var("/tmp").parent / ("很深的目录" * 6)
    deep.mkdir(parents=True)
    try:
        assert ask(server.ensure(deep / "var"), "SELECT 1") == 1
    finally:
        socket = place.socket_dir(place.home(deep / "var"))
        remove(deep / "var")
        shutil.rmtree(deep.parent)
        shutil.rmtree(socket)


def test_a_socket_directory_of_somebody_else_is_refused(var_dir: Path, tmp_path: Path) -> None:
    server.ensure(var_dir)
    squatted = tmp_path / "squatted"
    squatted.symlink_to("/tmp")

    with pytest.raises(place.ServerError, match="属于其他用户"):
        place.check_owner(squatted, place.home(var_dir) / "data")


@as_root
def test_as_root_a_closed_directory_stays_closed_and_the_data_goes_elsewhere() -> None:
    var_dir = make_var("/tmp")
    var_dir.parent.chmod(0o700)
    try:
        assert ask(server.ensure(var_dir), "SELECT 1") == 1

        assert var_dir.parent.stat().st_mode & 0o777 == 0o700
        assert place.home(var_dir).parent == place.SYSTEM_DIR
        assert (place.home(var_dir) / "data").stat().st_uid != 0
    finally:
        remove(var_dir)


@as_root
def test_another_user_is_told_whose_directory_it_is(var_dir: Path) -> None:
    server.ensure(var_dir)

    os.seteuid(65534)
    try:
        with pytest.raises(place.ServerError, match="由其他用户创建"):
            server.ensure(var_dir)
    finally:
        os.seteuid(0)


@as_root
def test_as_root_programs_in_a_closed_directory_are_copied(tmp_path: Path) -> None:
    package = place.binaries().parent.parent
    closed = tmp_path / "site-packages"
    shutil.copytree(package / "pginstall18" / "bin", closed / place.WHEEL / "pginstall18" / "bin")
    shutil.copytree(package.parent / f"{place.WHEEL}.libs", closed / f"{place.WHEEL}.libs")

    copy = place.reachable(closed / place.WHEEL)

    try:
        version = [copy / "pginstall18" / "bin" / "initdb", "--version"]
        subprocess.run(version, check=True, user="nobody", cwd="/", stdout=subprocess.DEVNULL)
    finally:
        shutil.rmtree(copy.parent)


def test_the_script_for_the_administrator_is_what_the_launcher_runs() -> None:
    passwords = {role: f"secret-of-{role}" for role in script.NAMES}
    made = "\n".join(script.statements(passwords))

    assert ":'" not in made
    assert all(f"CREATE ROLE {name}" in made for name in script.NAMES.values())
    assert all(f"'secret-of-{role}'" in made for role in script.NAMES)
