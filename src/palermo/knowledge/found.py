"""Findings of `harmonise` as they are kept, and as sentences in the language of a reader."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import harmonise

from palermo.core.controls import replace_controls
from palermo.core.languages import active_language
from palermo.knowledge.models import Finding

# How many findings of an edition are kept; all are counted.
MOST_KEPT = 5_000


class Checked(NamedTuple):
    """What a check gives: how many rows there are, the findings that are kept, and how many each rule has."""

    row_count: int
    findings: list[dict[str, object]]
    counts: dict[str, int]


def findings_of(report: "harmonise.Report", *, hides_values: bool) -> list[dict[str, object]]:
    """The findings of a report as the fields of `Finding`, in the order of the file.

    Of more than are kept, each rule has its share. With `hides_values`, what stands in the data is left out.
    """
    groups = defaultdict(list)
    for place, finding in enumerate(report.findings):
        groups[finding.rule].append((place, finding))
    kept: list[tuple[int, harmonise.Finding]] = []
    for left, group in zip(range(len(groups), 0, -1), sorted(groups.values(), key=len), strict=True):
        kept += group[: (MOST_KEPT - len(kept)) // left]
    return [_fields(finding, hides_values=hides_values) for _place, finding in sorted(kept, key=lambda pair: pair[0])]


def _fields(finding: "harmonise.Finding", *, hides_values: bool) -> dict[str, object]:
    found = None if finding.found is None else replace_controls(finding.found)
    shows = not hides_values or finding.rule in OF_THE_FILE or found == ""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "row": finding.row,
        "column": replace_controls(finding.column)[:120],
        "details": {
            "found": found if shows else None,
            "words": {name: replace_controls(word) for name, word in finding.details.items()},
            "rows": list(finding.rows[:MOST_ROWS_NAMED]),
            "sheet": replace_controls(finding.sheet),
        },
    }


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
