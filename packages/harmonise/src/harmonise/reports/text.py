"""A report as lines of text."""

from collections import Counter
from typing import TextIO

from harmonise.check import Report
from harmonise.layouts.layout import Severity
from harmonise.reports.sentences import finding_sentence, summary_text, texts

SHOWN = 20


def write_text(report: Report, stream: TextIO, language: str = "en", *, everything: bool = False) -> None:
    """Write a sentence for each finding, errors first; of each rule and column the first twenty, or everything."""
    words = texts()["severity"]
    for severity in Severity:
        shown: Counter[tuple[str, str]] = Counter()
        for finding in report.findings:
            key = finding.rule, finding.column
            if finding.severity is not severity:
                continue
            shown[key] += 1
            if everything or shown[key] <= SHOWN:
                stream.write(f"{words[severity][language]}: {finding_sentence(finding, language, report.layout)}\n")
        for (rule, column), number in shown.items():
            more = report.counts[rule, severity, column] - (number if everything else min(number, SHOWN))
            if more:
                stream.write(
                    f"{words[severity][language]}: {column} {rule}: {summary_text('more', language, number=more)}\n"
                )
    stream.write(summary_line(report, language) + "\n")


def summary_line(report: Report, language: str) -> str:
    """How many rows and findings there are."""
    if not report.findings:
        return summary_text("clean", language, rows=report.rows, layout=report.layout.name)
    numbers = {f"{severity.value}s": report.number(severity) for severity in Severity}
    return summary_text("counts", language, rows=report.rows, layout=report.layout.name, **numbers)
