"""A word twice in a row, a sentence twice in one part, sentences that begin alike."""

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.passages import MASK, Part, Passage, Reading

_TWICE = re.compile(r"(?<![\w-])([^\W\d_]+)[\s\u00a0]+\1(?![\w-])", re.IGNORECASE)
_CHINESE_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1|(?<!目)([的了和与在是将于对])\2")
# Words that sentences may well say twice.
_RIGHT_TWICE = {"ar": {"خطوة", "شيئا", "يوما"}, "en": {"that", "had"}, "fr": {"nous", "vous"}}
_FIRST_WORDS = 3
# As much of a Chinese sentence as three words of another language.
_FIRST_CHARACTERS = 5


def check_repetition(reading: Reading) -> Iterator[Finding]:
    """Finds unintended repetitions."""
    seen: set[tuple[Part, str]] = set()
    for passage in reading.passages:
        yield from _check_words(passage)
    for passage in reading.prose:
        sentences = [(span, passage.masked[slice(*span)].strip()) for span in passage.sentences]
        for span, sentence in sentences:
            if (passage.part, sentence) in seen:
                yield passage.find(Kind.REPETITION, _("This sentence appears twice."), span)
            seen.add((passage.part, sentence))
        for (_span, first), (span, second) in pairwise(sentences):
            beginning = _beginning(second, passage.language)
            if beginning and first != second and _beginning(first, passage.language) == beginning:
                what = _("Two consecutive sentences begin with the same words.")
                yield passage.find(Kind.REPETITION, what, (span[0], span[0] + len(beginning)), is_advice=True)


def _check_words(passage: Passage) -> Iterator[Finding]:
    for match in (_CHINESE_TWICE if passage.language == "zh" else _TWICE).finditer(passage.masked):
        if match[1] is None or match[1].lower() not in _RIGHT_TWICE.get(passage.language, ()):
            yield passage.find(Kind.REPETITION, _("Repeated word."), match.span())


def _beginning(sentence: str, lang: str) -> str:
    """The first words, or nothing where there are fewer."""
    if lang == "zh":
        return sentence[:_FIRST_CHARACTERS] if len(sentence) > _FIRST_CHARACTERS else ""
    words = sentence.split(maxsplit=_FIRST_WORDS)
    return " ".join(words[:_FIRST_WORDS]) if len(words) > _FIRST_WORDS and MASK not in words[0] else ""
