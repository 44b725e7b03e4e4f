"""Codes that people copy by hand: 31 letters and digits without 0, 1, I, L and O, and a last one that finds slips.

Lies below all apps: the internal site prints such codes, the public site reads them, and neither knows the other.
"""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def spell(number: int, length: int) -> str:
    """`length` letters that follow from `number`; equal numbers give equal letters."""
    letters = ""
    for _ in range(length):
        number, at = divmod(number, len(ALPHABET))
        letters += ALPHABET[at]
    return letters


def checked(letters: str) -> str:
    """`letters` and their check letter: one wrong letter, or two neighbours that changed places, no longer fit."""
    total = sum(place * ALPHABET.index(letter) for place, letter in enumerate(letters, 1))
    return letters + ALPHABET[total % len(ALPHABET)]


def fits(code: str, length: int) -> bool:
    """Whether `plain` code has that many letters, all of the alphabet, and the right one at the end."""
    return len(code) == length and set(code) <= set(ALPHABET) and checked(code[:-1]) == code


def plain(text: str) -> str:
    """As a person may type it: small letters, blanks and hyphens make no difference."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def in_fours(code: str) -> str:
    """`7KQ2M9RT` -> `7KQ2-M9RT`."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
