"""The new copy takes the old one's place in one moment: the address of the web server's root is a symbolic link."""

import re
import shutil
from datetime import datetime
from pathlib import Path

from publicity.public_site.copy.crawl import NotCopied, Walk

STAMP = "%Y%m%dT%H%M%S"
KEPT = 2
"""The copy that stands and the one before, to go back to."""


def renew(root: Path, host: str, moment: datetime) -> tuple[Path, int, list[str]]:
    """Make `root-20261120T103000` and let `root` lead to it; how many files it has, and which links lead nowhere.

    Raises `NotCopied`, OSError.
    """
    if root.exists() and not root.is_symlink():
        raise NotCopied(f"{root} 不是本命令建立的链接，没有改动。请换一个名字，或者先移走它。")
    folder = root.with_name(f"{root.name}-{moment:{STAMP}}")
    folder.mkdir(parents=True)
    walk = Walk(folder, host)
    try:
        files = walk.run()
    except BaseException:
        shutil.rmtree(folder)
        raise
    fresh = root.with_name(f".{root.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(folder.name)
    fresh.replace(root)
    _tidy(root)
    return folder, files, walk.missing


def _tidy(root: Path) -> None:
    name = re.compile(re.escape(root.name) + r"-\d{8}T\d{6}")
    made = sorted(path for path in root.parent.iterdir() if name.fullmatch(path.name))
    for path in made[:-KEPT]:
        shutil.rmtree(path)
