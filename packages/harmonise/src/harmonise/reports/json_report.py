"""A report as JSON, for programs."""

import json
from typing import Any, TextIO

from harmonise.check import Report
from harmonise.finding import Finding
from harmonise.layouts.layout import Layout, Severity
from harmonise.reports.sentences import expected_text, finding_sentence, rule_title
from harmonise.version import package_version


def write_json(report: Report, stream: TextIO, language: str = "en") -> None:
    """Write everything that was found, with a sentence in the language asked for; what is not shown is null."""
    json.dump(report_content(report, language), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def report_content(report: Report, language: str = "en") -> dict[str, Any]:
    """A report as it is written to JSON."""
    return {
        "harmonise": package_version(),
        "file": report.file,
        "layout": report.layout.name,
        "sheet": report.sheet,
        "rows": report.rows,
        "language": language,
        "numbers": {severity.value: report.number(severity) for severity in Severity},
        "rules": [
            {"rule": rule, "severity": severity.value, "column": column, "number": number}
            for (rule, severity, column), number in sorted(report.counts.items())
        ],
        "identifiers": [
            {"column": each.number, "heading": each.heading, "identity": each.identity.value, "sign": each.sign.value}
            for each in report.identifiers
        ],
        "findings": [_finding(each, language, report.layout) for each in report.findings],
    }


def _finding(finding: Finding, language: str, layout: Layout) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "row": finding.row,
        "rows": list(finding.all_rows),
        "column": finding.column,
        "title": rule_title(finding.rule, language, layout).format(**finding.details),
        "expected": expected_text(finding, language, layout),
        "found": finding.found,
        "sentence": finding_sentence(finding, language, layout),
    }
