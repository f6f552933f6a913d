"""Reports: as issued, and as previews made from the record on the spot."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.languages import BY_CODE, OFFERED_INSTEAD, Language, active_language
from palermo.core.records import find_by_pk
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.library.read_log import ServedPaper, note_reads
from palermo.library.states import Paper, ReadBy
from palermo.library.web.downloads import File, opener_of, serve_file
from palermo.library.web.page_cache import cached, cached_for_own
from palermo.portal.report_problems import ReportProblems, problems_of
from palermo.reporting import spoken
from palermo.reporting.cached import cached_report, cached_versions, check_versions
from palermo.reporting.changes.drafting import issued_languages
from palermo.reporting.changes.showing import Changes, changes_shown
from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.passages import part_names
from palermo.reporting.frozen import thaw
from palermo.reporting.models import Report
from palermo.reporting.queries import (
    files_visible_to,
    report_recommendations_visible_to,
    reports_visible_to,
    texts_visible_to,
)
from palermo.reporting.renderers.html import render_html
from palermo.reporting.renderers.wording import plain
from palermo.reporting.rendering import MEDIA_TYPES, render_report
from palermo.reporting.source_links import links_for
from palermo.reporting.states import IN_SOME_LANGUAGES, Format, ReportRelation, ReportState
from palermo.reporting.tree import Source
from palermo.site.listing import page_of


@login_not_required
def report_list(request: SiteRequest) -> HttpResponse:
    """Every report the reader may see, latest first."""
    viewer = request.viewer
    meeting = Prefetch("meeting", meetings_visible_to(viewer))
    reports = reports_visible_to(viewer).select_related("session__body").prefetch_related(meeting)
    page = page_of(request, reports)
    rows = [(each, report_problems(each, viewer) if viewer.is_secretariat else None) for each in page]
    return render(request, "portal/reports/list.html", {"page": page, "rows": rows})


def report_problems(report: Report, viewer: Viewer) -> ReportProblems | None:
    """What keeps a report in preparation from being issued; None of one that was issued."""
    if report.state == ReportState.ISSUED:
        return None
    return cached(f"problems of report {report.pk}", viewer, lambda: problems_of(cached_versions(report), viewer))


@login_not_required
def report_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """The report as a reader reads it: numbered paragraphs, footnotes, and the records behind each paragraph."""
    viewer = request.viewer
    report = get_object_or_404(reports_visible_to(viewer).select_related("session__body"), slug=slug)
    reading_language = _reading_language(report)
    changes = changes_shown(report, viewer, reading_language)
    recommendations = report_recommendations_visible_to(viewer).filter(report=report).order_by("number")
    recommendation_rows = list(recommendations.select_related("follow_up"))
    context = {
        "report": report,
        "changes": changes,
        "recommendations": recommendation_rows,
        "not_taken_over": [each for each in recommendation_rows if each.follow_up is None],
        "meeting": find_by_pk(meetings_visible_to(viewer), report.meeting_id),
        "formats": Format.choices,
        "reading_language": reading_language,
        "reading_formats": [(form.value, form.label) for form in (Format.PDF, Format.DOCX)],
        "downloads": [(each, [(form, form.label) for form in Format]) for each in issued_languages(report)],
        "is_issued": report.state == ReportState.ISSUED,
        **cached_for_own(f"report {report.pk}", viewer, lambda: _reading_context(report, viewer, changes)),
    }
    if request.method == "GET":
        note_reads([served_report(report, active_language().code, ReadBy.PAGE)], by=request.user)
    return render(request, "portal/reports/detail.html", context)


def _reading_language(report: Report) -> str:
    """The language in which it is read: the reader's, or the first on offer in which it was issued."""
    here, codes = active_language().code, {each.code for each in issued_languages(report)}
    return next((code for code in (here, *OFFERED_INSTEAD) if code in codes), here)


def _reading_context(report: Report, viewer: Viewer, changes: Changes) -> dict[str, object]:
    # The checks read the record and keep every version: after them the report is at hand.
    is_checked = report.state != ReportState.ISSUED and report.relation != ReportRelation.CORRIGENDUM
    checks = _checks_context(report, viewer) if viewer.is_secretariat and is_checked else {}
    content = spoken_report(report, viewer, active_language().code)
    return {
        "article": render_html(content, links=links_for(_sources(content), viewer), marks=changes.marks),
        "problems": report_problems(report, viewer) if checks else None,
        **checks,
        "contents": [(each.key, each.label, plain(each.title)) for each in content.sections if each.title],
        "words": content.words,
        "word_limit": content.word_limit,
        "is_too_long": content.word_limit is not None and content.words > content.word_limit,
    }


def _checks_context(report: Report, viewer: Viewer) -> dict[str, object]:
    """Shown to the secretariat beside the text: findings by kind, what is not stated, words by section."""
    here = active_language()
    checks = check_versions(report, here.code)
    parts = part_names(cached_report(report, here.code))
    links = links_for({each.source for each in checks.unstated}, viewer)
    return {
        "findings": [
            (kind.label, found)
            for kind in Kind
            if (found := [_finding_row(finding, parts) for finding in checks.findings if finding.kind is kind])
        ],
        "unstated": [(links.get(each.source), each) for each in checks.unstated],
        "section_words": checks.words,
        "other_words": checks.other_words,
        "here": here,
    }


def _finding_row(finding: Finding, parts: Mapping[str, str]) -> tuple[Finding, Language, str]:
    """A finding with the language of its excerpt and the name of the part where it is."""
    return finding, BY_CODE[finding.language], parts.get(finding.where, "")


def spoken_report(report: Report, viewer: Viewer, language: str) -> spoken.Report:
    """The report as it was issued, or as the record has it now: what every page shows of it, its length included."""
    if report.state != ReportState.ISSUED:
        return cached_report(report, language)
    texts = texts_visible_to(viewer).filter(report=report)
    issued = texts.filter(language=language).first()
    if issued is None and report.relation in IN_SOME_LANGUAGES:
        issued = texts.filter(language=_reading_language(report)).first()
    if issued is None:
        raise _missing_text_refusal(report)
    return thaw(issued.content)


def _missing_text_refusal(report: Report) -> Refused:
    return Refused(
        _(
            "This report was issued on %(day)s, but its files are not stored here. Ask the secretariat to "
            "import it from the archive."
        )
        % {"day": localize_day(report.issued_on)}
    )


def _sources(content: spoken.Report) -> set[Source]:
    blocks = [*content.summary, *(block for section in content.sections for block in section.blocks)]
    sources = {source for block in blocks for source in block.sources}
    for block in blocks:
        for part in getattr(block, "subparagraphs", ()):
            sources.update(part.sources)
    return sources


@login_not_required
@require_safe
def report_file(request: SiteRequest, slug: str, language: str, form: str) -> HttpResponseBase:
    """The report as a file: the frozen one when it is issued, else one made from the record now."""
    report = get_object_or_404(reports_visible_to(request.viewer), slug=slug)
    if report.state == ReportState.ISSUED:
        file = _issued_file(request.viewer, report, language, Format(form))
    else:
        file = _render_file(report, language, Format(form))
    return serve_file(request, file, served_report(report, language, ReadBy.FILE, form=form, sha256=file.sha256))


def _issued_file(viewer: Viewer, report: Report, language: str, form: Format) -> File:
    issued = files_visible_to(viewer).filter(report=report, language=language, format=form).first()
    path = issued.file.name if issued else None
    if issued is None or path is None or not issued.file.storage.exists(path):
        raise _missing_text_refusal(report)
    return File(opener_of(issued.file), _name(report, language, form), MEDIA_TYPES[form], issued.sha256)


def _render_file(report: Report, language: str, form: Format) -> File:
    content = render_report(report, language, [form]).files[form]
    digest = sha256(content).hexdigest()
    return File(lambda: BytesIO(content), _name(report, language, form), MEDIA_TYPES[form], digest)


def _name(report: Report, language: str, form: Format) -> str:
    return f"{report.slug}.{language}.{form.extension}"


def served_report(report: Report, language: str, by: ReadBy, **file: str) -> ServedPaper:
    """A report in one language, given as a text or as a file."""
    return ServedPaper(Paper.REPORT, report.pk, report.slug, report.symbol, report.audience, language, by, **file)
