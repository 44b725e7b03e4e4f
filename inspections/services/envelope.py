"""The sealed envelope: a draw's nonce, encrypted at the freeze, opened at the draw (draw.md §2.1, principle 4)."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet
from django.conf import settings

from inspections.models import Draw, DrawNonce


def new_nonce() -> str:
    """64 hex characters of 32 random bytes. Made inside the freeze; nobody chooses it."""
    return secrets.token_hex(32)


def seal(draw: Draw, nonce: str) -> None:
    DrawNonce.objects.create(draw=draw, sealed=_box().encrypt(nonce.encode()).decode())


def unseal(draw: Draw) -> str:
    return _box().decrypt(draw.nonce.sealed.encode()).decode()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.NONCE_KEY.encode()).digest()))
