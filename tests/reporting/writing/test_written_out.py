"""A generated paragraph written out for an officer reads as it was generated, in every language."""

from datetime import date

import pytest

from palermo.core.languages import BY_CODE, CODES
from palermo.reporting import tree
from palermo.reporting.building import draft
from palermo.reporting.realization.inline import plain, realize_all
from palermo.reporting.realization.reports import speak
from palermo.reporting.realization.telling import Telling
from palermo.reporting.spoken import NoteCall, Paragraph, Run
from palermo.reporting.writing.content import ParagraphContent, content_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.mark.parametrize("language", CODES)
def test_generated_paragraphs_written_out_and_read_again_are_the_same(language):
    drafted = draft("progress", date(2008, 1, 31))
    report = speak(drafted.in_language(language), language)
    notes = {note.number: note.content for note in report.footnotes}
    for paragraph in report.paragraphs:
        content = content_of(paragraph, report.footnotes, language)
        assert isinstance(content, ParagraphContent)
        telling = Telling(BY_CODE[language])
        lines = [realize_all((line.content,), telling) for line in content.lines()]
        assert [_comparable(line) for line in lines] == [_comparable(line) for line in _lines(paragraph)]
        called = [part.number for line in _lines(paragraph) for part in line if isinstance(part, NoteCall)]
        assert [plain(note.content) for note in telling.footnotes] == [plain(notes[number]) for number in called]
        assert set(content.facts) == _facts(drafted.in_language(language), paragraph)


def _lines(paragraph: Paragraph) -> list:
    return [paragraph.content, *(part.content for part in paragraph.subparagraphs)]


def _comparable(line) -> list[tuple[str, str]]:
    """Runs by style; a note only as a note, for its number depends on what stands before."""
    return [(part.style.value, part.text) if isinstance(part, Run) else ("note", "") for part in line]


def _facts(report: tree.Report, paragraph: Paragraph) -> set[tree.Fact]:
    of = {fact for clause in paragraph.clauses for fact in clause.facts}
    mentions = {mention.of for clause in paragraph.clauses for mention in clause.mentions}
    for part in paragraph.subparagraphs:
        of |= {fact for clause in part.clauses for fact in clause.facts}
        mentions |= {mention.of for clause in part.clauses for mention in clause.mentions}
    return of | mentions
