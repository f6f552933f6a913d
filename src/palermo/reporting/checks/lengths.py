"""How the words of a report are spread over its sections."""

from dataclasses import dataclass

from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.words import count_words, texts_of
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
    summary = SectionWords("", report.labels.summary, count_words(*texts_of((), (), report.summary, (), ())))
    sections = tuple(
        SectionWords(section.label, plain(section.title), count_words(*texts_of((), (), (), (section,), ())))
        for section in report.sections
    )
    return (*((summary,) if report.summary else ()), *sections)
