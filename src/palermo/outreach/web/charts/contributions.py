"""Contributions at a glance: who gave how much, each currency by itself."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from palermo.accounts.models import Organisation, State
from palermo.accounts.viewer import Viewer
from palermo.core.text import plain
from palermo.governance.queries.resources import contributions_visible_to
from palermo.library.web.page_cache import cached
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.values import Label, count

MOST = 10


def charts_of_contributions(viewer: Viewer) -> dict[str, Chart | None]:
    """A chart for each currency, by its code: sums of several currencies are none."""
    # A donor without acknowledgement sees its own contributions: others with the same rights do not.
    own = sorted(viewer.state_ids), sorted(viewer.organisation_ids)
    return cached(f"charts of contributions {own}", viewer, lambda: _charts(viewer))


def _charts(viewer: Viewer) -> dict[str, Chart | None]:
    known = contributions_visible_to(viewer).exclude(amount=None).order_by("currency")
    sums = known.values_list("currency", "state", "organisation").annotate(sum=Sum("amount"))
    given: dict[str, list[tuple[int | None, int | None, Decimal]]] = defaultdict(list)
    for currency, state, organisation, amount in sums:
        given[currency].append((state, organisation, amount))
    return {f"given-{currency.lower()}": _bars(currency, rows) for currency, rows in given.items()}


def _bars(currency: str, rows: Iterable[tuple[int | None, int | None, Decimal]]) -> Bars:
    largest = sorted(rows, key=lambda row: (-row[2], row[0] or 0, row[1] or 0))[:MOST]
    states = State.objects.prefetch_related("former_names").in_bulk([row[0] for row in largest if row[0]])
    organisations = Organisation.objects.in_bulk([row[1] for row in largest if row[1]])

    def label(state: int | None, organisation: int | None) -> Label:
        if state:
            return Label(states[state].display_name(), states[state].get_absolute_url())
        return Label(plain(organisations[organisation].name) if organisation else _("Not recorded"))

    return Bars(
        title=_("Contributions by donor (%(currency)s)") % {"currency": currency},
        heading=_("Donor"),
        series=(currency,),
        rows=tuple(Bar(label(state, organisation), (count(amount),)) for state, organisation, amount in largest),
    )
