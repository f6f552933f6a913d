"""Letters in one form and digits of any script as 0 to 9."""

import unicodedata


def folded_digits(word: str) -> str:
    """NFKC, small letters, and the digits of other scripts as our own."""
    if word.isascii():
        return word.lower()
    small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    return "".join(str(unicodedata.decimal(c, c)) if not c.isascii() else c for c in small)
