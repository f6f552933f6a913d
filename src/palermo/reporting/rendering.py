"""From a report on record to files: the one place that knows every renderer."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from palermo.reporting import spoken
from palermo.reporting.building import build
from palermo.reporting.models import Report
from palermo.reporting.renderers.akn import render_akn
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.renderers.html import render_html_page
from palermo.reporting.renderers.pdf import render_pdf
from palermo.reporting.states import Format

RENDERERS: dict[Format, Callable[[spoken.Report], bytes]] = {
    Format.HTML: render_html_page,
    Format.DOCX: render_docx,
    Format.PDF: render_pdf,
    Format.AKN: render_akn,
}
MEDIA_TYPES = {
    Format.HTML: "text/html",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.AKN: "application/akn+xml",
}


class Rendered(NamedTuple):
    """A report in one language, and its bytes in each format asked for."""

    spoken: spoken.Report
    files: dict[Format, bytes]


def render(
    blueprint: str, cutoff: date, language: str, formats: Iterable[Format], report: Report | None = None
) -> Rendered:
    """Build a report in one language and set it in the formats asked for. The same record gives the same bytes."""
    report_text = build(blueprint, cutoff, language, report)
    return Rendered(report_text, {form: RENDERERS[form](report_text) for form in formats})


def render_report(report: Report, language: str, formats: Iterable[Format]) -> Rendered:
    """Render a report on record, with its masthead and recommendations."""
    return render(report.blueprint, report.cutoff_on, language, formats, report)
