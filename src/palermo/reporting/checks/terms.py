"""Terms that the United Nations prefers, by the table of `terms.yaml`; names and what is quoted keep theirs."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, TypeAdapter

from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.passages import Reading

_TABLE = Path(__file__).with_name("terms.yaml")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|《[^》]*》|„[^“]*“")


class Term(BaseModel):
    """What is avoided, and what is used for it; `when_small` where capitals make the difference."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    avoid: str
    use: str
    unless: tuple[str, ...] = ()
    when_small: bool = False


def check_terms(reading: Reading) -> Iterator[Finding]:
    """Words for which another term is preferred."""
    for passage in reading.passages:
        text = passage.masked
        for pattern, term in _terms(reading.lang):
            right = [*quoted_spans(text), *(span for name in term.unless for span in _spans(name, text))]
            for match in pattern.finditer(text):
                if not any(start <= match.start() < end for start, end in right):
                    yield passage.find(Kind.TERMS, _("Preferred term: %(term)s") % {"term": term.use}, match.span())


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where a text quotes, or gives a title."""
    return [match.span() for match in _QUOTED.finditer(text)]


def _spans(name: str, text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in re.finditer(re.escape(name), text))


@cache
def _terms(lang: str) -> list[tuple[re.Pattern[str], Term]]:
    tables = TypeAdapter(dict[str, list[Term]]).validate_python(yaml.safe_load(_TABLE.read_text(encoding="utf-8")))
    # Chinese does not part words, and Arabic writes prepositions to them.
    edges = "(?:{})" if lang in ("zh", "ar") else r"(?<!\w)(?:{})(?!\w)"
    return [
        (re.compile(edges.format(term.avoid), re.NOFLAG if term.when_small else re.IGNORECASE), term)
        for term in tables.get(lang, [])
    ]
