"""Codes as the registries know them. Without Django, for the benches."""

from registry.codes import ALPHABET, check_digit


def credit_code(number: int) -> str:
    """A well-formed code with the right check digit."""
    digits = ""
    for _ in range(5):
        number, rest = divmod(number, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    first = f"91140522MA0{digits}8"
    return first + check_digit(first)
