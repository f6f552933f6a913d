"""Everything that an editor would check of a report in one language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from palermo.reporting import spoken, tree
from palermo.reporting.checks.acronyms import check_acronyms, check_short_names
from palermo.reporting.checks.agreement import check_agreement
from palermo.reporting.checks.figures import check_figures
from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.lengths import SectionWords, words_by_section
from palermo.reporting.checks.marks import check_marks
from palermo.reporting.checks.passages import Reading, read
from palermo.reporting.checks.readability import check_readability
from palermo.reporting.checks.record import find_unstated
from palermo.reporting.checks.references import check_references
from palermo.reporting.checks.repetition import check_repetition
from palermo.reporting.checks.spelling import check_spelling
from palermo.reporting.checks.terms import check_terms
from palermo.reporting.context import Statable
from palermo.reporting.record_snapshot import RecordSnapshot

_CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    check_references,
    check_terms,
    check_spelling,
    check_figures,
    check_marks,
    check_acronyms,
    check_short_names,
    check_repetition,
    check_readability,
)


def check_report(report: spoken.Report) -> list[Finding]:
    """What the checks find, by kind and then in the order of reading, each once.

    Sentences are in the language that is active, excerpts in the report's. Findings never keep it from being issued.
    """
    reading = read(report)
    found = dict.fromkeys(finding for check in _CHECKS for finding in check(reading))
    return sorted(found, key=lambda finding: list(Kind).index(Kind(finding.kind)))


@dataclass(frozen=True)
class Checks:
    """All that is shown beside a report in preparation."""

    findings: tuple[Finding, ...]
    unstated: tuple[Statable, ...]
    words: tuple[SectionWords, ...]
    other_words: int = 0


def check_draft(
    report: tree.Report, record: RecordSnapshot, versions: Mapping[str, spoken.Report], lang: str
) -> Checks:
    """One version of a draft checked for itself, against the other versions, and against the record."""
    findings = (*check_agreement(versions), *check_report(versions[lang]))
    words = words_by_section(versions[lang])
    # The rest stands in the title and the footnotes.
    others = versions[lang].words - sum(section.words for section in words)
    return Checks(findings, tuple(find_unstated(report, record)), words, others)
