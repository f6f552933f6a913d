"""How the words of a report are spread over its sections."""

from dataclasses import dataclass, replace

from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.words import words_of
from palermo.reporting.spoken import Report


@dataclass(frozen=True)
class SectionWords:
    """The words of one section, its heading among them."""

    label: str
    title: str
    words: int


def words_by_section(report: Report) -> tuple[SectionWords, ...]:
    """Words of the summary and of each section, counted as the whole report is.

    The rest up to `Report.words` stands in the title and the footnotes; in Chinese each part is rounded up.
    """
    bare = replace(report, title=(), subtitle=(), summary=(), sections=(), footnotes=())
    summary = SectionWords("", report.labels.summary, words_of(replace(bare, summary=report.summary)))
    sections = tuple(
        SectionWords(section.label, plain(section.title), words_of(replace(bare, sections=(section,))))
        for section in report.sections
    )
    return (*((summary,) if report.summary else ()), *sections)
