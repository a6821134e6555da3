"""The number under a barcode (GS1 General Specifications, section 7.9: the check digit)."""


def is_gtin(code: str) -> bool:
    """Whether this is a GTIN of 8, 12, 13 or 14 digits whose check digit is right."""
    if len(code) not in (8, 12, 13, 14) or not (code.isascii() and code.isdigit()):
        return False
    weighed = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(code[:-1])))
    return (weighed + int(code[-1])) % 10 == 0
