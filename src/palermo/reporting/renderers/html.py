"""A report as a web page: a fragment for the sites, and a file that stands alone. No script in either."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from palermo.reporting.renderers import wording
from palermo.reporting.spoken import Paragraph, Report, Section, Table
from palermo.reporting.tree import Source


class Link(NamedTuple):
    """Where a record that a paragraph states can be read, and under which title."""

    title: str
    url: str


Links = Mapping[Source, Link | tuple[str, str]]


def render_html(report: Report, *, links: Links | None = None) -> SafeString:
    """The report as an `<article>`.

    `links` holds the records that this reader may see. Any other source leaves no trace: no title, no
    address, no count, nothing to open.
    """
    return render_to_string("reporting/paper.html", _paper_context(report, links or {}))


def render_html_page(report: Report, *, links: Links | None = None) -> bytes:
    """The report as a file of its own, with its stylesheet inside; the same report gives the same bytes."""
    context = {"report": report, "name": wording.plain(report.title), "stylesheet": _stylesheet()}
    return render_to_string("reporting/page.html", {**context, "paper": render_html(report, links=links)}).encode()


@cache
def _stylesheet() -> SafeString:
    sheet = files("palermo.reporting").joinpath("static/reporting/paper.css").read_text(encoding="utf-8")
    # Our own file, not a word of anyone else's: the only thing here that is not escaped.
    return mark_safe(sheet)  # noqa: S308 -- see the line above


def _paper_context(report: Report, links: Links) -> dict[str, object]:
    return {
        "report": report,
        "masthead": report.masthead,
        "labels": report.labels,
        "notes": (*report.marked_notes, *report.footnotes),
        "summary": [_block(report, paragraph, links) for paragraph in report.summary],
        "sections": [_section(report, section, links) for section in report.sections],
        "has_sources": bool(links),
    }


def _section(report: Report, section: Section, links: Links) -> dict[str, object]:
    return {
        "section": section,
        "short_title": wording.without_notes(section.title),
        "paragraphs": wording.paragraph_span(section),
        "blocks": [_block(report, block, links) for block in section.blocks],
    }


def _block(report: Report, block: Paragraph | Table, links: Links) -> dict[str, object]:
    if isinstance(block, Table):
        return {
            "table": block,
            "name": wording.plain(block.caption) or ", ".join(map(wording.plain, block.headings)),
            "numbers": wording.number_columns(block),
            "links": _source_links(block.sources, links),
        }
    under = (source for item in block.subparagraphs for source in item.sources)
    mark = "" if block.number is None else wording.number_mark(report.language, block.number)
    return {"paragraph": block, "mark": mark, "links": _source_links((*block.sources, *under), links)}


def _source_links(sources: Iterable[Source], links: Links) -> list[Link]:
    """Links of the sources that have one, each once, in the order they are stated."""
    return [Link(*links[source]) for source in dict.fromkeys(sources) if source in links]
