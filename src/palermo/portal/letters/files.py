"""Letters as files."""

from collections.abc import Callable

from palermo.library.media import WORD
from palermo.portal.letters.docx import docx_of
from palermo.portal.letters.letter import Letter
from palermo.portal.letters.pdf import pdf_of

FORMS = {"docx": WORD, "pdf": "application/pdf"}
_MAKE: dict[str, Callable[[Letter], bytes]] = {"docx": docx_of, "pdf": pdf_of}


def file_of(letter: Letter, form: str) -> bytes:
    """A letter in one of the forms; the same letter gives the same bytes."""
    return _MAKE[form](letter)
