"""The directory of partners: its order, its letters, its map; and what the page of a partner shows."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from palermo.accounts.models import State, User
from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.languages import active_language
from palermo.core.speech.collation import letter_of, sort_for_reader
from palermo.core.text import MultilingualText, plain
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.web.money import contribution_row, with_donor
from palermo.library.web.page_cache import cached
from palermo.outreach.models import DueDiligenceCheck, PartnerContact, Partnership
from palermo.outreach.queries.commitments import commitments_visible_to
from palermo.outreach.queries.partners import contacts_visible_to, partners_of, partners_visible_to
from palermo.outreach.rules.partners import Requirements, requirements_of
from palermo.outreach.states.partners import DueDiligenceKind, PartnershipStatus
from palermo.site.action_pages import ActionLink, named_action_links_for_each
from palermo.site.charts.values import Label, count
from palermo.site.charts.world_map import AtState, WorldMap

SHOWN = 20
ON_CONTACT = ("change-contact", "invite-contact", "end-contact", "remove-contact")
ON_CHECK = ("record-check",)


class Directory(NamedTuple):
    """The place of each partner in the order of the reader's language, and the letter under which it stands."""

    places: Mapping[int, int]
    letters: Mapping[int, str]

    def in_order(self, keys: set[int]) -> list[int]:
        """These partners in the order of their names; one that is newer than the order comes last."""
        return sorted(keys, key=lambda key: (self.places.get(key, len(self.places)), key))

    def letters_of(self, keys: set[int]) -> list[str]:
        """The letters under which these partners stand, in their order."""
        return list(dict.fromkeys(letter for key in self.in_order(keys) if (letter := self.letters.get(key, ""))))


def directory() -> Directory:
    """The order of all partners. It holds numbers and letters only: who sees which of them is asked elsewhere."""
    return cached("order of partners", VISITOR, _order)


def _order() -> Directory:
    language = active_language().code
    rows = Partnership.objects.select_related("organisation").order_by("pk")
    named = rows.only("pk", "name", "organisation__name")
    ordered = sort_for_reader([(each.pk, _words(each.current_name)) for each in named], lambda pair: pair[1])
    places = {key: place for place, (key, _name) in enumerate(ordered)}
    return Directory(places, {key: letter_of(name, language) for key, name in ordered})


def _words(text: MultilingualText) -> str:
    shown = text.shown_in(active_language().code)
    return shown.words if shown else ""


def countries_of_partners() -> list[tuple[str, str, int]]:
    """The countries in which listed partners are active: code, name and number of partners, by name."""
    return cached("countries of partners", VISITOR, _countries)


def _countries() -> list[tuple[str, str, int]]:
    listed = partners_visible_to(VISITOR).filter(status=PartnershipStatus.ADMITTED).order_by()
    numbers = dict(
        Partnership.countries.through.objects.filter(partnership__in=listed.values("pk"))
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    states = State.objects.filter(pk__in=numbers).prefetch_related("former_names")
    named = [(each.slug, plain(each.name_today), numbers[each.pk]) for each in states]
    return list(sort_for_reader(named, lambda row: row[1]))


def map_of_partners() -> WorldMap | None:
    """How many listed partners are active in each country, on a map; nothing where there is none."""
    return cached("map of partners", VISITOR, _map)


def drawn_map_of_partners(request: HttpRequest) -> str:
    """The map with its table and files, as the whole directory shows it: drawn anew only when the record changes."""
    return cached(
        "drawn map of partners",
        VISITOR,
        lambda: render_to_string("outreach/partners/map.html", {"charts": {"map": map_of_partners()}}, request),
    )


def _map() -> WorldMap | None:
    numbers = {slug: number for slug, _name, number in countries_of_partners()}
    states = {each.slug: each for each in State.objects.filter(slug__in=numbers).prefetch_related("former_names")}
    rows = tuple(
        AtState(slug, Label(name, states[slug].get_absolute_url()), count(number), number)
        for slug, name, number in countries_of_partners()
    )
    if not rows:
        return None
    return WorldMap(
        title=_("Partners by country of activity"),
        heading=_("Country"),
        column=_("Partners"),
        rows=rows,
        note=_("A mark stands at the centre of the country. A number says how many partners are active there."),
    )


class CheckLine(NamedTuple):
    """A check that is required or was made: the latest of its kind, None where there is none."""

    kind: DueDiligenceKind
    check: DueDiligenceCheck | None
    is_required: bool
    ways: list[ActionLink]


class ContactLine(NamedTuple):
    """A contact, and what the reader may do to the entry."""

    contact: PartnerContact
    ways: list[ActionLink]


def check_lines(partnership: Partnership, needed: Requirements, viewer: Viewer, person: User) -> list[CheckLine]:
    """The due diligence of a partner, in the order of the kinds of check."""
    for check in needed.checks.values():
        check.partnership = partnership
    checks = [needed.checks.get(kind) for kind in DueDiligenceKind]
    links = named_action_links_for_each(ON_CHECK, [each for each in checks if each], viewer, person)
    ways = dict(zip((each.pk for each in checks if each), links, strict=True))
    return [
        CheckLine(kind, check, kind in needed.required, ways[check.pk] if check else [])
        for kind, check in zip(DueDiligenceKind, checks, strict=True)
        if check or kind in needed.required
    ]


def contact_lines(partnership: Partnership, viewer: Viewer, person: User) -> list[ContactLine]:
    """The contacts of a partner that the reader may see, those who still represent it first."""
    visible = contacts_visible_to(viewer).filter(partnership=partnership).select_related("user")
    contacts = sorted(visible, key=lambda each: (each.ended_on is not None, not each.is_focal_point, each.number))
    for each in contacts:
        each.partnership = partnership
    ways = named_action_links_for_each(ON_CONTACT, contacts, viewer, person)
    return [ContactLine(each, way) for each, way in zip(contacts, ways, strict=True)]


def page_of_partner(partnership: Partnership, viewer: Viewer, person: User) -> dict[str, object]:
    """What the page of a partner shows, each part by its own visibility query."""
    is_own = bool(viewer.roles) and partners_of(viewer).filter(pk=partnership.pk).exists()
    is_inside = is_own or viewer.is_secretariat
    context: dict[str, object] = {
        "partner": partnership,
        "countries": sort_for_reader(
            partnership.countries.prefetch_related("former_names"), lambda state: state.name_today
        ),
        "activities": joint_activities([partnership], viewer),
        "commitments": commitments_of_partner(partnership, viewer),
        "contributions": contributions_of_partner(partnership, viewer, with_all=is_inside),
        "is_own": is_own,
        "is_inside": is_inside,
        "contacts": contact_lines(partnership, viewer, person) if is_inside else [],
    }
    if viewer.is_secretariat:
        needed = requirements_of(partnership)
        checks = check_lines(partnership, needed, viewer, person)
        # While a required check has no result, to record it is what comes next.
        missing = [line for line in checks if line.kind in needed.missing]
        context |= {"needed": needed, "checks": checks, "next_ways": missing[0].ways[:1] if missing else []}
    return context


def joint_activities(partnerships: Sequence[Partnership], viewer: Viewer) -> FirstRows:
    """Activities in which the organizations of partners take part, and those at which they made commitments."""
    made = commitments_visible_to(viewer).filter(partnership__in=[each.pk for each in partnerships])
    joint = Q(pk__in=made.exclude(activity=None).order_by().values("activity"))
    if organisations := [each.organisation_id for each in partnerships if each.organisation_id]:
        joint |= Q(partners__organisation__in=organisations) | Q(lead__in=organisations)
    keys = Activity.objects.filter(joint).order_by().values("pk")
    return first_of(activities_visible_to(viewer).filter(pk__in=keys).order_by("-starts_on", "slug"), SHOWN)


def commitments_of_partner(partnership: Partnership, viewer: Viewer) -> FirstRows:
    """Commitments of a partner that the reader may see, the latest first."""
    made = commitments_visible_to(viewer).filter(partnership=partnership).select_related("activity", "follow_up")
    return first_of(made.order_by("-made_on", "slug"), SHOWN)


def contributions_of_partner(partnership: Partnership, viewer: Viewer, *, with_all: bool) -> FirstRows:
    """Contributions of a partner; to others, only those for which it agreed to be acknowledged."""
    if partnership.organisation_id is None:
        return FirstRows()
    given = contributions_visible_to(viewer).filter(organisation=partnership.organisation_id)
    if not with_all:
        given = given.exclude(terms__is_acknowledged=False)
    first = first_of(with_donor(given).order_by("-given_on", "slug"), SHOWN)
    return FirstRows([contribution_row(each) for each in first], first.more)
