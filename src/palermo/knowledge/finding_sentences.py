"""Findings of `harmonise` as they are kept, and as sentences in the language of a reader."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import harmonise

from palermo.core.languages import active_language
from palermo.knowledge.models import Finding

# How many findings of an edition are kept; all are counted.
MOST_KEPT = 1_000


class Checked(NamedTuple):
    """What a check gives: how many rows there are, the findings that are kept, and how many each rule has."""

    row_count: int
    findings: list[dict[str, object]]
    counts: dict[str, int]


def sentences_of(findings: Iterable[Finding], layout: "harmonise.Layout | None") -> list[str]:
    """Each finding as a sentence in the reader's language; `layout` has the words of rules of its own."""
    language = active_language().code
    return [_sentence(finding, language, layout) for finding in findings]


def _sentence(finding: Finding, language: str, layout: "harmonise.Layout | None") -> str:
    details = finding.details
    found = harmonise.Finding(
        finding.rule,
        harmonise.Severity(finding.severity),
        finding.row,
        finding.column,
        details.get("found", ""),
        details.get("words", {}),
        tuple(details.get("rows", ())),
        details.get("sheet", ""),
    )
    try:
        return harmonise.finding_sentence(found, language, layout)
    except KeyError:
        # A finding of an earlier version, whose words had other parts: what is the matter is said without them.
        return f"{finding.row or ''} {finding.column}: {rule_words(finding.rule, layout, finding)}".lstrip()


def rule_words(rule: str, layout: "harmonise.Layout | None", example: Finding | None = None) -> str:
    """What a rule says is the matter, in the reader's language; an example has the limits that its words name."""
    title = harmonise.rule_title(rule, active_language().code, layout)
    words = example.details.get("words", {}) if example else {}
    return title.format_map(defaultdict(lambda: "…", words))
