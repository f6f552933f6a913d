"""Letters as files."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from palermo.site.letters.docx import docx_of
from palermo.site.letters.letter import Letter
from palermo.site.letters.pdf import pdf_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"docx": WORD, "pdf": "application/pdf"}
_MAKE: dict[str, Callable[[Letter], bytes]] = {"docx": docx_of, "pdf": pdf_of}


def file_of(letter: Letter, form: str) -> bytes:
    """A letter in one of the forms; the same letter gives the same bytes."""
    return _MAKE[form](letter)


def letter_response(letter: Letter, form: str, name: str) -> HttpResponse:
    """A letter to be downloaded under a name without ending; not kept on the way, as the next may say something else.

    Refused if it takes too long to set.
    """
    response = HttpResponse(file_of(letter, form), content_type=FORMS[form])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
