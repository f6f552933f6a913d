"""Datasets, their editions, and what was found in them."""

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.audit.file_refusals import refusal_of
from palermo.core import clock
from palermo.core.finding import filter_by_words
from palermo.core.languages import active_language
from palermo.core.limited_process.starting import MEGABYTE, Limits, read_bytes_apart
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.core.text import MultilingualText
from palermo.core.worker import progress_of
from palermo.knowledge.checking import check_edition
from palermo.knowledge.edition_files import check_is_as_received
from palermo.knowledge.finding_sentences import rule_words, sentences_of
from palermo.knowledge.layouts import layout_of, layout_title
from palermo.knowledge.losses import lines_of
from palermo.knowledge.models import DatasetEdition, EditionStep, Finding
from palermo.knowledge.queries.datasets import (
    dataset_editions_visible_to,
    datasets_visible_to,
    edition_steps_visible_to,
    findings_visible_to,
    previous_edition,
)
from palermo.knowledge.rules.datasets import check_may_explain, reads_findings
from palermo.knowledge.states.datasets import (
    CHECKING_STEPS,
    DatasetEditionStatus,
    DatasetRows,
    FindingSeverity,
    FindingStatus,
    StepKind,
)
from palermo.site.action_pages import named_action_links_for_each
from palermo.site.listing import choices_in, filter_value, page_of, search_words

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKING = "palermo.knowledge.marking"
# DuckDB reserves far more of the address space than it uses.
MARKING_LIMITS = Limits(
    seconds=60, clock=90, memory=640 * MEGABYTE, answer=64 * MEGABYTE, space=4096 * MEGABYTE, files=1024 * MEGABYTE
)
ON_FINDING = ("explain-finding", "reopen-finding")
ORDER = list(FindingSeverity.values)


@login_not_required
@require_safe
def dataset_list(request: SiteRequest) -> HttpResponse:
    """Datasets, each with its latest accepted edition."""
    viewer = request.viewer
    found, words = datasets_visible_to(viewer), search_words(request)
    kind = filter_value(request, "rows", DatasetRows.values)
    rows = found.filter(rows=kind) if kind else found
    rows = filter_by_words(rows, words, texts=("title", "summary"))
    accepted = dataset_editions_visible_to(viewer).filter(status=DatasetEditionStatus.ACCEPTED).order_by("-number")
    context = {
        "page": page_of(
            request, rows.prefetch_related(Prefetch("editions", accepted, to_attr="accepted")).order_by("slug")
        ),
        "rows": kind,
        "kinds": choices_in(found, "rows", DatasetRows.choices),
        "find": words,
        "is_narrowed": bool(kind or words),
    }
    return render(request, "knowledge/datasets/list.html", context)


@login_not_required
@require_safe
def dataset_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One dataset with its editions."""
    viewer = request.viewer
    dataset = get_object_or_404(datasets_visible_to(viewer), slug=slug)
    editions = dataset_editions_visible_to(viewer).filter(dataset=dataset).order_by("-number")
    context = {
        "dataset": dataset,
        "layout": layout_title(dataset),
        "is_inside": reads_findings(viewer, dataset.source),
        "page": page_of(request, editions),
    }
    return render(request, "knowledge/datasets/detail.html", context)


@login_not_required
@require_safe
def dataset_edition(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """One edition: how it was made, and for its source and the secretariat what was found in it."""
    viewer = request.viewer
    editions = dataset_editions_visible_to(viewer).select_related("dataset__source", "agreement")
    edition = get_object_or_404(editions, dataset__slug=slug, number=number)
    dataset = edition.dataset
    steps = list(edition_steps_visible_to(viewer).filter(edition=edition).order_by("position"))
    is_inside = reads_findings(viewer, dataset.source)
    refusal = refusal_of(edition) if is_inside else None
    context = {
        "edition": edition,
        "reason": MultilingualText(refusal.sentences) if refusal else edition.reason,
        "refusal": refusal,
        "dataset": dataset,
        "layout": layout_title(dataset),
        "is_inside": is_inside,
        "is_waiting": edition.status == DatasetEditionStatus.RECEIVED,
        "progress": progress_of(check_edition, edition.pk) if edition.status == DatasetEditionStatus.RECEIVED else "",
        "steps": steps,
        "time_zone": settings.TIME_ZONE,
        "step_count": len(CHECKING_STEPS),
        "losses": lines_of(_report(steps), is_inside=is_inside),
        "left_out": _report(steps).get("left_out", []),
        "others": dataset_editions_visible_to(viewer).filter(dataset=dataset).order_by("-number")[:10],
        **(_findings(request, edition) if is_inside else {}),
    }
    return render(request, "knowledge/datasets/edition.html", context)


def _report(steps: list[EditionStep]) -> dict[str, Any]:
    return next((step.report for step in steps if step.kind == StepKind.HARMONISED), {})


class RuleLine(NamedTuple):
    """A rule with the number of its findings: now, in the edition before (None without one), and those still open."""

    rule: str
    words: str
    severity: str
    number: int
    before: int | None
    open: int

    @property
    def severity_label(self) -> str | Promise:
        """The severity in words; nothing where the edition has no such finding."""
        return FindingSeverity(self.severity).label if self.severity else ""


def _findings(request: SiteRequest, edition: DatasetEdition) -> dict[str, object]:
    """What the page shows of findings: the rules with counts, and one page of the findings chosen."""
    viewer = request.viewer
    findings = findings_visible_to(viewer).filter(edition=edition)
    try:
        layout = layout_of(edition.dataset)
    except Refused:
        layout = None
    earlier = previous_edition(edition)
    rules = _rules(edition, earlier, findings, layout)
    chosen = {
        "rule": filter_value(request, "rule", [each.rule for each in rules]),
        "severity": filter_value(request, "severity", FindingSeverity.values),
        "status": filter_value(request, "status", FindingStatus.values),
    }
    rows = findings.filter(**{name: value for name, value in chosen.items() if value})
    page = page_of(request, rows.select_related("edition__dataset__source").order_by("number"))
    shown: list[Finding] = list(page)
    for each in shown:
        each.edition = edition
    ways = named_action_links_for_each(ON_FINDING, shown, viewer, request.user if viewer.roles else None)
    return {
        "rules": rules,
        "earlier": earlier,
        "finding_count": sum(edition.counts.values()),
        "kept_count": findings.count(),
        "page": page,
        "lines": list(zip(shown, sentences_of(shown, layout), ways, strict=True)),
        "severities": choices_in(findings, "severity", FindingSeverity.choices),
        "statuses": choices_in(findings, "status", FindingStatus.choices),
        **{f"chosen_{name}": value for name, value in chosen.items()},
        "is_narrowed": any(chosen.values()),
        "can_explain": viewer.roles and can(check_may_explain, request.user, edition),
        "has_workbook": bool(edition.received_file) and edition.dataset.rows == DatasetRows.FIGURES,
    }


def _rules(
    edition: DatasetEdition, earlier: DatasetEdition | None, findings: QuerySet[Finding], layout: Any
) -> list[RuleLine]:
    is_open = Count("pk", filter=Q(status=FindingStatus.OPEN))
    counted = findings.order_by().values_list("rule", "severity").annotate(open_count=is_open, first=Min("pk"))
    known = {rule: (severity, still_open, first) for rule, severity, still_open, first in counted}
    examples = Finding.objects.in_bulk([first for _severity, _open, first in known.values()])
    before = earlier.counts if earlier else {}
    lines = []
    for rule in {**edition.counts, **before}:
        severity, still_open, first = known.get(rule, ("", 0, 0))
        words = rule_words(rule, layout, examples.get(first))
        count, count_before = edition.counts.get(rule, 0), before.get(rule, 0) if earlier else None
        lines.append(RuleLine(rule, words, severity, count, count_before, still_open))
    return sorted(
        lines,
        key=lambda each: (not each.number, ORDER.index(each.severity or ORDER[-1]), -each.number, each.rule),
    )


@login_not_required
@require_safe
def marked_workbook(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """The file as received, as a workbook in which the findings are marked; for its source and the secretariat.

    Of data on cases there is none: no row of them leaves the store.
    """
    edition = _edition_with_findings(request.viewer, slug, number)
    dataset = edition.dataset
    if dataset.rows != DatasetRows.FIGURES or not edition.received_file:
        raise Http404
    try:
        check_is_as_received(edition)
        marked = read_bytes_apart(
            MARKING,
            b"",
            name=edition.file_name,
            limits=MARKING_LIMITS,
            file=edition.received_file.path,
            layout=dataset.layout,
            own_layout=dataset.own_layout,
            language=active_language().code,
            today=clock.today().isoformat(),
        )
    except Refused as refusal:
        return render(request, "knowledge/datasets/no_workbook.html", {"edition": edition, "refusal": refusal})
    response = HttpResponse(marked, content_type=WORKBOOK)
    name = f"{dataset.slug}-{edition.number}-findings.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _edition_with_findings(viewer: Viewer, slug: str, number: int) -> DatasetEdition:
    editions = dataset_editions_visible_to(viewer).select_related("dataset__source")
    edition = get_object_or_404(editions, dataset__slug=slug, number=number)
    if not reads_findings(viewer, edition.dataset.source):
        raise Http404
    return edition
