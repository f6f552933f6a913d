"""States: their list as at a day, as a table, by letter or by group, and what the record has of each.

The list and the page of each State are public; of what stands on them, each reader sees what they may see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from palermo.accounts.models import GroupMembership, RegionalGroup, State
from palermo.accounts.models.world import Naming
from palermo.accounts.queries import regional_group_by_state, states_on
from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import GroupKind, GroupPurpose
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import LANGUAGES, Language, active_language
from palermo.core.speech.collation import fold_words, letter_of, sort_for_reader
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to, outcomes_visible_to
from palermo.events.queries.register import follow_ups_visible_to, with_origin
from palermo.figures.record_counts import served_treaty
from palermo.follow_ups.words import row_of
from palermo.governance.models import FollowUp
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.web.assistance_rows import assistance_by_review, assistance_card
from palermo.governance.web.chains import Part
from palermo.governance.web.money import contribution_row, with_donor
from palermo.governance.web.statements import StatingPart
from palermo.knowledge.web.practices import practices_in_state
from palermo.outreach.web.in_states import outreach_in_state
from palermo.portal.charts.states import charts_of_state
from palermo.portal.presence import meetings_attended, nominations_of
from palermo.portal.state_table import SORTS, StateTable, heads_of, sort_from, sort_rows, state_table
from palermo.reporting.web.statements import statements_of
from palermo.site.charts.chart import Chart
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import DUE_FIRST, PER_PAGE, date_filter, filter_value, orders_of, page_of, search_words
from palermo.site.unknown_choices import note_what_is_not_followed
from palermo.toolkit.queries.uptake import recorded_uptakes
from palermo.toolkit.web.lines import training_in_state
from palermo.treaties.models import Treaty
from palermo.treaties.queries.participation import day_shown, published_treaties, treaty_statuses
from palermo.treaties.web.charts import map_of
from palermo.treaties.web.state_card import state_card
from palermo.treaties.web.table import in_depositary_order, table_of

# Group → State → how the State is in the group.
type Memberships = dict[int, dict[int, GroupMembership]]
BY_LETTER, BY_GROUP = "letter", "group"
# What a new search keeps of the address.
KEPT = ("group", "party", "law", "took", "by", "sort")
# As many of each kind as a page of a State names; the lists have them all.
A_KIND = 10


class Line(NamedTuple):
    """A State as the list shows it: its name on the day, the former name looked for, what it is in the group for."""

    state: State
    name: MultilingualText
    once: MultilingualText | None = None
    purpose: str = ""


class ListPart(NamedTuple):
    """Some lines of the list under one heading: a letter, or a group."""

    heading: str | MultilingualText
    lines: list[Line]
    group: RegionalGroup | None = None
    # Of a regional group, those that are counted in it: a State may be consulted in a second one.
    number: int = 0


@login_not_required
def state_list(request: SiteRequest) -> HttpResponse:
    """The Member States on a day, in the order of the reader's language; as a table, by letter or by group."""
    day, words = _day(request), search_words(request)
    groups = _groups()
    group = filter_value(request, "group", [each.slug for each in groups])
    by = filter_value(request, "by", [BY_LETTER, BY_GROUP])
    memberships = _memberships(day)
    regional = [each for each in groups if each.kind == GroupKind.REGIONAL]
    treaties, served = in_depositary_order(published_treaties(request.viewer)), served_treaty()
    statuses = treaty_statuses() if treaties else {}
    group_of = regional_group_by_state(day)
    table = state_table(served, treaties, statuses, group_of, request.viewer, day_shown(day))
    filters = table.filters_from(request.GET)
    note_what_is_not_followed(request, table.choices(), filters)
    filter_value(request, "sort", orders_of(SORTS))
    found = _matching_lines(states_on(day), day, words)
    shown = {line.state.pk for line in found if table.matches(line.state, filters)}
    chosen = [each for each in groups if each.slug == group]
    if group:
        found = [line for part in _by_group(chosen, found, memberships, group_of) for line in part.lines]
    lines = [line for line in found if line.state.pk in shown]
    is_regional = any(each.kind == GroupKind.REGIONAL for each in chosen)
    elsewhere = [line for line in lines if group_of.get(line.state.pk) not in chosen] if is_regional else []
    party = next((each for each in treaties if each.slug == filters.get("party")), None)
    context: dict[str, Any] = {
        "count": len(lines) - len(elsewhere),
        "groups": [(each.slug, _plain(each.name)) for each in groups if shown & memberships.get(each.pk, {}).keys()],
        "arrangements": [
            (label, "" if value == by else _arrangement_address(request, value))
            for value, label in (("", _("as a table")), (BY_LETTER, _("by letter")), (BY_GROUP, _("by regional group")))
        ],
        "choices": table.choices_among((line.state for line in found), filters),
        "filters": filters,
        "kept": [(name, value) for name in KEPT if (value := request.GET.get(name, ""))],
        "group": group,
        "find": words,
        "day": day,
        "is_today": day == clock.today(),
        "treaty": served,
        "older": [
            (each, as_at) for each in dict.fromkeys([served, party]) if (as_at := table.as_at(each)) and as_at < day
        ],
        "as_at": table.as_at(party) or day,
    }
    if by == BY_GROUP:
        context["is_by_group"] = True
        context["parts"] = [
            *_by_group(regional, lines, memberships, group_of),
            *_in_no_group(regional, lines, memberships),
        ]
    elif by == BY_LETTER:
        context["parts"] = _by_letter(lines)
    else:
        context |= _page_of_table(request, table, lines, served)
    charts: dict[str, Chart | None] = {"map": None}
    is_whole = not (group or by or words or filters)
    if served and (is_whole or "chart" in request.GET):
        charts["map"] = map_of(table_of(served, day_shown(day), {}))
    return render_with_charts(request, "portal/states/list.html", context, charts)


def _page_of_table(
    request: SiteRequest, table: StateTable, lines: list[Line], served: Treaty | None
) -> dict[str, object]:
    """The rows of one page of the table, sorted as asked for, and the heads of its columns."""
    by_state = {line.state.pk: line for line in lines}
    rows = sort_rows([table.row(line.state) for line in lines], sort_from(request.GET))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shows_attended = any(row.attended for row in rows)
    return {
        "page": page,
        "rows": [(row, by_state[row.state.pk]) for row in page],
        "heads": heads_of(request.GET, served, with_attended=shows_attended),
        "shows_attended": shows_attended,
    }


def _day(request: SiteRequest) -> date:
    """The day asked for, of a month or a year its last; today when none, or nonsense, is written."""
    asked = date_filter(request.GET.get("on", ""))
    return asked.value if asked else clock.today()


def _arrangement_address(request: SiteRequest, by: str) -> str:
    """The address of the same list in another arrangement."""
    query = request.GET.copy()
    query.pop("by", None)
    if by:
        query["by"] = by
    return f"?{query.urlencode()}" if query else request.path


def _groups() -> list[RegionalGroup]:
    """The regional groups, then the others, each in the order of the reader's language."""
    return sorted(
        sort_for_reader(RegionalGroup.objects.all(), lambda group: group.name),
        key=lambda group: group.kind != GroupKind.REGIONAL,
    )


def _memberships(day: date) -> Memberships:
    """The memberships that hold on a day."""
    memberships: Memberships = defaultdict(dict)
    for each in GroupMembership.objects.current_on(day):
        memberships[each.group_id][each.state_id] = each
    return memberships


def _matching_lines(states: Iterable[State], day: date, words: str) -> list[Line]:
    lines = (_line(state, day, words) for state in states)
    return sort_for_reader((line for line in lines if line is not None), lambda line: line.name)


def _line(state: State, day: date, words: str) -> Line | None:
    """A State in the list; none if the words are in none of the names it has had."""
    name = state.list_name_on(day)
    if not words or _matches(words, (name, state.short_name_on(day), state.formal_name_on(day))):
        return Line(state, name)
    for naming in state.namings():
        if _matches(words, naming[:3]):
            return Line(state, name, once=naming.short_name)
    return None


def _matches(words: str, names: Iterable[MultilingualText]) -> bool:
    """Whether each word is in one of the names, whatever its accents and in whichever language."""
    all_names = fold_words("\n".join(name for text in names for name in text.values()))
    return all(word in all_names for word in fold_words(words).split())


def _by_letter(lines: list[Line]) -> list[ListPart]:
    parts: dict[str, list[Line]] = {}
    for line in lines:
        parts.setdefault(letter_of(_plain(line.name), active_language().code), []).append(line)
    return [ListPart(letter, of_letter) for letter, of_letter in parts.items()]


def _by_group(
    groups: Iterable[RegionalGroup], lines: list[Line], memberships: Memberships, group_of: Mapping[int, RegionalGroup]
) -> list[ListPart]:
    parts = []
    for group in groups:
        members = memberships.get(group.pk, {})
        inside = [line._replace(purpose=_purpose(members[p])) for line in lines if (p := line.state.pk) in members]
        if inside:
            counted = sum(group_of.get(line.state.pk) == group for line in inside)
            parts.append(ListPart(group.name, inside, group, counted))
    return parts


def _in_no_group(groups: Iterable[RegionalGroup], lines: list[Line], memberships: Memberships) -> list[ListPart]:
    state_ids = {state for group in groups for state in memberships.get(group.pk, {})}
    others = [line for line in lines if line.state.pk not in state_ids]
    return [ListPart(_("No regional group recorded"), others)] if others else []


def _purpose(membership: GroupMembership) -> str:
    return "" if membership.purpose == GroupPurpose.ALL else membership.get_purpose_display()


def _plain(text: MultilingualText) -> str:
    shown = text.shown_in(active_language().code)
    return shown.words if shown else ""


@login_not_required
def state_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One State: its names in six languages over time, its groups, and what the record has of it."""
    state = get_object_or_404(State.objects.prefetch_related("former_names"), slug=slug)
    today = clock.today()
    memberships = state.groups.select_related("group").order_by("-group__kind", "group__slug", "-since_on")
    context: dict[str, Any] = {
        "state": state,
        "name": state.short_name_on(today),
        "formal_name": state.formal_name_on(today),
        "namings": [(naming, _naming_rows(naming)) for naming in state.namings()],
        "memberships": [(each, each.until_on is not None and each.until_on <= today) for each in memberships],
        "today": today,
        **_of_record(request, state),
    }
    page = page_of(request, _events(state, request.viewer), per_page=A_KIND)
    in_group = _events_in_groups(state, request.viewer)
    context |= {
        "page": page,
        "events": _event_lines(page, request.viewer),
        "events_in_groups": _event_lines(in_group, request.viewer),
    }
    context["day"] = today
    person = request.user if request.viewer.roles else None
    context["card"] = state_card(state, request.viewer, today, person, assistance_by_review(state, request.viewer))
    context["assistance"] = assistance_card(state, request.viewer)
    charts = charts_of_state(state, list(page), page.start_index(), request.viewer)
    context["missing"] = [*context["card"].missing, *_missing(context, charts)]
    context["given_charts"] = [name for name in charts if name.startswith("given-")]
    return render_with_charts(request, "portal/states/detail.html", context, charts)


def _missing(context: Mapping[str, Any], charts: Mapping[str, Chart | None]) -> Iterator[str]:
    """Of what there is nothing that the reader may see, in sentences."""
    if not (context["meetings"] or charts["participation"]):
        yield _("No attendance at meetings or events available.")
    if not context["nominations"]:
        yield _("No speakers or nominations available.")
    if not context["entries"]:
        yield _("No recommendations available.")
    if not context["used_tools"]:
        yield _("No use of tools available.")
    if not context["training_lines"]:
        yield _("No training sessions available.")
    if not context["outreach"].commitments:
        yield _("No commitments available.")
    if not context["outreach"].plans:
        yield _("No action plans available.")


def _naming_rows(naming: Naming) -> list[tuple[Language, list[str]]]:
    """Each language in the official order, with the three forms; empty where one is not on record."""
    in_lists = MultilingualText({**naming.short_name, **naming.list_name})
    forms = (naming.short_name, naming.formal_name, in_lists)
    return [(language, [text.get(language.code, "") for text in forms]) for language in LANGUAGES]


def _of_record(request: SiteRequest, state: State) -> dict[str, object]:
    """What the reader may see of a State beside the events in it: what it answers for, what it gave."""
    viewer = request.viewer
    entries = follow_ups_visible_to(viewer).filter(Q(responsible_state=state) | Q(is_for_each_state=True))
    contributions = with_donor(contributions_visible_to(viewer)).filter(state=state).order_by("-given_on", "slug")
    return {
        "entries": [row_of(each) for each in _in_order(entries)[:A_KIND]],
        "entry_count": entries.count(),
        "used_tools": recorded_uptakes(viewer, clock.today())
        .filter(state=state)
        .select_related("tool__activity")
        .order_by("tool__activity__slug", "slug"),
        "training_lines": training_in_state(state, viewer, A_KIND),
        "outreach": outreach_in_state(state, viewer, A_KIND),
        "practices": practices_in_state(state, viewer, A_KIND),
        "given": [contribution_row(each) for each in contributions],
        "meetings": meetings_attended(state, viewer).select_related("place")[:A_KIND],
        "nominations": nominations_of(state, viewer, A_KIND),
    }


def _events(state: State, viewer: Viewer) -> QuerySet[Event]:
    return _events_at(viewer, place__state=state)


def _events_at(viewer: Viewer, **where: object) -> QuerySet[Event]:
    events = events_visible_to(viewer).filter(**where).select_related("activity", "place__state")
    return events.prefetch_related("place__state__former_names").order_by("-activity__starts_on", "pk")


def _events_in_groups(state: State, viewer: Viewer) -> list[Event]:
    """The latest events in other States of its regional groups of today."""
    current = GroupMembership.objects.current_on(clock.today()).filter(group__kind=GroupKind.REGIONAL)
    groups = current.filter(state=state).order_by().values("group")
    others = current.filter(group__in=groups).exclude(state=state).order_by().values("state")
    return list(_events_at(viewer, place__state__in=others)[:A_KIND])


class EventLine(NamedTuple):
    """An event with the paragraphs of reports that state it, and its outcomes."""

    event: Event
    stated: list[StatingPart]
    products: list[Part]


def _event_lines(events: Iterable[Event], viewer: Viewer) -> list[EventLine]:
    of_page = list(events)
    statements = statements_of("events", [event.activity.slug for event in of_page], viewer)
    products: dict[int, list[Part]] = defaultdict(list)
    outcomes = outcomes_visible_to(viewer).filter(event__in=[event.pk for event in of_page]).order_by("slug")
    for outcome in outcomes.select_related("event__activity"):
        products[outcome.event_id].append(Part(outcome.display_name(), outcome.get_absolute_url()))
    return [EventLine(event, statements.get(event.activity.slug, []), products[event.pk]) for event in of_page]


def _in_order(entries: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    return with_origin(entries).prefetch_related("responsible_state__former_names").order_by(DUE_FIRST, "slug")
