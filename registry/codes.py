"""统一社会信用代码, GB 32100-2015. Pure: values in, values out."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALUES = {character: value for value, character in enumerate(ALPHABET)}
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def well_formed(code: str) -> bool:
    """18 characters of the standard's alphabet (no I, O, S, V, Z)."""
    return len(code) == 18 and VALUES.keys() >= set(code)


def check_digit(first_17: str) -> str:
    """The 18th character for the 17 before it."""
    total = sum(VALUES[character] * weight for character, weight in zip(first_17, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def check_digit_fits(code: str) -> bool:
    """False also for a code that is not well formed."""
    return well_formed(code) and check_digit(code[:17]) == code[17]
