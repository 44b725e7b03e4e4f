"""The W3C's own HTML checker, vnu.jar: fetched once through npm, held to its hash, run over many files in one go."""

import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

VERSION = "26.9.27"
SHA512 = (
    "4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c"
    "417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428"
)
FOLDER = settings.VAR_DIR / "vnu"
JAR = FOLDER / f"vnu-{VERSION}.jar"
INSIDE = "package/build/dist/vnu.jar"
LACKING = "The HTML checker needs {0}, which this machine lacks: apt-get install {1}. Without it no page is checked."


def jar() -> Path:
    """Where the checker lies. Raises RuntimeError, loudly, where it can be neither found nor fetched nor run."""
    for program, package in (("java", "default-jre-headless"), ("npm", "npm")):
        if shutil.which(program) is None and not (program == "npm" and JAR.exists()):
            raise RuntimeError(LACKING.format(program, package))
    if not JAR.exists():
        _fetch()
    return JAR


def _fetch() -> None:
    """`npm pack` runs none of the package's scripts; what it brings counts by its hash alone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["npm", "pack", f"vnu-jar@{VERSION}", "--silent", "--pack-destination", str(FOLDER)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=FOLDER)
    parcel = FOLDER / f"vnu-jar-{VERSION}.tgz"
    if done.returncode or not parcel.exists():
        raise RuntimeError(f"The HTML checker could not be fetched, so no page was checked.\n{done.stderr}")
    if hashlib.sha512(parcel.read_bytes()).hexdigest() != SHA512:
        parcel.unlink()
        raise RuntimeError("The HTML checker that npm brought is not the one this suite was written for.")
    with tarfile.open(parcel) as found:
        member = found.extractfile(INSIDE)
        assert member is not None, INSIDE
        JAR.write_bytes(member.read())
    parcel.unlink()


def complaints(files: Iterable[Path]) -> list[str]:
    """`name of the file: what is wrong: where`, errors and warnings alike; hints are left out."""
    command = ["java", "-Xss1m", "-jar", str(jar()), "--format", "json", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    if not done.stderr.strip().startswith("{"):
        raise RuntimeError(f"The HTML checker did not answer, so no page was checked.\n{done.stderr}")
    said_all = json.loads(done.stderr)["messages"]
    serious = [said for said in said_all if said["type"] != "info" or said.get("subType") == "warning"]
    return [f"{said['url'].rpartition('/')[2]}: {said['message']}: {said.get('extract', '')}" for said in serious]
