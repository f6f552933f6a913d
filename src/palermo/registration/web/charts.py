"""How far registration and check-in are, for those who read the figures of the page anyhow."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.events.queries.attendance import Heads
from palermo.registration.models import HeadCount
from palermo.registration.states import ParticipantCategory
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.values import Label, count


def progress_chart(heads: Heads) -> StatusBar | None:
    """Of all who are to come: who is checked in, who is accredited and expected, who is not accredited yet."""
    if not heads.registered:
        return None
    parts = (
        (_("Checked in"), heads.came),
        (_("Accredited, not checked in"), heads.accredited - heads.came),
        (_("Registered, not yet accredited"), heads.registered - heads.accredited),
    )
    return StatusBar(
        title=_("Progress of registration and check-in"),
        heading=_("Status"),
        column=_("Persons"),
        parts=tuple(Part(Label(words), number) for words, number in parts),
    )


def attendance_chart(counts: Iterable[HeadCount]) -> Bars | None:
    """By category: how many were registered, accredited and came, from the rows that the reader may see."""
    sums: dict[str, Counter[str]] = {}
    for each in counts:
        of_category = sums.setdefault(each.category, Counter())
        of_category.update(registered=each.registered, accredited=each.accredited, came=each.came)
    if not sums:
        return None
    return Bars(
        title=_("Registered, accredited, attended"),
        heading=_("Category"),
        series=(
            pgettext("people", "Registered"),
            pgettext("people", "Accredited"),
            pgettext("people", "Checked in"),
        ),
        rows=tuple(
            Bar(
                Label(str(category.label)),
                tuple(count(sums[category][name]) for name in ("registered", "accredited", "came")),
            )
            for category in ParticipantCategory
            if category in sums
        ),
    )
