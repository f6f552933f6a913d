"""Commitments as lists and files show them, narrowed by what an address asks for, and as charts."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.finding import filter_by_words
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to, activity_seen_by
from palermo.governance.queries.follow_ups import answers_for_any
from palermo.governance.states.follow_ups import SETTLED, FollowUpState
from palermo.library.web.page_cache import cached_for_own
from palermo.outreach.models import Commitment
from palermo.outreach.queries.commitments import commitments_visible_to, own_condition
from palermo.outreach.states.commitments import CommitmentStatus
from palermo.outreach.states.partners import PartnerKind
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.values import Label, count
from palermo.site.listing import Facets, facets_of, filter_value, search_words

type Choices = list[tuple[str, str | Promise]]

STATE, ORGANISATION, GROUP = "state", "organisation-of-record", "group"
# Who made a commitment, where that is no partner; a partner has its kind.
PARTIES: Choices = [
    (STATE, pgettext_lazy("country", "State")),
    (ORGANISATION, gettext_lazy("Organization")),
    (GROUP, gettext_lazy("Group")),
]
PARTY = Case(
    When(state__isnull=False, then=Value(STATE)),
    When(organisation__isnull=False, then=Value(ORGANISATION)),
    When(partnership=None, then=Value(GROUP)),
    default=F("partnership__kind"),
)
LATE, NONE, MINE = "late", "none", "mine"
DUE: Choices = [
    (LATE, gettext_lazy("due, no result on record")),
    ("4", gettext_lazy("in the next 4 weeks")),
    ("12", gettext_lazy("in the next 12 weeks")),
    ("52", gettext_lazy("in the next 12 months")),
    (NONE, gettext_lazy("no due date")),
]
FACETS = ("party", "status", "progress", "event")
MOST = 8


class CommitmentRow(NamedTuple):
    """A commitment as a list shows it; its event only where the reader may see that."""

    commitment: Commitment
    maker: MultilingualText
    event: Activity | None
    is_late: bool


class Narrowed(NamedTuple):
    """The commitments that the filters of an address leave, with the filters and what they offer."""

    rows: QuerySet[Commitment]
    chosen: dict[str, str]
    words: str
    choices: dict[str, Choices]


class InOrder:
    """The keys of the commitments of a list, the latest first, as a paginator takes them; their number is kept."""

    def __init__(self, narrowed: Narrowed, viewer: Viewer) -> None:
        self.keys = narrowed.rows.order_by("-made_on", "slug").values_list("pk", flat=True)
        asked = f"number of commitments {sorted(narrowed.chosen.items())} {narrowed.words}"
        self.total = cached_for_own(asked, viewer, narrowed.rows.count)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, rows: slice) -> list[int]:
        return list(self.keys[rows])


def row_of(commitment: Commitment, events: Mapping[int, Activity]) -> CommitmentRow:
    """A commitment of `with_makers` with what stands beside it."""
    event = events.get(commitment.activity_id or 0)
    return CommitmentRow(commitment, commitment.maker_name, event, is_commitment_late(commitment))


def rows_of(commitments: Iterable[Commitment], viewer: Viewer) -> list[CommitmentRow]:
    """Commitments of `with_makers` as a list shows them, with the events that the reader may see, by one query."""
    found = list(commitments)
    keys = {each.activity_id for each in found if each.activity_id}
    events = activities_visible_to(viewer).in_bulk(list(keys)) if keys else {}
    return [row_of(each, events) for each in found]


def is_commitment_late(commitment: Commitment) -> bool:
    """Whether it is on record and not carried out although the last day that its date can mean has passed."""
    entry = commitment.follow_up
    if entry is None or commitment.status != CommitmentStatus.RECORDED or entry.is_settled:
        return False
    return entry.due_on is not None and entry.due_on < clock.today()


def narrow(request: HttpRequest, viewer: Viewer) -> Narrowed:
    """The commitments that an address asks for, among those that the reader may see."""
    visible, words = commitments_visible_to(viewer), search_words(request)
    rows = filter_by_words(visible, words, texts=("title", "text", "group")) if words else visible
    facets = _facets(viewer)
    chosen = {name: value for name in FACETS if (value := filter_value(request, name, facets.values(name, {})))}
    for name, value in chosen.items():
        rows = _by_facet(rows, name, value, viewer)
    if due := filter_value(request, "due", [key for key, _words in DUE]):
        chosen["due"], rows = due, _by_due(rows, due)
    if answers_for_any(viewer) and not viewer.is_secretariat and request.GET.get(MINE) == "1":
        chosen[MINE], rows = "1", rows.filter(own_condition(viewer))
    return Narrowed(rows, chosen, words, _choices(facets, chosen, viewer))


def _facets(viewer: Viewer) -> Facets:
    """The parties, statuses and events of all commitments that the reader may see; kept until the record changes."""

    def find() -> Facets:
        return facets_of(
            commitments_visible_to(viewer),
            party=PARTY,
            status="status",
            progress="follow_up__state",
            event=Case(When(activity_seen_by(viewer, "activity__"), then=F("activity__slug")), default=Value("")),
        )

    return cached_for_own("facets of commitments", viewer, find)


def _by_facet(rows: QuerySet[Commitment], name: str, value: str, viewer: Viewer) -> QuerySet[Commitment]:
    if name == "party":
        none = {"state": None, "organisation": None, "partnership": None}
        conditions = {
            STATE: Q(state__isnull=False),
            ORGANISATION: Q(organisation__isnull=False),
            GROUP: Q(**none),
        }
        return rows.filter(conditions.get(value, Q(partnership__kind=value)))
    if name == "event":
        return rows.filter(activity__in=activities_visible_to(viewer).filter(slug=value))
    return rows.filter(**{"status" if name == "status" else "follow_up__state": value})


def _by_due(rows: QuerySet[Commitment], value: str) -> QuerySet[Commitment]:
    today = clock.today()
    unsettled = rows.filter(status=CommitmentStatus.RECORDED).exclude(follow_up__state__in=sorted(SETTLED))
    if value == NONE:
        return unsettled.filter(follow_up__due_on=None)
    if value == LATE:
        return unsettled.filter(follow_up__due_on__lt=today)
    return unsettled.filter(follow_up__due_on__range=(today, today + timedelta(weeks=int(value))))


def _choices(facets: Facets, chosen: Mapping[str, str], viewer: Viewer) -> dict[str, Choices]:
    slugs = facets.values("event", {name: value for name, value in chosen.items() if name in FACETS}) - {""}
    # Of many events, the latest: the others are reached from their own pages.
    latest = activities_visible_to(viewer).filter(slug__in=slugs).order_by("-starts_on", "slug")[:MOST]
    events: Choices = [(each.slug, each.display_name()) for each in latest]
    if chosen.get("event") and chosen["event"] not in {slug for slug, _name in events}:
        one = activities_visible_to(viewer).filter(slug=chosen["event"])
        events += [(each.slug, each.display_name()) for each in one]
    asked = {name: value for name, value in chosen.items() if name in FACETS}
    return {
        "party": facets.choices("party", [*PARTIES, *PartnerKind.choices], asked),
        "status": facets.choices("status", CommitmentStatus.choices, asked),
        "progress": facets.choices("progress", FollowUpState.choices, asked),
        "event": events if len(events) > 1 or chosen.get("event") else [],
        "due": DUE,
        MINE: [("1", gettext_lazy("our commitments"))] if answers_for_any(viewer) and not viewer.is_secretariat else [],
    }


def charts_of_commitments(viewer: Viewer) -> dict[str, Chart | None]:
    """How far recorded commitments are, and who made them, as far as the reader may see them."""

    def find() -> dict[str, Chart | None]:
        recorded = commitments_visible_to(viewer).filter(status=CommitmentStatus.RECORDED).order_by()
        counts = recorded.annotate(party=PARTY).values_list("party", "follow_up__state").annotate(of=Count("pk"))
        return _charts(list(counts))

    return cached_for_own("charts of commitments", viewer, find)


def _charts(counts: list[tuple[str, str | None, int]]) -> dict[str, Chart | None]:
    if not counts:
        return {"progress": None, "parties": None}
    address, states = reverse("commitment_list"), list(FollowUpState)
    by_state = {state: sum(number for _party, each, number in counts if each == state) for state in states}
    labels = {str(key): str(label) for key, label in [*PARTIES, *PartnerKind.choices]}
    totals = {party: sum(number for each, _state, number in counts if each == party) for party, _s, _n in counts}
    parties = sorted(totals, key=lambda party: (-totals[party], party))[:MOST]
    held = [state for state in states if by_state[state]]
    cells = {(party, state): number for party, state, number in counts}
    return {
        "progress": StatusBar(
            title=_("Commitments by progress"),
            heading=_("Status"),
            column=_("Commitments"),
            parts=tuple(
                # The list has no filter for what none of them is.
                Part(Label(str(state.label), f"{address}?progress={state}" if by_state[state] else ""), by_state[state])
                for state in states
            ),
        ),
        "parties": Bars(
            title=_("Commitments by party"),
            heading=_("Made by"),
            is_stacked=True,
            series=tuple(str(state.label) for state in held),
            rows=tuple(
                Bar(
                    Label(labels.get(party, party), f"{address}?party={party}"),
                    tuple(count(cells.get((party, state), 0)) for state in held),
                )
                for party in parties
            ),
        )
        if len(parties) > 1
        else None,
    }
