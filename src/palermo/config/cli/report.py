"""Build a report from the record as at a cut-off date, in the chosen languages and formats."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.reporting.building import draft
from palermo.reporting.checks.agreement import check_agreement
from palermo.reporting.checks.passages import part_names
from palermo.reporting.checks.record import find_unstated
from palermo.reporting.checks.report import check_report
from palermo.reporting.labels import label_record
from palermo.reporting.models import Report
from palermo.reporting.outline import outlines
from palermo.reporting.realization.reports import speak
from palermo.reporting.rendering import Rendered, issued_report, render
from palermo.reporting.states import Format, ReportState


class Paper(NamedTuple):
    """Which paper to build: a blueprint as at a date, or a report on record with its own masthead."""

    blueprint: str
    cutoff: date
    report: Report | None

    def name(self, language: str, form: Format) -> str:
        """The name of a file."""
        return f"{self.blueprint}-{self.cutoff}.{language}.{form.extension}"

    def make(self, language: str, formats: list[Format]) -> Rendered:
        """Make the paper from the record; a report that was issued, by its id, take as it was issued."""
        if self.report and self.report.state == ReportState.ISSUED and self.report.cutoff_on == self.cutoff:
            return issued_report(self.report, language, formats)
        return render(self.blueprint, self.cutoff, language, formats, self.report)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The one action and its options."""
    parser.add_argument("act", choices=["build"], help="write the files")
    parser.add_argument("which", metavar="BLUEPRINT|REPORT", help="a blueprint, or the id of a recorded report")
    parser.add_argument("--cutoff", type=_day, metavar="DATE", help="the cut-off date of the report")
    parser.add_argument("--lang", choices=[*CODES, "all"], default="all", help="the language (default: %(default)s)")
    parser.add_argument(
        "--format", choices=[*Format.values, "all"], default="all", help="the format (default: %(default)s)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="the folder for the files")
    parser.add_argument(
        "--check", action="store_true", help="also print editorial findings; they do not change the exit status"
    )
    parser.add_argument("--strict", action="store_true", help="exit with status 1 if texts are missing")


def run(options: argparse.Namespace) -> int:
    """Write the files; return 1 if there are problems and --strict is set, otherwise 0."""
    paper = _paper(options.which, options.cutoff)
    formats = list(Format) if options.format == "all" else [Format(options.format)]
    options.out.mkdir(parents=True, exist_ok=True)
    problems = 0
    languages = CODES if options.lang == "all" else (options.lang,)
    for language in languages:
        rendered = paper.make(language, formats)
        _write(rendered, paper, options.out)
        problems += len(rendered.spoken.problems)
    print(f"{problems} problems.")
    if options.check:
        _print_checks(paper, languages)
    return 1 if problems and options.strict else 0


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date such as 2008-01-31, found {words!r}") from None


def _paper(which: str, cutoff: date | None) -> Paper:
    """A report by its id, or a blueprint by its name in any case."""
    if report := Report.objects.filter(slug=which).first():
        return Paper(report.blueprint, cutoff or report.cutoff_on, report)
    blueprint = which.lower()
    if blueprint not in outlines():
        reports = ", ".join(Report.objects.values_list("slug", flat=True)) or "none"
        raise Refused(f"{which!r} not found. Document types: {', '.join(sorted(outlines()))}. Reports: {reports}.")
    if cutoff is None:
        raise Refused("Add a cut-off date, such as --cutoff 2008-01-31.")
    return Paper(blueprint, cutoff, None)


def _write(rendered: Rendered, paper: Paper, folder: Path) -> None:
    for form, content in rendered.files.items():
        path = folder / paper.name(rendered.spoken.language.code, form)
        path.write_bytes(content)
        print(f"{path}  {len(content):,} bytes, {_words(rendered)}")
    for problem in rendered.spoken.problems:
        print(f"{problem.language}, {problem.where}: {problem.what}", file=sys.stderr)


def _words(rendered: Rendered) -> str:
    limit = f" (limit: {rendered.spoken.word_limit:,})" if rendered.spoken.word_limit else ""
    return f"{rendered.spoken.words:,} words{limit}"


def _print_checks(paper: Paper, languages: tuple[str, ...]) -> None:
    """Findings in each language and between them, and what no paragraph states."""
    drafted = draft(paper.blueprint, paper.cutoff, paper.report)
    versions = {language: speak(drafted.in_language(language), language, labels=label_record) for language in languages}
    findings = [*check_agreement(versions), *(each for version in versions.values() for each in check_report(version))]
    parts = part_names(versions.get("en") or next(iter(versions.values())))
    for finding in findings:
        part = parts.get(finding.where, finding.where)
        place = f"{part}, paragraph {finding.number}" if finding.number else part
        excerpt = f"  {finding.excerpt}" if finding.excerpt else ""
        advice = " (advice)" if finding.is_advice else ""
        print(f"{finding.language}, {place}: {finding.what}{advice}{excerpt}")
    for record in find_unstated(drafted.in_language("en"), drafted.record):
        print(f"Not stated: {record.source.kind}/{record.source.id}{f', {record.reason}' if record.reason else ''}")
    print(f"{len(findings)} findings.")
