"""Spelling in English as the United Nations spells, by the list of `spelling.yaml`.

Source: the United Nations Editorial Manual Online, Spelling (https://www.un.org/dgacm/en/content/editorial-manual).
What is quoted keeps its own spelling.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.passages import Reading
from palermo.reporting.checks.terms import quoted_spans

_LIST = Path(__file__).with_name("spelling.yaml")


def check_spelling(reading: Reading) -> Iterator[Finding]:
    """English words that the United Nations spells otherwise."""
    if reading.lang != "en":
        return
    for passage in reading.passages:
        quoted = quoted_spans(passage.masked)
        for pattern, right in _words():
            for match in pattern.finditer(passage.masked):
                if not any(start <= match.start() < end for start, end in quoted):
                    word = match.expand(right)
                    yield passage.find(
                        Kind.SPELLING, _("United Nations spelling: %(word)s") % {"word": word}, match.span()
                    )


@cache
def _words() -> list[tuple[re.Pattern[str], str]]:
    listed: dict[str, str] = yaml.safe_load(_LIST.read_text(encoding="utf-8"))
    return [(re.compile(rf"(?<![\w-]){written}(?![\w-])", re.IGNORECASE), right) for written, right in listed.items()]
