"""What a text of an officer must be to be kept: words, not too many, with marks that fit together."""

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.reporting.writing.links import LinkedText
from palermo.reporting.writing.markup import MarkupError, parse

LONGEST_TEXT = 50_000


def check_text(text: str) -> str:
    """The text as it is kept, without spaces at the ends of lines.

    Refused if it is empty or too long, or the marks do not fit together.
    """
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    if not text:
        raise Refused(_("The paragraph has no words. Write it, or remove it."))
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("The paragraph has %(count)d characters; the limit is %(limit)d. Split it.")
            % {"count": len(text), "limit": LONGEST_TEXT}
        )
    check_marks(text)
    return text


def check_marks(text: str) -> None:
    """Check that each mark of a text has an end."""
    try:
        parse(LinkedText(text))
    except MarkupError as error:
        end = "*" if error.mark == "*" else "]"
        words = text[error.at :].split("\n")[0][:40]
        raise Refused(
            _("“%(mark)s” before “%(words)s” has no end. Add “%(end)s”, or write “\\%(mark)s” for an ordinary sign.")
            % {"mark": error.mark, "words": words, "end": end}
        ) from None
