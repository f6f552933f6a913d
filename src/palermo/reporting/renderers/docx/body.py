"""The sections: headings, numbered paragraphs and their subparagraphs, tables."""

from palermo.reporting.renderers.docx.front import bookmark_of
from palermo.reporting.renderers.docx.numbering import Numbering
from palermo.reporting.renderers.docx.tables import report_table
from palermo.reporting.renderers.docx.text import bookmark_runs, spoken_runs
from palermo.reporting.spoken import Paragraph, Report, Section, Subparagraph, Table
from palermo.site.docx.faces import Face
from palermo.site.docx.text import paragraph, run, tab
from palermo.site.docx.xml import Element


def sections(report: Report, plan: Numbering, face: Face) -> list[Element]:
    """All sections, one after the other."""
    parts = (_section(section, mark, plan, face) for mark, section in enumerate(report.sections, start=1))
    return [element for section in parts for element in section]


def _section(section: Section, mark: int, plan: Numbering, face: Face) -> list[Element]:
    title = [run(section.label, face), tab(), *spoken_runs(section.title, face)]
    made = [paragraph("Heading1", bookmark_runs(title, bookmark_of(section), mark))]
    for block in section.blocks:
        made += report_table(block, face) if isinstance(block, Table) else _paragraph(block, plan, face)
    return made


def _paragraph(block: Paragraph, plan: Numbering, face: Face) -> list[Element]:
    counted = plan.of(block)
    style = "BodyText" if counted is None else "NumberedParagraph"
    under = [_subparagraph(item, block, plan, face) for item in block.subparagraphs]
    return [paragraph(style, spoken_runs(block.content, face), counted), *under]


def _subparagraph(item: Subparagraph, parent: Paragraph, plan: Numbering, face: Face) -> Element:
    counted = plan.under(parent)
    label = [] if counted is not None else [run(item.label, face), tab()]
    return paragraph("Subparagraph", [*label, *spoken_runs(item.content, face)], counted)
