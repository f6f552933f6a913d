"""A treaty in pictures: who is a party on the map, and how the number of parties grew."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.models import State
from palermo.core.speech.signs import comma
from palermo.site.charts.category_map import CategoryMap, InCategory
from palermo.site.charts.chart import Chart
from palermo.site.charts.cumulative import Cumulative, Noted, Step
from palermo.site.charts.values import Label
from palermo.treaties.web.table import TreatyRow, TreatyTable
from palermo.treaties.web.words import status_as_at


def charts_of_treaty(table: TreatyTable) -> dict[str, Chart | None]:
    """The map and the timeline of a treaty as at the day of its table."""
    return {"map": map_of(table), "parties": timeline_of(table)}


def map_of(table: TreatyTable) -> CategoryMap | None:
    """The parties, and those that signed and are none; None before anybody did either."""
    rows = tuple(
        InCategory(row.participant.slug, Label(row.words, row.address), category)
        for row in table.all_rows
        if isinstance(row.participant, State) and (category := _category(row)) is not None
    )
    if not rows:
        return None
    return CategoryMap(
        title=_dated(_("%(treaty)s: parties and signatories"), table),
        heading=pgettext("country", "State"),
        column=_("Status"),
        categories=(pgettext("treaty", "Party"), _("Signed, not a party")),
        rows=rows,
    )


def _dated(title: str, table: TreatyTable) -> str:
    """A title with the treaty and the day as at which its status is: a picture is also seen without its page."""
    return comma().join([title % {"treaty": table.treaty.display_name()}, status_as_at(table.day)])


def _category(row: TreatyRow) -> int | None:
    if row.standing.is_party:
        return 0
    return 1 if row.standing.has_signed_only else None


def timeline_of(table: TreatyTable) -> Cumulative | None:
    """The number of parties from the first deposit to the day of the table, and the entry into force."""
    changes = table.status.parties_over_time(table.day)
    if not changes:
        return None
    entry = table.status.entry_into_force_known_on(table.day)
    return Cumulative(
        title=_dated(_("%(treaty)s: parties over time"), table),
        heading=_("Year"),
        column=pgettext("treaty", "Parties"),
        steps=tuple(Step(change.on, change.parties) for change in changes),
        until=table.day,
        noted=(Noted(entry, _("Entry into force")),) if entry and entry <= table.day else (),
    )
