"""Whole numbers as addresses and forms write them."""

# What a database keeps, and how many digits that has at most.
MOST = 2**63 - 1
LONGEST = 19


def whole_number(written: str) -> int | None:
    """A number from 0 that a database keeps, written in the digits 0 to 9; none where it is anything else.

    Other scripts' digits, and numbers of a thousand digits, are what `isdecimal` and `int` differ about.
    """
    if not (written.isascii() and written.isdecimal() and len(written) <= LONGEST):
        return None
    number = int(written)
    return number if number <= MOST else None
