"""A report as lines of text."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TextIO

from harmonise.check import Report
from harmonise.finding import Finding
from harmonise.layouts.layout import Severity
from harmonise.reports.sentences import SHOWN_ROWS, finding_sentence, identifier_words, summary_text, texts

SHOWN = 20


def write_text(report: Report, stream: TextIO, language: str = "en", *, everything: bool = False) -> None:
    """Write a sentence for each finding, errors first; of each rule and column the first twenty, or everything.

    Unless everything is asked for, the same thing in many rows is one sentence with their number.
    """
    words = texts()["severity"]
    for severity in Severity:
        start = words[severity][language]
        found = [finding for finding in report.findings if finding.severity is severity]
        groups = [[finding] for finding in found] if everything else _join(found)
        lines: dict[tuple[str, str], int] = {}
        shown: dict[tuple[str, str], int] = {}
        for group in groups:
            key = group[0].rule, group[0].column
            lines[key] = lines.get(key, 0) + 1
            shown.setdefault(key, 0)
            if everything or lines[key] <= SHOWN:
                shown[key] += len(group)
                stream.write(f"{start}: {_sentence(group, report, language)}\n")
        for (rule, column), number in shown.items():
            if more := report.counts[rule, severity, column] - number:
                stream.write(f"{start}: {column} {rule}: {summary_text('more', language, number=more)}\n")
    stream.write(summary_line(report, language) + "\n")


def _join(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of the same rule in the same column that say the same, each in one row."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        single = finding.found is not None and finding.row is not None and not finding.rows
        said = finding.rule, finding.column, finding.found, frozenset(finding.details.items())
        groups.setdefault(said if single else number, []).append(finding)
    return list(groups.values())


def _sentence(group: list[Finding], report: Report, language: str) -> str:
    if len(group) == 1:
        return finding_sentence(group[0], language, report.layout)
    rows = tuple(row for finding in group for row in finding.all_rows)
    sentence = finding_sentence(replace(group[0], rows=rows), language, report.layout)
    return sentence + (summary_text("cells", language, number=len(rows)) if len(rows) > SHOWN_ROWS else "")


def summary_line(report: Report, language: str) -> str:
    """How many rows and findings there are; below it, which columns identify persons."""
    numbers = {f"{severity.value}s": report.number(severity) for severity in Severity}
    name = "counts" if report.findings else "clean"
    line = summary_text(name, language, rows=report.rows, layout=report.layout.name, **numbers)
    if not report.identifiers:
        return line
    columns = texts()["frame"][language]["join"].join(identifier_words(each, language) for each in report.identifiers)
    return f"{line}\n{summary_text('identifiers', language, columns=columns)}"
