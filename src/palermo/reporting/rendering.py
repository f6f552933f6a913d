"""From a report on record to files: the one place that knows every renderer."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.languages import language_in_sentence
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.speech.signs import comma
from palermo.reporting import spoken
from palermo.reporting.building import build
from palermo.reporting.frozen import thaw
from palermo.reporting.models import IssuedFile, Report
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


def issued_report(report: Report, language: str, formats: Iterable[Format]) -> Rendered:
    """An issued report in one language as it was issued, whatever became of the record since.

    Refused if what was issued is not kept here.
    """
    text = report.texts.filter(language=language).first()
    kept = {Format(file.format): file for file in report.files.filter(language=language)}
    missing = [str(form.label) for form in formats if form not in kept or not _is_kept(kept[form])]
    if text is None or missing:
        raise Refused(
            _("This report was issued on %(day)s, but parts of it are missing in %(language)s: %(missing)s")
            % {
                "day": localize_day(report.issued_on),
                "language": language_in_sentence(language),
                "missing": comma().join([*([] if text else [_("the text")]), *missing]),
            }
        )
    return Rendered(thaw(text.content), {form: _bytes_of(kept[form]) for form in formats})


def _is_kept(issued: IssuedFile) -> bool:
    name = issued.file.name
    return bool(name and issued.file.storage.exists(name))


def _bytes_of(issued: IssuedFile) -> bytes:
    with issued.file.open("rb") as opened:
        return bytes(opened.read())


def render_report(report: Report, language: str, formats: Iterable[Format]) -> Rendered:
    """Render a report on record, with its masthead and recommendations."""
    return render(report.blueprint, report.cutoff_on, language, formats, report)
