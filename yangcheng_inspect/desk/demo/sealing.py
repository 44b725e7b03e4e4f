"""The demo signs its own log, with a key made on the spot under `var/`: a real key lies with a user of its own."""

from pathlib import Path

from django.conf import settings
from django.db import connections

from publicity.services import checkpoints as publishing
from publicity.services import log_proofs
from yangcheng_inspect.trail import checkpoints, signing

SIGNER = "signer"


def seal(*, fresh: bool) -> None:
    """A checkpoint of the log as it stands, on the public page. `fresh`: this database has only just been filled."""
    folder: Path = settings.TRAIL_KEYS.parent
    folder.mkdir(parents=True, exist_ok=True)
    signer = _signer(folder / "demo.key")
    # Scratch databases of one checkout share the key; each has its own memory.
    state = folder / f"last-{connections[SIGNER].settings_dict['NAME']}.txt"
    if fresh:
        state.unlink(missing_ok=True)
    checkpoints.seal(checkpoints.Desk(SIGNER, [signer], state, checkpoints.ring()))
    publishing.publish()
    log_proofs.prove_new()


def _signer(path: Path) -> signing.Signer:
    if not path.exists():
        settings.TRAIL_KEYS.write_text(
            f"# 演示用密钥，不得用于正式环境\nsign {signing.make_key(path, 'yangcheng-demo')}\n"
        )
    return signing.read_key(path)
