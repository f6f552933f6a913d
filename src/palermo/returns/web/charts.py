"""A round in pictures: how far each State has come on the map, and the numbers of States."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core.text import plain
from palermo.returns.models import Round
from palermo.returns.standings import Standing, StateLine
from palermo.site.charts.category_map import CategoryMap, InCategory
from palermo.site.charts.values import Label

# The categories of the map, by the place of their ground.
ON_MAP = {
    Standing.RECEIVED: 0,
    Standing.QUERIED: 0,
    Standing.ACCEPTED: 0,
    Standing.DRAFT: 1,
    Standing.COMPLETED: 1,
    Standing.NOT_BEGUN: 2,
}


def map_of_round(round_: Round, lines: Sequence[StateLine]) -> CategoryMap | None:
    """The invited States by how far they have come; None where none is invited."""
    rows = tuple(
        InCategory(
            line.state.slug, Label(plain(line.state.name_today), line.state.get_absolute_url()), ON_MAP[line.standing]
        )
        for line in lines
    )
    if not rows:
        return None
    return CategoryMap(
        title=_("%(round)s: returns received") % {"round": round_.display_name()},
        heading=pgettext("country", "State"),
        column=_("Status"),
        categories=(
            pgettext("national returns", "Received"),
            pgettext("national returns", "In preparation"),
            pgettext("national returns", "Not begun"),
        ),
        rows=rows,
    )
