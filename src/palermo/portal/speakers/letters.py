"""Letters of invitation as files."""

from collections.abc import Callable

from palermo.events.models import Speaker
from palermo.library.media import WORD
from palermo.portal.speakers.docx import docx_of
from palermo.portal.speakers.letter import Letter, letter_to
from palermo.portal.speakers.pdf import pdf_of

FORMS = {"docx": WORD, "pdf": "application/pdf"}
_MAKE: dict[str, Callable[[Letter], bytes]] = {"docx": docx_of, "pdf": pdf_of}


def letter_of(speaker: Speaker, form: str) -> bytes:
    """The letter to a person, in the active language, in one of the forms."""
    return _MAKE[form](letter_to(speaker))
