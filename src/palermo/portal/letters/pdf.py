"""A letter as a tagged PDF (PDF/UA-1), set by typst; the words travel as one JSON string and are never markup."""

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import cast

import typst

from palermo.core.fonts import installed_fonts
from palermo.portal.letters.letter import Letter

REGIONS = {"zh": "CN", "en": "GB"}


def pdf_of(letter: Letter) -> bytes:
    """The letter; the same letter gives the same bytes."""
    compiler = typst.Compiler(
        input=_template(),
        font_paths=installed_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(_written(letter), ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=datetime.combine(letter.day, time(), UTC))
    return cast(bytes, made)


@cache
def _template() -> bytes:
    return files("palermo.portal.letters").joinpath("letter.typ").read_bytes()


def _written(letter: Letter) -> dict[str, object]:
    code = letter.language.code
    return {
        "language": code,
        "region": REGIONS.get(code),
        "right_to_left": letter.language.right_to_left,
        "dated": letter.dated,
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
    }
