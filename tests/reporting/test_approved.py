"""The whole text of reports, approved by reading: a change of one sentence is a reviewed difference of these files.

After reading the difference, rewrite the files: `PALERMO_APPROVE=1 ./palermo test tests/reporting/test_approved.py`.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from palermo.core.languages import CODES
from palermo.reporting import spoken
from palermo.reporting.building import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

FOLDER = Path(__file__).with_name("approved")
JANUARY = date(2008, 1, 31)
EARLIER_AND_LATER = (date(2007, 6, 30), date(2007, 9, 30), date(2008, 3, 31))
PAPERS = [
    *(("progress", JANUARY, lang) for lang in CODES),
    *(("progress", cutoff, lang) for cutoff in EARLIER_AND_LATER for lang in ("ar", "zh", "en", "ru")),
    *(("briefing", JANUARY, lang) for lang in CODES),
]


def words(part: spoken.Spoken | None) -> str:
    runs = (run.text if isinstance(run, spoken.Run) else f"[{run.sign}]" for run in part or ())
    return "".join(runs).replace("\N{NO-BREAK SPACE}", "~")


def text_of(report: spoken.Report) -> str:
    """The report as plain text: one line a heading, a sentence or a row, no-break spaces as tildes."""
    head = report.masthead
    lines = [
        words(part) for part in (head.organ, head.subsidiary, head.session, head.place_and_dates, head.agenda_item)
    ]
    lines += [words(head.agenda_item_title), words(report.title), words(report.subtitle), ""]
    for paragraph in report.summary:
        lines += [words(clause.content) for clause in paragraph.clauses]
    for section in report.sections:
        lines += ["", f"{section.label} {words(section.title)}"]
        for block in section.blocks:
            if isinstance(block, spoken.Table):
                lines += ["", words(block.caption)]
                lines += [" | ".join(map(words, row)) for row in (block.headings, *block.rows)]
                continue
            lines += ["", f"{block.number}."] + [words(clause.content) for clause in block.clauses]
            lines += [f"{part.label} {words(part.content)}" for part in block.subparagraphs]
    lines += ["", *(f"[{note.sign}] {words(note.content)}" for note in (*report.marked_notes, *report.footnotes))]
    lines += ["", *(f"({problem.where}: {problem.what})" for problem in report.problems)]
    return "\n".join(lines).strip() + "\n"


@pytest.mark.parametrize(("name", "cutoff", "lang"), PAPERS, ids=lambda value: str(value))
def test_report_reads_as_it_was_approved(name, cutoff, lang):
    path, text = FOLDER / f"{name}-{cutoff}.{lang}.txt", text_of(build(name, cutoff, lang))
    if os.environ.get("PALERMO_APPROVE"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
