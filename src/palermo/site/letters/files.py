"""Letters as files."""

from collections.abc import Callable

from palermo.site.letters.docx import docx_of
from palermo.site.letters.letter import Letter
from palermo.site.letters.pdf import pdf_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"docx": WORD, "pdf": "application/pdf"}
_MAKE: dict[str, Callable[[Letter], bytes]] = {"docx": docx_of, "pdf": pdf_of}


def file_of(letter: Letter, form: str) -> bytes:
    """A letter in one of the forms; the same letter gives the same bytes."""
    return _MAKE[form](letter)
