"""What every invented row says about itself."""

STAMP_COLUMN = "illustration"


def stamp(sha256: str) -> str:
    """The words in every row of an illustration drawn from the counts with this hash.

    Examples
    --------
    >>> stamp("0123456789abcdef" * 4)
    'invented row, drawn from released counts 0123456789ab; count nothing from these rows'
    """
    return f"invented row, drawn from released counts {sha256[:12]}; count nothing from these rows"
