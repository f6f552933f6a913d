"""A report as a web page: a fragment for the sites, and a file that stands alone. No script in either."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from palermo.reporting.renderers import wording
from palermo.reporting.renderers.pictures import describe_map, svg_of_map
from palermo.reporting.spoken import Paragraph, Report, Section, Table
from palermo.reporting.tree import Source


class Link(NamedTuple):
    """Where a record that a paragraph states can be read, and under which title."""

    title: str
    url: str


class Mark(NamedTuple):
    """That a part of the text is corrected: `how` is "words", "whole" or "insertion"; by which document, and where.

    `document` is the symbol of the document or, with `is_symbol` false, its name.
    """

    how: str
    document: str
    is_symbol: bool
    url: str

    @property
    def words(self) -> SafeString:
        """What stands at the part."""
        patterns = {
            "whole": _("Deleted by %(document)s"),
            "insertion": _("New paragraph after this one, inserted by %(document)s"),
            "words": _("Corrected by %(document)s"),
        }
        named = '<bdi class="symbol" dir="ltr">{}</bdi>' if self.is_symbol else "{}"
        return format_html(patterns[self.how].replace("%(document)s", "{}"), format_html(named, self.document))


# By the part of the text, as the places of an issued report name it: "title", "paragraph-11".
Marks = Mapping[str, Sequence[Mark]]
Links = Mapping[Source, Link | tuple[str, str]]


def render_html(report: Report, *, links: Links | None = None, marks: Marks | None = None) -> SafeString:
    """The report as an `<article>`; `marks` stand at the parts of the text that other documents correct.

    `links` holds the records that this reader may see. Any other source leaves no trace: no title, no
    address, no count, nothing to open.
    """
    return render_to_string("reporting/paper.html", _paper_context(report, links or {}, marks or {}))


def render_html_page(report: Report, *, links: Links | None = None) -> bytes:
    """The report as a file of its own, with its stylesheet inside; the same report gives the same bytes."""
    context = {"report": report, "name": wording.plain(report.title), "stylesheet": _stylesheet()}
    return render_to_string("reporting/page.html", {**context, "paper": render_html(report, links=links)}).encode()


@cache
def _stylesheet() -> SafeString:
    sheet = files("palermo.reporting").joinpath("static/reporting/paper.css").read_text(encoding="utf-8")
    # Our own file, not a word of anyone else's: the only thing here that is not escaped.
    return mark_safe(sheet)  # noqa: S308 -- see the line above


def _paper_context(report: Report, links: Links, marks: Marks) -> dict[str, object]:
    return {
        "report": report,
        "masthead": report.masthead,
        "labels": report.labels,
        "title_marks": marks.get("title", ()),
        "notes": [
            (note, marks.get(f"footnote-{note.number}", ())) for note in (*report.marked_notes, *report.footnotes)
        ],
        "summary": [
            _block(report, each, links, marks.get(f"summary-{at}", ())) for at, each in enumerate(report.summary, 1)
        ],
        "sections": [_section(report, section, links, marks) for section in report.sections],
        "has_sources": bool(links),
    }


def _section(report: Report, section: Section, links: Links, marks: Marks) -> dict[str, object]:
    return {
        "section": section,
        "short_title": wording.without_notes(section.title),
        "paragraphs": wording.paragraph_span(section),
        "marks": marks.get(f"heading-{section.key}", ()),
        "blocks": [_block(report, block, links, marks.get(wording.part_of(block), ())) for block in section.blocks],
    }


def _block(report: Report, block: Paragraph | Table, links: Links, marks: Sequence[Mark]) -> dict[str, object]:
    if isinstance(block, Table):
        return {
            "table": block,
            "name": wording.plain(block.caption) or ", ".join(map(wording.plain, block.headings)),
            "numbers": wording.number_columns(block),
            "links": _source_links(block.sources, links),
            "marks": marks,
            "picture": b64encode(svg_of_map(report, block)).decode() if block.picture else "",
            "description": describe_map(report, block) if block.picture else "",
        }
    under = (source for item in block.subparagraphs for source in item.sources)
    mark = "" if block.number is None else wording.number_mark(report.language, block.number)
    found = _source_links((*block.sources, *under), links)
    return {"paragraph": block, "mark": mark, "links": found, "marks": marks}


def _source_links(sources: Iterable[Source], links: Links) -> list[Link]:
    """Links of the sources that have one, each once, in the order they are stated."""
    return [Link(*links[source]) for source in dict.fromkeys(sources) if source in links]
