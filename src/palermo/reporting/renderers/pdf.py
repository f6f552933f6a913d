"""A report as a tagged PDF (PDF/UA-1), set by typst.

The words travel as one JSON string and are never part of the markup, so no text can become code.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from palermo.reporting.renderers import wording
from palermo.reporting.renderers.pictures import describe_map, svg_of_map
from palermo.reporting.spoken import Masthead, NoteCall, Paragraph, Report, Run, Section, Spoken, Table
from palermo.site.typesetting import set_pdf

# Where the script or the spelling depends on it.
_REGIONS = {"zh": "CN", "en": "GB"}
_LINES = (
    "status", "status_note", "organization", "organ", "symbol_line", "distribution", "date", "version", "original",
    "subsidiary", "session", "place_and_dates", "agenda_item", "agenda_item_title",
)  # fmt: skip


def render_pdf(report: Report) -> bytes:
    """The report as PDF/UA-1 with bookmarks and embedded fonts; the same report gives the same bytes."""
    return set_pdf(_template(), _report_data(report), name="report", dated=report.cutoff)


@cache
def _template() -> bytes:
    return files("palermo.reporting.renderers").joinpath("report.typ").read_bytes()


def _report_data(report: Report) -> dict[str, object]:
    return {
        "language": report.language.code,
        "region": _REGIONS.get(report.language.code),
        "right_to_left": report.language.right_to_left,
        "cutoff": [report.cutoff.year, report.cutoff.month, report.cutoff.day],
        "name": wording.plain(report.title),
        "masthead": _masthead(report.masthead),
        "title": _run_data(report.title),
        "subtitle": _run_data(report.subtitle),
        "summary": [_paragraph(report, paragraph) for paragraph in report.summary],
        "sections": [_section(report, section) for section in report.sections],
        "symbol": report.masthead.symbol,
        "notes": {note.sign: _run_data(note.content) for note in (*report.marked_notes, *report.footnotes)},
        "labels": vars(report.labels),
        "has_contents": report.has_contents,
    }


def _masthead(masthead: Masthead) -> dict[str, object]:
    lines: dict[str, object] = {line: _run_data(getattr(masthead, line) or ()) for line in _LINES}
    return lines | {"particulars_language": masthead.particulars_language}


def _section(report: Report, section: Section) -> dict[str, object]:
    return {
        "key": section.key,
        "label": section.label,
        "title": _run_data(section.title),
        "short_title": _run_data(wording.without_notes(section.title)),
        "paragraphs": wording.paragraph_span(section),
        "blocks": [
            _table(report, block) if isinstance(block, Table) else _paragraph(report, block) for block in section.blocks
        ],
    }


def _paragraph(report: Report, paragraph: Paragraph) -> dict[str, object]:
    number = paragraph.number
    return {
        "kind": "paragraph",
        "number": None if number is None else wording.number_mark(report.language, number),
        "content": _run_data(paragraph.content),
        "emphasis": paragraph.emphasis,
        "subparagraphs": [
            {"label": item.label, "content": _run_data(item.content)} for item in paragraph.subparagraphs
        ],
    }


def _table(report: Report, table: Table) -> dict[str, object]:
    return {
        "kind": "table",
        "caption": _run_data(table.caption),
        "picture": svg_of_map(report, table).decode() if table.picture else None,
        "description": describe_map(report, table) if table.picture else "",
        "shares": _shares(report, table),
        "whole_rows": wording.has_whole_rows(table),
        "numbers": [at in wording.number_columns(table) for at in range(len(table.headings))],
        "headings": [_run_data(heading) for heading in table.headings],
        "rows": [[_run_data(cell) for cell in row] for row in table.rows],
    }


def _shares(report: Report, table: Table) -> list[float | None]:
    """Shares of the width; a column of symbols takes exactly what they need."""
    fitted = wording.symbol_columns(table)
    return [None if at in fitted else share for at, share in enumerate(wording.column_shares(table, report.language))]


def _run_data(spoken: Iterable[Run | NoteCall] | Spoken) -> list[dict[str, object]]:
    return [
        _call(part) if isinstance(part, NoteCall) else {"text": part.text, "style": part.style.value} for part in spoken
    ]


def _call(call: NoteCall) -> dict[str, object]:
    return {"mark": call.mark} if call.mark else {"note": call.number, "shown": call.printed_sign}
