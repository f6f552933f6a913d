"""Reports: the text of each language as it was issued. Of one in preparation, its title and what it recommends."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.reporting.frozen import thaw
from palermo.reporting.models import IssuedText, Report
from palermo.reporting.realization.inline import plain
from palermo.reporting.spoken import Paragraph, Spoken, Table
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of


def _drafts(reports: QuerySet[Report]) -> Iterator[Draft]:
    for report in reports.select_related("session__body").prefetch_related("texts", "recommendations"):
        issued = {text.language: _words(text) for text in report.texts.all()}
        recommended = [each.text for each in report.recommendations.all()] if not issued else []
        yield from drafts_of(
            report,
            report.title,
            issued,
            *recommended,
            symbols=(report.symbol,) if report.symbol else (),
            body=report.session.body.slug if report.session else "",
            on=PartialDate(report.issued_on or report.cutoff_on),
            audience=report.audience,
        )


def _words(text: IssuedText) -> str:
    """Everything the report says, a paragraph or a cell a line."""
    report = thaw(text.content)
    spoken = [report.title, report.subtitle, *_of(report.summary)]
    for section in report.sections:
        spoken += [section.title, *_of(section.blocks)]
    spoken += [note.content for note in report.footnotes]
    return "\n".join(line for line in map(plain, spoken) if line)


def _of(blocks: Iterable[Paragraph | Table]) -> Iterator[Spoken]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (block.caption, *block.headings, *(cell for row in block.rows for cell in row))
        else:
            yield from (block.content, *(part.content for part in block.subparagraphs))


searchable(SearchSource(kind_of(Report), _drafts, {"reports": same}))
