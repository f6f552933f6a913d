"""Treaties: the list, the status of one as at a day, the comparison of all, and what is missing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from django.views.decorators.http import require_safe

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import READS, Role
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import BY_CODE
from palermo.core.letters import address
from palermo.core.speech.signs import add_remark, in_brackets
from palermo.site.access import secretariat_only
from palermo.site.charts.pages import render_with_charts
from palermo.site.letters.files import FORMS, file_of
from palermo.site.listing import PER_PAGE, date_filter, filter_value, search_words
from palermo.treaties.gaps import Gap, GapKind, gaps_of
from palermo.treaties.models import Statement, Treaty
from palermo.treaties.models.participants import name_on
from palermo.treaties.provisions import concerns, describe_provision, split_provisions
from palermo.treaties.queries import (
    day_shown,
    statements_on,
    treaties_visible_to,
    treaty_statuses,
)
from palermo.treaties.states import ABOUT_ANOTHER, StatementKind
from palermo.treaties.status import Counts, Participant, Position, Standing
from palermo.treaties.web import files
from palermo.treaties.web.charts import charts_of_treaty
from palermo.treaties.web.letters import note_on_gaps
from palermo.treaties.web.table import (
    TreatyRow,
    World,
    filters_from,
    group_choices,
    has_words,
    in_depositary_order,
    order_of,
    table_of,
)
from palermo.treaties.web.words import POSITIONS, written_day


class TreatyLine(NamedTuple):
    """A treaty in the list: its counts as at the day, and from when it is in force."""

    treaty: Treaty
    counts: Counts
    entry_into_force: date | None


def _day(request: SiteRequest) -> date:
    """The day asked for, of a month or a year its last, none to come; today when none, or nonsense, is written."""
    asked = date_filter(request.GET.get("on", ""))
    return day_shown(asked.value if asked else None)


def _search(request: SiteRequest, *kept: str) -> dict[str, object]:
    """The words searched for, and the filters that a new search keeps."""
    return {
        "find": search_words(request),
        "kept": [(name, value) for name in kept if (value := request.GET.get(name, ""))],
    }


@login_not_required
def treaty_list(request: SiteRequest) -> HttpResponse:
    """The treaties on record, with the numbers of signatories and parties as at a day."""
    day = _day(request)
    treaties = in_depositary_order(treaties_visible_to(request.viewer))
    statuses = treaty_statuses()
    lines = [
        TreatyLine(each, statuses[each.pk].counts(day), statuses[each.pk].entry_into_force_known_on(day))
        for each in treaties
    ]
    context = {"lines": lines, "day": day, "is_today": day == clock.today()}
    return render(request, "treaties/list.html", context)


@login_not_required
def treaty_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """The status of one treaty as at a day: counts, map, timeline, the table, and what was stated on it."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer).select_related("supplements"), slug=slug)
    day, filters = _day(request), filters_from(request.GET)
    table = table_of(treaty, day, filters)
    page = Paginator(table.rows, PER_PAGE).get_page(request.GET.get("page"))
    labels = [str(label) for label, _name in COLUMNS[1:]]
    context = {
        "treaty": treaty,
        "day": day,
        "is_today": day == clock.today(),
        "counts": table.status.counts(day),
        "entry_into_force": table.status.entry_into_force_known_on(day),
        "groups": table.groups(),
        "group_choices": group_choices(table.regional_groups),
        "positions": table.positions(),
        **_search(request, "status", "group", "sort"),
        "page": page,
        "rows": [(row, list(zip(labels, row.cells, strict=True))) for row in page],
        "all_rows": len(table.all_rows),
        "filters": filters,
        "heads": _heads(request, filters),
        "statements": [_statement(each) for each in statements_on(day, treaty) if each.kind not in ABOUT_ANOTHER],
        "formats": files.FORMATS,
        "query": request.GET.urlencode(),
        "address": address(request.path),
    }
    return render_with_charts(request, "treaties/detail.html", context, charts_of_treaty(table))


class _Head(NamedTuple):
    """The head of a column; one by which the table can be sorted has an address, and the order in which it stands."""

    label: str | Promise
    address: str
    order: str


COLUMNS: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("Participant"), "name"),
    (gettext_lazy("Signed"), "signed"),
    (gettext_lazy("Deposited"), "deposited"),
    (pgettext_lazy("treaty", "Instrument"), ""),
    (gettext_lazy("In force from"), "effect"),
    (gettext_lazy("Status"), ""),
)


def _heads(request: SiteRequest, filters: Mapping[str, str]) -> list[_Head]:
    return [_Head(label, _sort_address(request, name), order_of(filters, name)) for label, name in COLUMNS]


def _sort_address(request: SiteRequest, name: str) -> str:
    """The same page in the order of a column; where it is in that order, the other way round."""
    if not name:
        return ""
    query = request.GET.copy()
    query.pop("page", None)
    is_here = query.get("sort", "name") == name
    query["sort"] = f"-{name}" if is_here else name
    return f"?{query.urlencode()}#status"


class StatementLine(NamedTuple):
    """A statement with who made it, what it concerns, and what others said of it."""

    statement: Statement
    name: object
    provisions: list[str]
    responses: list[tuple[Statement, object]]
    is_withdrawn: bool


def _statement(statement: Statement) -> StatementLine:
    from_now = [(each, _name(each)) for each in statement.responses.all()]
    return StatementLine(
        statement,
        _name(statement),
        [describe_provision(each) for each in split_provisions(statement.provision)],
        from_now,
        any(each.kind == StatementKind.WITHDRAWAL for each, _who in from_now),
    )


def _name(statement: Statement) -> object:
    return name_on(statement.participant, statement.made_on)


@login_not_required
def treaty_file(request: SiteRequest, slug: str, form: str) -> HttpResponseBase:
    """The table of a treaty as its page shows it, as a file."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer), slug=slug)
    return files.table_file(table_of(treaty, _day(request), filters_from(request.GET)), form)


class ComparedState(NamedTuple):
    """A State with where it stands in respect of each treaty: the name of the treaty, and the words."""

    name: str
    address: str
    cells: list[tuple[str, str]]


@login_not_required
def treaty_comparison(request: SiteRequest) -> HttpResponse:
    """Every Member State and what it signed and joined of all treaties, as at a day."""
    day, words = _day(request), search_words(request)
    treaties = in_depositary_order(treaties_visible_to(request.viewer))
    statuses = treaty_statuses()
    standings = [statuses[treaty.pk].standings(day) for treaty in treaties]
    world = World(day, ())
    groups = {group.slug: group for group in world.groups.values()}
    group = filter_value(request, "group", groups)
    labels = [treaty.display_name() for treaty in treaties]
    rows = [
        ComparedState(
            state.words,
            state.address,
            [(label, _cell(each.get(state.key))) for label, each in zip(labels, standings, strict=True)],
        )
        for state in world.participants
        if has_words(state.name, words) and (not group or world.is_in_group(state.key, group))
    ]
    context = {
        "treaties": treaties,
        "rows": rows,
        "day": day,
        "is_today": day == clock.today(),
        **_search(request, "group"),
        "group": group,
        "groups": group_choices(groups.values()),
    }
    return render(request, "treaties/comparison.html", context)


def _cell(standing: Standing | None) -> str:
    """The day of deposit; that of signature, in brackets, of one that is no party."""
    if standing is None:
        return ""
    if standing.is_party:
        return written_day(standing.deposited_on)
    if standing.has_withdrawn:
        return add_remark(POSITIONS[Position.WITHDRAWN], written_day(standing.withdrawn_on))
    return in_brackets(written_day(standing.signed_on))


class GapLine(NamedTuple):
    """A State with its gaps."""

    row: TreatyRow
    gaps: list[Gap]


@login_not_required
def treaty_gaps(request: SiteRequest, slug: str) -> HttpResponse:
    """What is missing so that the treaty binds every Member State and is in its law."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer).select_related("supplements"), slug=slug)
    day = _day(request)
    table = table_of(treaty, day, {key: value for key, value in filters_from(request.GET).items() if key != "sort"})
    members = [row for row in table.rows if isinstance(row.participant, State)]
    found = gaps_of(treaty, table.status, [row.key for row in members], day, request.viewer)
    kind = filter_value(request, "kind", GapKind.values)
    provisions = sorted({each for gaps in found.values() for gap in gaps for each in gap.provisions})
    provision = filter_value(request, "provision", provisions)
    lines = [GapLine(row, gaps) for row in members if (gaps := _chosen(found.get(row.key, []), kind, provision))]
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    numbers = _numbers(found.values())
    context = {
        "treaty": treaty,
        "day": day,
        "is_today": day == clock.today(),
        "page": page,
        "kinds": [(each.value, each.label) for each in GapKind if numbers.get(each)],
        "numbers": [(each, numbers[each]) for each in GapKind if numbers.get(each)],
        "kind": kind,
        "provisions": [(each, describe_provision(each)) for each in provisions],
        "provision": provision,
        **_search(request, "kind", "provision", "group"),
        "group_choices": group_choices(table.regional_groups),
        "filters": table.filters,
        "writes_notes": request.viewer.is_secretariat,
        "forms": FORMS,
    }
    return render(request, "treaties/gaps.html", context)


def _chosen(gaps: list[Gap], kind: str, provision: str) -> list[Gap]:
    """The gaps that the filters leave."""
    return [
        gap
        for gap in gaps
        if (not kind or gap.kind == kind) and (not provision or concerns(", ".join(gap.provisions), provision))
    ]


def _numbers(found: Iterable[list[Gap]]) -> Mapping[GapKind, int]:
    """How many States have a gap of each kind."""
    numbers: dict[GapKind, int] = {}
    for gaps in found:
        for kind in {gap.kind for gap in gaps}:
            numbers[kind] = numbers.get(kind, 0) + 1
    return numbers


@require_safe
@secretariat_only
def gap_note(request: SiteRequest, slug: str, state: str, language: str, form: str) -> HttpResponse:
    """A draft note verbale to the mission of a State on what is missing, as far as Member States may read it."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer), slug=slug)
    of_state = get_object_or_404(State.objects.prefetch_related("former_names"), slug=state)
    day, key = _day(request), Participant(of_state.pk)
    status = treaty_statuses([treaty])[treaty.pk]
    with override(BY_CODE[language].django_code):
        gaps = gaps_of(treaty, status, [key], day, Viewer(audiences=READS[Role.DELEGATE])).get(key)
        if not gaps:
            raise Http404
        content = file_of(note_on_gaps(treaty, of_state, gaps, day), form)
    response = HttpResponse(content, content_type=FORMS[form])
    name = f"{treaty.slug}-{state}-{language}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
