"""The one way to say no, and to say what was found instead."""

# Of what somebody handed in, so many characters are repeated; a cell can be longer than all memory.
LONGEST_QUOTATION = 80


def quote(text: str, most: int = LONGEST_QUOTATION) -> str:
    """What somebody handed in, cut to a length that can be shown, kept and sent."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


class Refused(Exception):  # noqa: N818 -- the glossary's word, read as a sentence in `except Refused`
    """An act that may not be done; the message is a whole, translated sentence that says the way out."""
