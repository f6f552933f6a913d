"""States: their list as at a day, by letter or by group, and what the record has of each. All of it is public."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from palermo.accounts.models import GroupMembership, RegionalGroup, State
from palermo.accounts.models.world import Naming
from palermo.accounts.queries import states_on
from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import GroupKind, GroupPurpose
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import LANGUAGES, Language, active_language
from palermo.core.speech.collation import fold_words, letter_of, sort_for_reader
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.register import follow_ups_visible_to, with_origin
from palermo.governance.models import FollowUp, Initiative
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.web.assistance_rows import assistance_by_review, assistance_card
from palermo.governance.web.money import contribution_row, with_donor
from palermo.portal.charts.states import charts_of_state
from palermo.portal.register.words import row_of
from palermo.portal.statements import StatingPart, statements_of
from palermo.site.charts.chart import Chart
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import DUE_FIRST, date_filter, filter_value, page_of, search_words
from palermo.toolkit.queries import recorded_uptakes
from palermo.treaties.models import Treaty
from palermo.treaties.queries import day_shown
from palermo.treaties.web.charts import map_of
from palermo.treaties.web.state_card import state_card
from palermo.treaties.web.table import table_of

# Group → State → how the State is in the group.
type Memberships = dict[int, dict[int, GroupMembership]]
BY_GROUP = "group"
# As many of each kind as a page of a State names; the lists have them all.
A_KIND = 10


class Line(NamedTuple):
    """A State as the list shows it: its name on the day, the former name looked for, what it is in the group for."""

    state: State
    name: MultilingualText
    once: MultilingualText | None = None
    purpose: str = ""


class Part(NamedTuple):
    """Some lines of the list under one heading: a letter, or a group."""

    heading: str | MultilingualText
    lines: list[Line]
    group: RegionalGroup | None = None


@login_not_required
def state_list(request: SiteRequest) -> HttpResponse:
    """The Member States on a day, in the order of the reader's language; by letter, by group or of one group."""
    day, words = _day(request), search_words(request)
    groups = _groups()
    group, by = filter_value(request, "group", [each.slug for each in groups]), filter_value(request, "by", [BY_GROUP])
    lines = _matching_lines(states_on(day), day, words)
    memberships = _memberships(day)
    shown = {line.state.pk for line in lines}
    if group:
        parts = _by_group([each for each in groups if each.slug == group], lines, memberships)
    elif by:
        regional = [each for each in groups if each.kind == GroupKind.REGIONAL]
        parts = [*_by_group(regional, lines, memberships), *_in_no_group(regional, lines, memberships)]
    else:
        parts = _by_letter(lines)
    context = {
        "parts": parts,
        "count": len({line.state.pk for part in parts for line in part.lines}),
        "groups": [(each.slug, _plain(each.name)) for each in groups if shown & memberships.get(each.pk, {}).keys()],
        "by_letter": _arrangement_address(request, ""),
        "by_group": _arrangement_address(request, BY_GROUP),
        "group": group,
        "by": by,
        "find": words,
        "day": day,
        "is_today": day == clock.today(),
    }
    is_whole = not (group or by or words)
    charts: dict[str, Chart | None] = {"map": None}
    if (treaty := _served_treaty()) and (is_whole or "chart" in request.GET):
        context["treaty"] = treaty
        charts["map"] = map_of(table_of(treaty, day_shown(day), {}))
    return render_with_charts(request, "portal/states/list.html", context, charts)


def _served_treaty() -> Treaty | None:
    """The treaty that the initiative serves, whose parties the map shows."""
    served = Initiative.objects.exclude(treaty=None).select_related("treaty").first()
    return served.treaty if served else None


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


def _by_letter(lines: list[Line]) -> list[Part]:
    parts: dict[str, list[Line]] = {}
    for line in lines:
        parts.setdefault(letter_of(_plain(line.name), active_language().code), []).append(line)
    return [Part(letter, of_letter) for letter, of_letter in parts.items()]


def _by_group(groups: Iterable[RegionalGroup], lines: list[Line], memberships: Memberships) -> list[Part]:
    parts = []
    for group in groups:
        members = memberships.get(group.pk, {})
        inside = [line._replace(purpose=_purpose(members[p])) for line in lines if (p := line.state.pk) in members]
        if inside:
            parts.append(Part(group.name, inside, group))
    return parts


def _in_no_group(groups: Iterable[RegionalGroup], lines: list[Line], memberships: Memberships) -> list[Part]:
    state_ids = {state for group in groups for state in memberships.get(group.pk, {})}
    others = [line for line in lines if line.state.pk not in state_ids]
    return [Part(_("No regional group recorded"), others)] if others else []


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
    context = {
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
        "events": _with_statements(page, request.viewer),
        "events_in_groups": _with_statements(in_group, request.viewer),
    }
    context["day"] = today
    person = request.user if request.viewer.roles else None
    context["card"] = state_card(state, request.viewer, today, person, assistance_by_review(state, request.viewer))
    context["assistance"] = assistance_card(state, request.viewer)
    charts = charts_of_state(state, list(page), page.start_index(), request.viewer)
    context["given_charts"] = [name for name in charts if name.startswith("given-")]
    return render_with_charts(request, "portal/states/detail.html", context, charts)


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
        "given": [contribution_row(each) for each in contributions],
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


def _with_statements(events: Iterable[Event], viewer: Viewer) -> list[tuple[Event, list[StatingPart]]]:
    """The events, each with the paragraphs of reports that state it."""
    of_page = list(events)
    statements = statements_of("events", [event.activity.slug for event in of_page], viewer)
    return [(event, statements.get(event.activity.slug, [])) for event in of_page]


def _in_order(entries: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    return with_origin(entries).prefetch_related("responsible_state__former_names").order_by(DUE_FIRST, "slug")
