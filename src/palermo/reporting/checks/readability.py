"""How long the sentences are: as advice, by limits that editors of each language work with (our own measure)."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.passages import Reading
from palermo.reporting.realization.words import count_words


class Lengths(NamedTuple):
    """What a sentence should not exceed, and sentences on average: in words, in Chinese in characters."""

    longest: int
    average: int


# The same statement takes more words in French and Spanish, fewer in Russian and Arabic.
LIMITS = {
    "ar": Lengths(45, 28),
    "zh": Lengths(110, 55),
    "en": Lengths(45, 25),
    "fr": Lengths(55, 32),
    "ru": Lengths(40, 24),
    "es": Lengths(55, 32),
}


def check_readability(reading: Reading) -> Iterator[Finding]:
    """Sentences that are long for their language, and the average if that is."""
    limits, lengths = LIMITS[reading.lang], []
    for passage in reading.prose:
        for span in passage.sentences:
            length = _length(passage.masked[slice(*span)], reading.lang)
            lengths.append(length)
            if length > limits.longest:
                what = _of_sentence(reading.lang) % {"count": length, "limit": limits.longest}
                yield _advise(reading.lang, what, passage.where, passage.number, passage.first_words(span[0]))
    average = round(sum(lengths) / len(lengths)) if lengths else 0
    if average > limits.average:
        what = _on_average(reading.lang) % {"count": average, "limit": limits.average}
        yield _advise(reading.lang, what, "report", None, "")


def _advise(lang: str, what: str, where: str, number: int | None, excerpt: str) -> Finding:
    return Finding(Kind.READABILITY, where, number, lang, what, excerpt, is_advice=True)


def _length(sentence: str, lang: str) -> int:
    return sum(sign.isalnum() for sign in sentence) if lang == "zh" else count_words(sentence)


def _of_sentence(lang: str) -> str:
    if lang == "zh":
        return _("Characters in this sentence: %(count)d (recommended maximum: %(limit)d).")
    return _("Words in this sentence: %(count)d (recommended maximum: %(limit)d).")


def _on_average(lang: str) -> str:
    if lang == "zh":
        return _("Average characters per sentence: %(count)d (recommended maximum: %(limit)d).")
    return _("Average words per sentence: %(count)d (recommended maximum: %(limit)d).")
