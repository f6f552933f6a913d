"""The filters of the register that an address names: the same for the list, the overviews and the files."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db.models import Case, CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.finding import filter_by_words
from palermo.events.models import Recommendation
from palermo.events.queries.register import IS_RECOMMENDATION
from palermo.governance.models import ActionPoint, FollowUp
from palermo.governance.queries.follow_ups import answers_for
from palermo.governance.states.follow_ups import SETTLED, FollowUpOrigin, FollowUpState
from palermo.outreach.models import Commitment
from palermo.reporting.models import ReportRecommendation
from palermo.site.listing import search_words
from palermo.site.unknown_choices import note_what_is_not_followed

LATE, NONE, RECOMMENDATIONS = "late", "none", "recommendations"
# How far ahead one asks, in weeks.
WEEKS = (2, 4, 12)
DUE: tuple[tuple[str, str | Promise], ...] = (
    (LATE, _("due, no result on record")),
    ("2", _("in the next 2 weeks")),
    ("4", _("in the next 4 weeks")),
    ("12", _("in the next 12 weeks")),
    (NONE, _("no due date")),
)
SETTLED_STATES = sorted(SETTLED)

# What a name in the address leads to: an entry's path to the slug of that record.
PATHS = {
    "origin": "origin",
    "event": "recommendation__outcome__event__activity__slug",
    "report": "report_recommendation__report__slug",
    "meeting": "action_point__meeting__slug",
    "country": "responsible_state__slug",
    "organisation": "responsible_organisation__slug",
    "body": "responsible_body__slug",
    "topic": "about__slug",
}
# The origin that an entry must state for its path to count.
ORIGIN_OF_PATH = {
    "event": FollowUpOrigin.RECOMMENDATION,
    "report": FollowUpOrigin.REPORT,
    "meeting": FollowUpOrigin.ACTION_POINT,
}
MODELS: dict[str, type[Model]] = {
    FollowUpOrigin.RECOMMENDATION: Recommendation,
    FollowUpOrigin.REPORT: ReportRecommendation,
    FollowUpOrigin.ACTION_POINT: ActionPoint,
    FollowUpOrigin.COMMITMENT: Commitment,
}
NAMES = ("state", "due", "origin", "of", "mine", "nobody", "year", *PATHS)
# So many entries are named one by one in a query.
MANY = 500
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,100}")
YEAR = re.compile(r"[12]\d{3}")


def filters_from(request: HttpRequest) -> dict[str, str]:
    """The filters that an address names and that can be understood, with the words looked for."""
    filters = {name: value for name in NAMES if (value := _valid_value(name, request.GET.get(name, "")))}
    note_what_is_not_followed(request, NAMES, filters)
    return filters | ({"find": words} if (words := search_words(request)) else {})


def _valid_value(name: str, value: str) -> str:
    possible = {
        "state": FollowUpState.values,
        "due": [key for key, _words in DUE],
        "origin": FollowUpOrigin.values,
        "of": [RECOMMENDATIONS],
        "mine": ["1"],
        "nobody": ["1"],
    }
    if name in possible:
        return value if value in possible[name] else ""
    if name == "year":
        return value if value == NONE or YEAR.fullmatch(value) else ""
    return value if SLUG.fullmatch(value) else ""


def filter_entries(
    entries: QuerySet[FollowUp], filters: Mapping[str, str], viewer: Viewer, today: date
) -> QuerySet[FollowUp]:
    """The entries that all filters leave."""
    for name, value in filters.items():
        entries = FILTERS[name](entries, value, viewer, today) if name in FILTERS else _by_path(entries, name, value)
    return entries


def _by_path(entries: QuerySet[FollowUp], name: str, value: str) -> QuerySet[FollowUp]:
    if name in ORIGIN_OF_PATH:
        entries = entries.filter(origin=ORIGIN_OF_PATH[name])
    if name == "topic" and value == NONE:
        return entries.filter(about=None)
    return entries.filter(**{PATHS[name]: value})


def is_late(today: date) -> Q:
    """What is not settled although its date has passed."""
    return Q(due_on__lt=today) & ~Q(state__in=SETTLED_STATES)


def _due(entries: QuerySet[FollowUp], value: str, viewer: Viewer, today: date) -> QuerySet[FollowUp]:
    if value == LATE:
        return entries.filter(is_late(today))
    unsettled = entries.exclude(state__in=SETTLED_STATES)
    if value == NONE:
        return unsettled.filter(due_on=None)
    return unsettled.filter(due_on__range=(today, today + timedelta(weeks=int(value))))


# A period with the longer ones that begin with it.
WITHIN = {str(weeks): tuple(str(each) for each in WEEKS if each >= weeks) for weeks in WEEKS}


def due_facet(today: date) -> Case:
    """The shortest period in which an entry is due; empty where it is due later, or settled."""
    unsettled = ~Q(state__in=SETTLED_STATES)
    periods = [When(unsettled & Q(due_on__lte=today + timedelta(weeks=each)), then=Value(str(each))) for each in WEEKS]
    return Case(
        When(is_late(today), then=Value(LATE)),
        When(unsettled & Q(due_on=None), then=Value(NONE)),
        *periods,
        default=Value(""),
        output_field=CharField(),
    )


def _year(entries: QuerySet[FollowUp], value: str, viewer: Viewer, today: date) -> QuerySet[FollowUp]:
    return entries.filter(due_on=None) if value == NONE else entries.filter(due_on__year=int(value))


def _find(entries: QuerySet[FollowUp], value: str, viewer: Viewer, today: date) -> QuerySet[FollowUp]:
    """Filter by words of the origins: each kind by itself, so that no text is read that an entry does not have.

    Few are found at once and named; where many are, each entry is asked as far as the page goes.
    """
    condition = Q(pk__in=[])
    for origin, model in MODELS.items():
        rows = filter_by_words(model._default_manager.exclude(follow_up=None).order_by(), value, texts=("text",))
        pks = list(rows.values_list("follow_up", flat=True)[: MANY + 1])
        is_many = len(pks) > MANY
        each = Q(Exists(rows.filter(follow_up=OuterRef("pk")))) if is_many else Q(pk__in=pks)
        condition |= Q(each, origin=origin)
    return entries.filter(condition)


FILTERS: dict[str, Callable[[QuerySet[FollowUp], str, Viewer, date], QuerySet[FollowUp]]] = {
    "state": lambda entries, value, viewer, today: entries.filter(state=value),
    "origin": lambda entries, value, viewer, today: entries.filter(origin=value),
    "of": lambda entries, value, viewer, today: entries.filter(IS_RECOMMENDATION),
    "mine": lambda entries, value, viewer, today: entries.filter(answers_for(viewer)),
    # Of a commitment, those that made it are responsible.
    "nobody": lambda entries, value, viewer, today: entries.filter(
        responsible_state=None, responsible_organisation=None, responsible_body=None, is_for_each_state=False
    ).exclude(origin=FollowUpOrigin.COMMITMENT),
    "due": _due,
    "year": _year,
    "find": _find,
}
BY_DUE_DATE: tuple[OrderBy | str, ...] = (F("due_on").asc(nulls_last=True), "slug")
# Numbers of so many entries are found at once, where a page lies further down than that.
DEEP = 2000
# What keeps numbers under a name, and makes them where they are not kept.
Keep = Callable[[str, Callable[[], list[int]]], list[int]]


class UnsettledFirst:
    """The numbers of the entries as a paginator takes them: what is to be done, then what is settled, by due date.

    Two queries in a row, since one that sorts by state first would sort the whole register for every page. What lies
    deep is found by passing over all before it, so `keep` is asked for the numbers of many pages at once there.
    """

    def __init__(self, entries: QuerySet[FollowUp], counts: tuple[int, int], keep: Keep) -> None:
        self.parts = (
            entries.exclude(state__in=SETTLED_STATES).order_by(*BY_DUE_DATE).values_list("pk", flat=True),
            entries.filter(state__in=SETTLED_STATES).order_by(*BY_DUE_DATE).values_list("pk", flat=True),
        )
        self.counts, self.keep = counts, keep

    def __len__(self) -> int:
        return sum(self.counts)

    def __getitem__(self, rows: slice) -> list[int]:
        first = rows.start // DEEP * DEEP
        if first == 0 or rows.stop > first + DEEP:
            return self._numbers(rows.start, rows.stop)
        numbers = self.keep(f"from {first}", lambda: self._numbers(first, first + DEEP))
        return numbers[rows.start - first : rows.stop - first]

    def _numbers(self, start: int, stop: int) -> list[int]:
        first, rest = self.counts[0], max(stop - self.counts[0], 0)
        rows = list(self.parts[0][start : min(stop, first)]) if start < first else []
        return rows + (list(self.parts[1][max(start - first, 0) : rest]) if rest else [])
