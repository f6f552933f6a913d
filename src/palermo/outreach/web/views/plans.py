"""Action plans: the list, a plan, its editions with their measures, gaps, progress, and the comparison of two."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.finding import filter_by_words
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.here import localize_day
from palermo.core.speech.signs import comma
from palermo.core.text import MultilingualText, plain
from palermo.events.queries.events import outcomes_visible_to, recommendations_visible_to
from palermo.governance.queries.activities import activities_visible_to
from palermo.library.web.papers import paper_of
from palermo.outreach.actions.progress import report_on_measure
from palermo.outreach.comparison import ComparedPassage, Passage, compare_editions
from palermo.outreach.gaps import OBLIGATIONS, GapKind, Gaps, find_gaps
from palermo.outreach.models import (
    ActionPlan,
    Lesson,
    Measure,
    MeasureProgress,
    PlanEdition,
    PlanEvaluation,
    PlanSection,
    ProgressRound,
)
from palermo.outreach.queries.plans import (
    edition_shown_first,
    editions_in_force_on,
    editions_of,
    in_order,
    plan_editions_visible_to,
    plan_evaluations_visible_to,
    plans_visible_to,
    prefetch_links,
    progress_rounds_visible_to,
    reports_in_rounds,
)
from palermo.outreach.rules.plans import check_may_change_edition
from palermo.outreach.rules.progress import check_may_report_on_measures
from palermo.outreach.states.plans import MeasureStatus, PlanEditionStatus, PlanLevel
from palermo.outreach.web.forms.progress import MeasureReportForm
from palermo.outreach.web.plans import charts, files, papers
from palermo.outreach.web.plans.lines import (
    MeasureLine,
    by_section,
    latest_reports,
    lines_of,
    measures_of,
    status_label,
    sums_of,
)
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.site.charts.pages import render_with_charts
from palermo.site.letters.files import FORMS, letter_response
from palermo.site.listing import date_filter, facets_of, filter_value, page_of, search_words
from palermo.treaties.models import Treaty
from palermo.treaties.provisions import describe_provision, split_provisions

type Choices = list[tuple[str, str | Promise]]

MEASURES_A_PAGE = 100
REPORTED_A_PAGE = 25
COMPARED_A_PAGE = 100
NEXT_DUE = 10
LATE = "late"
IN_FORCE, DRAFT = "in_force", "draft"
STANDINGS: Choices = [
    (IN_FORCE, pgettext_lazy("action plan", "in force")),
    (DRAFT, pgettext_lazy("action plan", "draft only")),
]


@login_not_required
@require_safe
def plan_list(request: SiteRequest) -> HttpResponse:
    """Action plans by level, party and status, also those in force on a day."""
    viewer, found = request.viewer, plans_visible_to(request.viewer)
    facets = facets_of(found, level="level", state="state__slug")
    chosen = {"level": filter_value(request, "level", PlanLevel.values)}
    chosen["state"] = filter_value(request, "state", facets.values("state", {}) - {""})
    standing = filter_value(request, "status", [value for value, _label in STANDINGS])
    asked, words = date_filter(request.GET.get("on", "")), search_words(request)
    rows = found
    if chosen["level"]:
        rows = rows.filter(level=chosen["level"])
    if chosen["state"]:
        rows = rows.filter(state__slug=chosen["state"])
    if standing:
        adopted = PlanEdition.objects.filter(plan=OuterRef("pk"), status=PlanEditionStatus.ADOPTED)
        rows = rows.filter(Exists(adopted)) if standing == IN_FORCE else rows.filter(~Exists(adopted))
    if asked:
        rows = rows.filter(Exists(editions_in_force_on(asked.value).filter(plan=OuterRef("pk"))))
    rows = filter_by_words(rows, words, texts=("title", "summary", "group"))
    editions = Prefetch("editions", plan_editions_visible_to(viewer).order_by("-number"), to_attr="shown_editions")
    page = page_of(request, rows.prefetch_related(editions).order_by("slug"))
    context = {
        "page": page,
        "lines": [(plan, edition_shown_first(plan.shown_editions)) for plan in page],
        **chosen,
        "levels": facets.choices("level", PlanLevel.choices, chosen),
        "states": _states(facets.values("state", chosen), chosen["state"]),
        "standing": standing,
        "standings": STANDINGS,
        "find": words,
        "is_narrowed": bool(standing or asked or words or any(chosen.values())),
        "kept": [(name, value) for name in ("level", "state", "status") if (value := request.GET.get(name, ""))],
    }
    return render(request, "outreach/plans/list.html", context)


def _states(slugs: set[str], chosen: str) -> Choices:
    """States that have plans, by their names in the reader's language; none where nothing is to be chosen."""
    states = State.objects.filter(slug__in=slugs).prefetch_related("former_names")
    named = [(each.slug, plain(each.name_today)) for each in states]
    return list(sort_for_reader(named, lambda pair: pair[1])) if len(named) > 1 or chosen else []


@login_not_required
@require_safe
def plan_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """What a plan is, its editions, how far its measures are, and what is evaluated."""
    viewer = request.viewer
    plan = get_object_or_404(_plans_with_links(viewer), slug=slug)
    editions = list(editions_of(plan, viewer).prefetch_related(paper_of(viewer)))
    shown = edition_shown_first(editions)
    rounds = list(progress_rounds_visible_to(viewer).filter(edition__plan=plan).order_by("-edition__number", "-number"))
    evaluations = list(_evaluations(plan, viewer))
    person = request.user if viewer.roles else None
    ways = action_links_for_each([*editions, *evaluations], viewer, person)
    context: dict[str, object] = {
        "plan": plan,
        "shown": shown,
        "editions": list(zip(editions, ways, strict=False)),
        "rounds": rounds,
        "evaluations": _evaluation_lines(evaluations, ways[len(editions) :], viewer, request),
    }
    pictures: dict[str, object] = {"timeline": charts.timeline_of(plan, editions, rounds, evaluations)}
    if shown is not None:
        lines = lines_of(measures_of(shown).defer("baseline", "target"), latest_reports(shown, viewer))
        reports = list(reports_in_rounds(shown, viewer).only("round_id", "status", "measure_id"))
        of_shown = [each for each in rounds if each.edition_id == shown.pk]
        gaps = _gaps(shown, [line.measure for line in lines], viewer)
        context |= {
            "sections": _section_counts(shown, lines),
            "measures": len(lines),
            "late": sum(line.is_late for line in lines),
            "sums": sums_of(lines),
            "due": _next_due(lines),
            "gaps": gaps.number,
        }
        pictures |= {
            "progress": charts.progress_bar(lines),
            "rounds": charts.progress_over_rounds(of_shown, reports, len(lines)),
            "years": charts.measures_by_year(lines),
        }
    return render_with_charts(request, "outreach/plans/detail.html", context, pictures)  # type: ignore[arg-type]  # charts


def _plans_with_links(viewer: Viewer) -> QuerySet[ActionPlan]:
    """Plans with the event, the outcome and the template that the reader may see."""
    activities = activities_visible_to(viewer)
    return plans_visible_to(viewer).prefetch_related(
        Prefetch("activity", activities),
        Prefetch("template", activities),
        Prefetch("outcome", outcomes_visible_to(viewer).select_related("event__activity")),
    )


def _evaluations(plan: ActionPlan, viewer: Viewer) -> QuerySet[PlanEvaluation]:
    lessons = Lesson.objects.order_by("number").prefetch_related(
        Prefetch(
            "measure", Measure.objects.filter(edition__in=plan_editions_visible_to(viewer).order_by().values("pk"))
        )
    )
    rows = plan_evaluations_visible_to(viewer).filter(edition__plan=plan)
    return rows.prefetch_related(Prefetch("lessons", lessons), paper_of(viewer)).order_by("-made_on", "-pk")


class EvaluationLine(NamedTuple):
    """An evaluation with its lessons, and what the reader may do to each."""

    evaluation: PlanEvaluation
    ways: Sequence[ActionLink]
    lessons: list[tuple[Lesson, Sequence[ActionLink]]]


def _evaluation_lines(
    evaluations: list[PlanEvaluation], ways: list[list[ActionLink]], viewer: Viewer, request: SiteRequest
) -> list[EvaluationLine]:
    lessons = [(each, lesson) for each in evaluations for lesson in each.lessons.all()]
    for evaluation, lesson in lessons:
        lesson.evaluation = evaluation
    person = request.user if viewer.roles else None
    links = iter(action_links_for_each([lesson for _evaluation, lesson in lessons], viewer, person))
    return [
        EvaluationLine(each, of_each, [(lesson, next(links)) for lesson in each.lessons.all()])
        for each, of_each in zip(evaluations, ways, strict=True)
    ]


class SectionCount(NamedTuple):
    """A section with the numbers of its measures: all, done, late."""

    section: PlanSection | None
    measures: int
    done: int
    late: int


def _section_counts(edition: PlanEdition, lines: list[MeasureLine]) -> list[SectionCount]:
    found = {}
    for group in by_section(lines):
        done = sum(line.is_done for line in group.lines)
        late = sum(line.is_late for line in group.lines)
        found[group.section.pk if group.section else None] = SectionCount(group.section, len(group.lines), done, late)
    rows = [found.pop(each.pk, SectionCount(each, 0, 0, 0)) for each in edition.sections.order_by("order")]
    return [*rows, *found.values()]


def _next_due(lines: list[MeasureLine]) -> list[MeasureLine]:
    """The next measures that are due, late ones first."""
    open_ones = [
        line for line in lines if line.measure.due_on and (line.is_late or line.measure.due_on >= clock.today())
    ]
    ended = {MeasureStatus.DONE, MeasureStatus.DROPPED}
    waiting = [line for line in open_ones if not (line.progress and line.progress.status in ended)]
    return sorted(waiting, key=lambda line: line.measure.due_on or date.max)[:NEXT_DUE]


def _gaps(edition: PlanEdition, measures: list[Measure], viewer: Viewer) -> Gaps:
    plan = edition.plan
    wanted = recommendations_visible_to(viewer).select_related("outcome__event__activity")
    if plan.outcome_id:
        wanted = wanted.filter(outcome=plan.outcome_id)
    elif plan.activity_id:
        wanted = wanted.filter(outcome__event__activity=plan.activity_id)
    else:
        wanted = wanted.none()
    implemented = Measure.recommendations.through.objects.filter(measure__edition=edition)
    treaties = Treaty.objects.filter(slug__in=OBLIGATIONS)
    if plan.state_id is None:
        treaties = treaties.filter(measures__edition=edition).distinct()
    return find_gaps(
        measures,
        edition.sections.order_by("order"),
        wanted.order_by("outcome", "number"),
        implemented.values_list("recommendation", flat=True),
        treaties,
    )


def _edition_or_404(request: SiteRequest, slug: str, number: int) -> PlanEdition:
    rows = plan_editions_visible_to(request.viewer).select_related(
        "plan__state", "plan__organisation", "plan__partnership__organisation"
    )
    rows = rows.prefetch_related("plan__state__former_names", paper_of(request.viewer))
    return get_object_or_404(rows, plan__slug=slug, number=number)


@login_not_required
@require_safe
def plan_edition(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """An edition: its sections with their measures, and for those who write it the ways to change each."""
    viewer, edition = request.viewer, _edition_or_404(request, slug, number)
    measures = measures_of(edition).prefetch_related(*prefetch_links(viewer))
    page = Paginator(measures, MEASURES_A_PAGE).get_page(request.GET.get("page") or _page_with(request, edition))
    places = count((page.number - 1) * MEASURES_A_PAGE + 1)
    groups = [
        (group.section, [(next(places), line) for line in group.lines])
        for group in by_section(lines_of(page.object_list, latest_reports(edition, viewer)))
    ]
    sections = list(edition.sections.order_by("order"))
    context = {
        "edition": edition,
        "plan": edition.plan,
        "page": page,
        "groups": _with_empty_sections(groups, sections) if page.paginator.num_pages == 1 else groups,
        "sections": sections,
        "can_edit": bool(viewer.roles) and can(check_may_change_edition, request.user, edition),
        "editions": list(editions_of(edition.plan, viewer)),
        "forms": FORMS,
        "formats": files.FORMATS,
    }
    return render(request, "outreach/plans/edition.html", context)


type Groups = list[tuple[PlanSection | None, list[tuple[int, MeasureLine]]]]


def _page_with(request: SiteRequest, edition: PlanEdition) -> int:
    """The page on which the measure or the section stands that the address names by its key; else the first."""
    key = request.GET.get("at", "")
    if not key:
        return 1
    keys = in_order(edition.measures.all()).values_list("key", "section__key")
    return next((at // MEASURES_A_PAGE + 1 for at, each in enumerate(keys) if key in each), 1)


def _with_empty_sections(groups: Groups, sections: list[PlanSection]) -> Groups:
    """The sections in their order, also those without measures; measures of no section last."""
    filled = {section.pk if section else None: lines for section, lines in groups}
    return [*((each, filled.get(each.pk, [])) for each in sections), *(each for each in groups if each[0] is None)]


@login_not_required
@require_safe
def plan_measures_file(request: SiteRequest, slug: str, number: int, form: str) -> HttpResponseBase:
    """The measures of an edition as a table that can be imported."""
    return files.measures_file(_edition_or_404(request, slug, number), request.viewer, form)


@login_not_required
@require_safe
def plan_edition_file(request: SiteRequest, slug: str, number: int, form: str) -> HttpResponse:
    """An edition with its measures, and the progress that is published, as DOCX or PDF in the reader's language."""
    edition = _edition_or_404(request, slug, number)
    name = f"{slug}-{number}-{active_language().code}"
    return letter_response(papers.paper_of(edition, request.viewer), form, name)


@login_not_required
@require_safe
def plan_gaps(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """What is missing in an edition."""
    edition = _edition_or_404(request, slug, number)
    measures = list(measures_of(edition))
    gaps = _gaps(edition, measures, request.viewer)
    kind = filter_value(request, "kind", GapKind.values)
    rows = [(measure, kinds) for measure, kinds in gaps.measures if not kind or GapKind(kind) in kinds]
    context = {
        "edition": edition,
        "plan": edition.plan,
        "gaps": gaps,
        "kind": kind,
        "kinds": [(each.value, each.label) for each in GapKind if gaps.count(each)],
        "counts": [(each.label, gaps.count(each)) for each in GapKind],
        "page": Paginator(rows, MEASURES_A_PAGE).get_page(request.GET.get("page")),
        "articles": [
            (treaty, [(each, describe_provision(each)) for each in missing]) for treaty, missing in gaps.articles
        ],
        "can_edit": bool(request.viewer.roles) and can(check_may_change_edition, request.user, edition),
    }
    return render(request, "outreach/plans/gaps.html", context)


@login_not_required
@require_safe
def plan_progress(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """Plan and reality of an edition: each measure with its deadline, status, budget and spending."""
    viewer, edition = request.viewer, _edition_or_404(request, slug, number)
    lines = _progress_lines(edition, viewer)
    statuses: Choices = [(each, status_label(each)) for each in MeasureStatus.values]
    choices: Choices = [*statuses, (LATE, _("Past deadline, completion not reported"))]
    status = filter_value(request, "status", [value for value, _label in choices])
    rounds = list(progress_rounds_visible_to(viewer).filter(edition=edition).order_by("-number"))
    reports = list(reports_in_rounds(edition, viewer).only("round_id", "status", "measure_id"))
    context = {
        "edition": edition,
        "plan": edition.plan,
        "page": Paginator(_with_status(lines, status), MEASURES_A_PAGE).get_page(request.GET.get("page")),
        "status": status,
        "choices": choices,
        "rounds": rounds,
        "sums": sums_of(lines),
        "late": sum(line.is_late for line in lines),
        "number": len(lines),
        "formats": files.FORMATS,
        "query": request.GET.urlencode(),
    }
    pictures = {
        "progress": charts.progress_bar(lines),
        "rounds": charts.progress_over_rounds(rounds, reports, len(lines)),
    }
    return render_with_charts(request, "outreach/plans/progress.html", context, pictures)


def _progress_lines(edition: PlanEdition, viewer: Viewer) -> list[MeasureLine]:
    return lines_of(measures_of(edition), latest_reports(edition, viewer))


def _with_status(lines: list[MeasureLine], status: str) -> list[MeasureLine]:
    if status == LATE:
        return [line for line in lines if line.is_late]
    return [line for line in lines if not status or (line.progress and line.progress.status == status)]


@login_not_required
@require_safe
def plan_progress_file(request: SiteRequest, slug: str, number: int, form: str) -> HttpResponseBase:
    """Plan and reality of an edition as its page shows them, as a file."""
    edition = _edition_or_404(request, slug, number)
    status = filter_value(request, "status", [*MeasureStatus.values, LATE])
    return files.progress_file(edition, _with_status(_progress_lines(edition, request.viewer), status), form)


def _round_or_404(request: SiteRequest, slug: str, number: int, round_number: int) -> ProgressRound:
    return get_object_or_404(
        progress_rounds_visible_to(request.viewer),
        edition__plan__slug=slug,
        edition__number=number,
        number=round_number,
    )


@login_not_required
@require_safe
def progress_round(request: SiteRequest, slug: str, number: int, round_number: int) -> HttpResponse:
    """What was reported in a round on each measure."""
    shown = _round_or_404(request, slug, number, round_number)
    reports = {each.measure_id: each for each in shown.progress.prefetch_related(paper_of(request.viewer, "evidence"))}
    lines = lines_of(measures_of(shown.edition), reports)
    status = filter_value(request, "status", MeasureStatus.values)
    reported = _with_status([line for line in lines if line.progress], status)
    context = {
        "round": shown,
        "edition": shown.edition,
        "plan": shown.edition.plan,
        "reported": len(reports),
        "number": len(lines),
        "page": Paginator(reported, MEASURES_A_PAGE).get_page(request.GET.get("page")),
        "status": status,
        "choices": [(each, status_label(each)) for each in MeasureStatus.values],
        "can_report": bool(request.viewer.roles) and can(check_may_report_on_measures, request.user, shown),
    }
    pictures = {"progress": charts.progress_bar(lines)}
    return render_with_charts(request, "outreach/plans/round.html", context, pictures)


class ReportLine(NamedTuple):
    """A measure on the page on which a round is reported, with its form."""

    line: MeasureLine
    form: MeasureReportForm


def report_round(request: SiteRequest, slug: str, number: int, round_number: int) -> HttpResponse:
    """Report on measures, each saved by itself; by default those on which nothing is reported come first."""
    shown = _round_or_404(request, slug, number, round_number)
    check_may_report_on_measures(request.user, shown)
    reports = {each.measure_id: each for each in shown.progress.all()}
    measures = list(measures_of(shown.edition))
    sent = None
    if request.method == "POST":
        measure = next((each for each in measures if each.key == request.POST.get("measure")), None)
        if measure is None:
            raise Http404
        sent = _report_form(measure, reports.get(measure.pk), request)
        if sent.is_valid() and _has_saved(sent, shown, request):
            return redirect(_address_after(request, measure))
    open_only = bool(request.GET.get("open"))
    chosen = [each for each in measures if not open_only or each.pk not in reports or (sent and sent.measure == each)]
    page = Paginator(chosen, REPORTED_A_PAGE).get_page(request.GET.get("page"))
    lines = lines_of(page.object_list, reports)
    context = {
        "round": shown,
        "edition": shown.edition,
        "plan": shown.edition.plan,
        "page": page,
        "rows": [
            ReportLine(
                line, sent if sent and sent.measure == line.measure else _report_form(line.measure, line.progress)
            )
            for line in lines
        ],
        "reported": len(reports),
        "number": len(measures),
        "open_only": open_only,
        "open_choices": [("1", _("Not yet reported"))],
        "sent": sent,
    }
    return render(request, "outreach/plans/report.html", context, status=422 if sent else 200)


def _report_form(
    measure: Measure, progress: MeasureProgress | None, request: SiteRequest | None = None
) -> MeasureReportForm:
    data = request.POST if request is not None else None
    return MeasureReportForm(data, measure=measure, progress=progress, auto_id=f"{measure.key}_%s")


def _has_saved(form: MeasureReportForm, shown: ProgressRound, request: SiteRequest) -> bool:
    try:
        report_on_measure(shown, form.measure, values=form.values(), seen=form.cleaned_data["seen"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, _("Saved: %(measure)s") % {"measure": plain(form.measure.text)[:100]})
    return True


def _address_after(request: SiteRequest, measure: Measure) -> str:
    """The page at the measure that was saved; where only open ones are listed, at the list."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"{request.path}{query}#{measure.key}"


class ComparedText(NamedTuple):
    """A text before and after: in the reader's language where the change is in it, else in all that have changed."""

    label: str
    before: MultilingualText | str
    after: MultilingualText | str

    @property
    def has_changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after

    @property
    def is_plain(self) -> bool:
        """Whether the words are of one language."""
        return isinstance(self.after, str)


def _compared_text(name: str, before: MultilingualText, after: MultilingualText) -> ComparedText:
    words = [each.get(active_language().code, "") for each in (before, after)]
    is_readable = words[0] != words[1] and all(
        one or not text for one, text in zip(words, (before, after), strict=True)
    )
    return ComparedText(str(TEXT_LABELS[name]), *(words if is_readable else (before, after)))


class ComparedRow(NamedTuple):
    """A passage of two editions, as the page shows it."""

    compared: ComparedPassage
    texts: list[ComparedText]
    facts: list[tuple[str, str, str]]


TEXT_LABELS = {
    "heading": gettext_lazy("Heading"),
    "text": gettext_lazy("Text"),
    "responsible": gettext_lazy("Responsible"),
    "indicator": gettext_lazy("Indicator"),
    "baseline": gettext_lazy("Baseline"),
    "target": gettext_lazy("Target"),
}


@login_not_required
@require_safe
def plan_comparison(request: SiteRequest) -> HttpResponse:
    """Two editions of a plan, or of two plans, passage by passage."""
    viewer = request.viewer
    before, after = (_chosen_edition(request.GET.get(name, ""), viewer) for name in ("from", "to"))
    context: dict[str, object] = {
        "before": before,
        "after": after,
        "sides": [
            ("from", request.GET.get("from", ""), _("Earlier text")),
            ("to", request.GET.get("to", ""), _("Later text")),
        ],
        "choices": _editions_offered(viewer, before, after),
    }
    if before is not None and after is not None:
        context |= _comparison_context(request, before, after)
    return render(request, "outreach/plans/comparison.html", context)


def _comparison_context(request: SiteRequest, before: PlanEdition, after: PlanEdition) -> dict[str, object]:
    is_same_plan = before.plan_id == after.plan_id
    compared = compare_editions(_passages(before), _passages(after), is_same_plan=is_same_plan)
    shows_all = bool(request.GET.get("all"))
    listed = [each for each in compared if shows_all or each.is_changed]
    page: Page[ComparedPassage] = Paginator(listed, COMPARED_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        ComparedRow(each, [_compared_text(*text) for text in each.texts], _facts_changed(each))
        for each in page.object_list
    ]
    return {
        "page": page,
        "rows": rows,
        "is_same_plan": is_same_plan,
        "shows_all": shows_all,
        "all_choices": [("1", _("All passages"))],
        "count": sum(each.is_changed for each in compared),
    }


def _facts_changed(compared: ComparedPassage) -> list[tuple[str, str, str]]:
    """Facts of a measure that differ, each with its label and its words before and after."""
    if not compared.has_other_facts:
        return []
    sides = [_facts(each) for each in (compared.before, compared.after) if isinstance(each, Measure)]
    return [(label, old, new) for (label, old), (_label, new) in zip(*sides, strict=True) if old != new]


def _facts(measure: Measure) -> list[tuple[str, str]]:
    provisions = [describe_provision(each) for each in split_provisions(measure.provision)]
    return [
        (_("Begins on"), localize_day(measure.starts_on)),
        (_("Due"), localize_day(measure.due)),
        (_("Budget"), MeasureLine(measure, None, False).budget),
        (_("Organization"), plain(measure.organisation.name) if measure.organisation else ""),
        (_("Treaty"), measure.treaty.display_name() if measure.treaty else ""),
        (_("Provisions"), comma().join(provisions)),
    ]


def _passages(edition: PlanEdition) -> list[Passage]:
    """The sections of an edition, each followed by its measures."""
    groups: dict[int | None, list[Measure]] = {}
    for measure in measures_of(edition):
        groups.setdefault(measure.section_id, []).append(measure)
    passages: list[Passage] = []
    for section in edition.sections.order_by("order"):
        passages += [section, *groups.pop(section.pk, [])]
    return [*passages, *groups.get(None, [])]


def _chosen_edition(written: str, viewer: Viewer) -> PlanEdition | None:
    """The edition that an address names by the plan and the number: "national-plan/2"."""
    slug, _slash, number = written.rpartition("/")
    if not number.isdecimal() or len(number) > 4:
        return None
    return plan_editions_visible_to(viewer).filter(plan__slug=slug, number=int(number)).first()


def _editions_offered(viewer: Viewer, *chosen: PlanEdition | None) -> list[tuple[str, str]]:
    """The editions that can be compared: of the plans chosen all, else the latest of every plan."""
    plans = {each.plan_id for each in chosen if each is not None}
    rows = plan_editions_visible_to(viewer)
    newer = rows.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    found = rows.filter(Q(plan__in=plans) | ~Exists(newer)).order_by("plan__slug", "number")[:200]
    return [(f"{each.plan.slug}/{each.number}", f"{plain(each.plan.title)} · {each.display_name()}") for each in found]
