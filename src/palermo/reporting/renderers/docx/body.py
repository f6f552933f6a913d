"""The sections: headings, numbered paragraphs and their subparagraphs, tables."""

from palermo.reporting.renderers.docx.front import bookmark_of
from palermo.reporting.renderers.docx.numbering import Numbering
from palermo.reporting.renderers.docx.pictures import map_paragraph
from palermo.reporting.renderers.docx.tables import report_table
from palermo.reporting.renderers.docx.text import spoken_runs
from palermo.reporting.spoken import Paragraph, Report, Section, Subparagraph, Table
from palermo.site.docx.faces import Face
from palermo.site.docx.text import bookmark_runs, paragraph, run, tab
from palermo.site.docx.xml import Element, w


def sections(report: Report, plan: Numbering, face: Face) -> list[Element]:
    """All sections, one after the other."""
    parts = (_section(section, report, mark, plan, face) for mark, section in enumerate(report.sections, start=1))
    return [element for section in parts for element in section]


def _section(section: Section, report: Report, mark: int, plan: Numbering, face: Face) -> list[Element]:
    title = bookmark_runs(spoken_runs(section.title, face), bookmark_of(section), mark)
    made = [paragraph(plan.heading_style(mark), title)] if section.title else []
    for block in section.blocks:
        made += _table(block, report, face) if isinstance(block, Table) else _paragraph(block, plan, face)
    return made


def _table(block: Table, report: Report, face: Face) -> list[Element]:
    caption, *table = report_table(block, face)
    return [caption, *([map_paragraph(block, report)] if block.picture else []), *table]


def _paragraph(block: Paragraph, plan: Numbering, face: Face) -> list[Element]:
    style = "BoldParagraph" if block.emphasis else "NumberedParagraph"
    if block.number is None:
        style = "BodyText"
    under = [_subparagraph(item, block, plan, face) for item in block.subparagraphs]
    keep = [w("keepNext")] if under else []
    return [paragraph(style, spoken_runs(block.content, face), *keep, plan.of(block)), *under]


def _subparagraph(item: Subparagraph, parent: Paragraph, plan: Numbering, face: Face) -> Element:
    words = spoken_runs(item.content, face)
    if not plan.counts_under(parent):
        return paragraph("LabelledSubparagraph", [run(item.label, face), tab(), *words])
    style = "BoldSubparagraph" if parent.emphasis else "Subparagraph"
    return paragraph(style, words, plan.under(parent))
