"""Words that stand in a bundle: plain text on one line, in letters that look like no others."""

import unicodedata

from disclosure.errors import InvalidData, shorten

# Categories of characters that are not seen or change how others are seen: control, format, surrogates, private use,
# separators of lines and paragraphs.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def check_line(text: str, what: str) -> None:
    """Refuse words that could look like other words, or like several lines.

    Parameters
    ----------
    text, what : str
        The words, and what they are, for the message.

    Raises
    ------
    InvalidData
        If it has a character that is not seen, is another way to write the same letters, or has a word in letters of
        several alphabets.
    """
    for character in text:
        if unicodedata.category(character) in _UNSEEN:
            raise InvalidData(
                f"{what} {shorten(text)!r} has the character U+{ord(character):04X}, which is not seen. Write it on "
                "one line, in plain text."
            )
    if unicodedata.normalize("NFKC", text) != text:
        raise InvalidData(
            f"{what} {shorten(text)!r} has letters that are another way to write common ones. Write "
            f"{shorten(unicodedata.normalize('NFKC', text))!r}."
        )
    for word in text.split():
        if len(found := _alphabets(word)) > 1:
            raise InvalidData(
                f"{what}: the word {shorten(word)!r} mixes letters of {' and '.join(sorted(found))}, which look alike. "
                "Write it in one alphabet."
            )


def check_lines(text: str, what: str) -> None:
    """As `check_line`, for text of several lines."""
    for line in text.replace("\t", " ").splitlines():
        check_line(unicodedata.normalize("NFKC", line), what)


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(letter, "").split(" ", 1)[0] for letter in word if letter.isalpha())
    return {name.capitalize() for name in names if name in _ALPHABETS}
