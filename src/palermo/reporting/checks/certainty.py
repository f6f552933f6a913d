"""Whether the language versions are equally certain: "will be" and "is", "agreed to make" and "is", "recommended"."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from palermo.reporting.checks.exempt import is_exempt
from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.realization.inline import plain
from palermo.reporting.spoken import Paragraph, Report

_FILE = Path(__file__).parent / "certainty.yaml"
# The number of versions that must agree before another is reported as different.
_MAJORITY = 0.75


def check_certainty(reports: Mapping[str, Report]) -> Iterator[Finding]:
    """Where one version, by the code of its language, is more or less certain than almost all others."""
    clauses: dict[tuple[str, int], dict[str, tuple[Paragraph, str]]] = {}
    for lang, report in reports.items():
        for paragraph in report.paragraphs:
            for at, clause in enumerate(paragraph.clauses):
                clauses.setdefault((paragraph.key, at), {})[lang] = (paragraph, plain(clause.content))
    for matches in clauses.values():
        for degree, others_say, alone_says in _sentences():
            yield from _compare(matches, degree, others_say, alone_says)


def _compare(
    versions: Mapping[str, tuple[Paragraph, str]], degree: str, others_say: str, alone_says: str
) -> Iterator[Finding]:
    matches = {lang: bool(_pattern(degree, lang).search(words)) for lang, (_paragraph, words) in versions.items()}
    (most, count), *_rest = Counter(matches.values()).most_common()
    if count < len(matches) * _MAJORITY:
        return
    for lang, (paragraph, words) in versions.items():
        if matches[lang] is not most and not is_exempt(paragraph.key, lang, "certainty"):
            what = others_say if most else alone_says
            yield Finding(Kind.AGREEMENT, paragraph.key, paragraph.number, lang, what, words)


def _sentences() -> tuple[tuple[str, str, str], ...]:
    """Of each degree of `certainty.yaml`: the finding on a version that lacks it, and on one that alone has it."""
    return (
        (
            "planned",
            _("The other languages present this as planned."),
            _("Only this language presents this as planned."),
        ),
        (
            "agreed",
            _("The other languages present this as agreed or decided."),
            _("Only this language presents this as agreed or decided."),
        ),
        (
            "recommended",
            _("The other languages present this as recommended."),
            _("Only this language presents this as recommended."),
        ),
    )


@cache
def _pattern(degree: str, lang: str) -> re.Pattern[str]:
    patterns: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return re.compile(patterns[degree][lang], re.IGNORECASE)
