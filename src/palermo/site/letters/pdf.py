"""A letter as a tagged PDF (PDF/UA-1), set by typst; the words travel as one JSON string and are never markup."""

from dataclasses import asdict
from functools import cache
from importlib.resources import files

from palermo.site.letters.letter import Letter
from palermo.site.typesetting import set_pdf_of_any_signs

REGIONS = {"zh": "CN", "en": "GB"}


def pdf_of(letter: Letter) -> bytes:
    """The letter; the same letter gives the same bytes."""
    return set_pdf_of_any_signs(_template(), _template_data(letter), name="letter", dated=letter.day)


@cache
def _template() -> bytes:
    return files("palermo.site.letters").joinpath("letter.typ").read_bytes()


def _template_data(letter: Letter) -> dict[str, object]:
    code = letter.language.code
    return {
        "language": code,
        "region": REGIONS.get(code),
        "right_to_left": letter.language.right_to_left,
        "dated": letter.dated,
        "warning": letter.warning,
        "title": letter.title,
        "addressee": list(letter.addressee),
        "greeting": letter.greeting,
        "opening": letter.opening,
        "facts": [list(fact) for fact in letter.facts],
        "paragraphs": list(letter.paragraphs),
        "closing": letter.closing,
        "reference": letter.reference,
        "is_note_verbale": letter.is_note_verbale,
        "signature": letter.signature,
        "is_wide": letter.is_wide,
        "sender": letter.sender,
        "sections": [asdict(section) for section in letter.sections],
    }
