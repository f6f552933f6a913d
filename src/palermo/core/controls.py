"""Characters that no text here holds. Knows nothing of Django, since readers of files use it too."""

import re

# Control characters but for tabs and ends of lines, and what is no character.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def replace_controls(text: str) -> str:
    """A text as it can be stored and shown: a sign of replacement where a control character was."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
