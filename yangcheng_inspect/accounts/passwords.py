"""One-time passwords that can be read from paper and typed without a mistake."""

import secrets

# No 0 o 1 l i: they look alike in print.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """`k7mp-x2rt-9hqv-d4ws`: sixteen characters in fours, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
