"""The text of a decision as a whole, and back into its preamble and numbered paragraphs."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.languages import language_in_sentence
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.models import Amendment, Decision

# A paragraph begins on a line of its own with its number, which is the same in every language.
PARAGRAPH = re.compile(r"^[ \t]*([1-9][0-9]{0,3})\.[ \t]+", re.M)


class WholeText(NamedTuple):
    """A preamble and the texts of the operative paragraphs by their numbers."""

    preamble: MultilingualText
    paragraphs: dict[int, MultilingualText]


def text_before(amendment: Amendment) -> MultilingualText:
    """The words that an amendment would replace: those of its paragraph, or of the whole."""
    if amendment.paragraph:
        return amendment.paragraph.text
    return whole_text(amendment.decision)


def whole_text(decision: Decision) -> MultilingualText:
    """The preamble and the numbered paragraphs of a decision in each language, one after another."""
    paragraphs = list(decision.paragraphs.all())
    codes = [*decision.preamble, *(code for each in paragraphs for code in each.text)]
    return MultilingualText({code: _join_paragraphs(decision, paragraphs, code) for code in codes})


def _join_paragraphs(decision: Decision, paragraphs: list, code: str) -> str:
    numbered = [f"{each.number}. {each.text[code]}" for each in paragraphs if code in each.text]
    return "\n\n".join([*([decision.preamble[code]] if code in decision.preamble else []), *numbered])


def split_paragraphs(text: MultilingualText) -> WholeText:
    """The preamble and the paragraphs of a text in which each paragraph begins with its number.

    Refused if a language has no paragraph, or not the paragraphs that the others have, in order.
    """
    by_code = {code: _split_language(words) for code, words in text.items()}
    numbers = list(next(iter(by_code.values()))[1])
    for code, (_preamble, paragraphs) in by_code.items():
        if not paragraphs or list(paragraphs) != numbers or numbers != sorted(numbers):
            raise Refused(
                _(
                    "The paragraphs of the text in %(language)s could not be identified. Begin each "
                    "paragraph on a new line with its number and a full stop (1. …), with the same numbers "
                    "in every language."
                )
                % {"language": language_in_sentence(code)}
            )
    return WholeText(
        MultilingualText({code: preamble for code, (preamble, _rest) in by_code.items()}),
        {n: MultilingualText({code: rest[n] for code, (_pre, rest) in by_code.items()}) for n in numbers},
    )


def _split_language(words: str) -> tuple[str, dict[int, str]]:
    preamble, *pieces = PARAGRAPH.split(words)
    return preamble.strip(), {int(n): piece.strip() for n, piece in zip(pieces[::2], pieces[1::2], strict=True)}
