"""A footnote added to a text behind given words."""

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.reporting.writing.markup import escape

NO_BREAK = "\N{NO-BREAK SPACE}"


def add_footnote(text: str, after: str, note: str) -> str:
    """The text with a footnote behind the first place of some words.

    Parameters
    ----------
    text : str
        With marks.
    after : str
        Words of the text, with marks as they stand there; empty for its end.
    note : str
        Words of the footnote, without marks.

    Raises
    ------
    Refused
        If the footnote has no words, or the words are not in the text.
    """
    note, after, text = " ".join(note.split()), " ".join(after.split()), text.replace("\r\n", "\n").rstrip()
    if not note:
        raise Refused(_("Write the footnote."))
    # Copied from a page, words may have lost their no-break spaces.
    found = text.replace(NO_BREAK, " ").find(after) if after else len(text)
    if found < 0:
        raise Refused(_("The words “%(words)s” are not in the paragraph. Copy them from its text.") % {"words": after})
    at = found + len(after)
    return f"{text[:at]}[^{escape(note).replace(']', chr(92) + ']')}]{text[at:]}"
