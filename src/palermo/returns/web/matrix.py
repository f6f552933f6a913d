"""How far the returns of all States have come in the latest rounds: one table of signs, a row for each State."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise, cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import State
from palermo.accounts.queries import states_on
from palermo.core import clock
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import plain
from palermo.returns.models import Return, Round, RoundInvitation
from palermo.returns.standings import AWAITED, OF_STATUS, Standing
from palermo.returns.states.rounds import RoundStatus

MOST_ROUNDS = 20
LATE = "late"
# One letter or character for each standing, as the legend explains them.
SIGNS: Mapping[str, str | Promise] = {
    Standing.NOT_BEGUN: pgettext_lazy("sign of a national return: not begun", "N"),
    Standing.DRAFT: pgettext_lazy("sign of a national return: in preparation", "P"),
    Standing.COMPLETED: pgettext_lazy("sign of a national return: awaiting approval", "W"),
    LATE: pgettext_lazy("sign of a national return: late", "L"),
    Standing.RECEIVED: pgettext_lazy("sign of a national return: received", "R"),
    Standing.QUERIED: pgettext_lazy("sign of a national return: queried", "Q"),
    Standing.ACCEPTED: pgettext_lazy("sign of a national return: accepted", "A"),
}
LABELS: Mapping[str, str | Promise] = {
    **{each.value: each.label for each in Standing},
    LATE: gettext_lazy("Late: not received by the due date"),
}


class LegendLine(NamedTuple):
    """A sign and what it means; how often it stands in the table."""

    sign: str
    label: str
    value: str


@dataclass(frozen=True)
class ReturnMatrix:
    """States and rounds with a standing for each; States that were not invited have none."""

    rounds: tuple[Round, ...]
    states: tuple[State, ...]
    cells: Mapping[tuple[int, int], str]

    @cached_property
    def legend(self) -> list[LegendLine]:
        """The signs."""
        return [LegendLine(str(sign), str(LABELS[value]), str(value)) for value, sign in SIGNS.items()]

    def chosen_states(self, words: str, value: str) -> list[State]:
        """The States whose names have these words and that have a standing in some round, in the reader's order."""
        wanted = words.casefold().split()
        having = {state for (_round, state), standing in self.cells.items() if standing == value} if value else None
        found = [
            state
            for state in self.states
            if (having is None or state.pk in having)
            and all(each in plain(state.name_today).casefold() for each in wanted)
        ]
        return list(sort_for_reader(found, lambda state: plain(state.name_today)))

    def rows(self, states: Sequence[State], address: str) -> SafeString:
        """The rows of the table as HTML: a template takes ten times as long for four thousand cells."""
        signs = {value: f"<td>{escape(sign)}</td>" for value, sign in SIGNS.items()}
        signs[LATE] = f"<td><strong>{escape(SIGNS[LATE])}</strong></td>"
        keys = [each.pk for each in self.rounds]
        lines = []
        for state in states:
            cells = "".join(signs.get(self.cells.get((key, state.pk), ""), "<td></td>") for key in keys)
            name = escape(plain(state.name_today))
            lines.append(
                f'<tr><th scope="row"><a href="{escape(address)}?state={state.slug}">{name}</a></th>{cells}</tr>'
            )
        return mark_safe("\n".join(lines))  # noqa: S308 -- names and signs are escaped, slugs have no such signs


def read_matrix() -> ReturnMatrix:
    """The last rounds that were opened, with all Member States and all others that were invited; five queries."""
    opened = Round.objects.exclude(status=RoundStatus.PLANNED).order_by("-year", "-slug")
    rounds = tuple(opened.defer("guidance")[:MOST_ROUNDS])
    keys = [each.pk for each in rounds]
    due = {each.pk: each.due_on for each in rounds}
    invited = RoundInvitation.objects.filter(round__in=keys).order_by()
    cells: dict[tuple[int, int], str] = {}
    last_day: dict[tuple[int, int], date | None] = {}
    for round_, state, extended in invited.values_list("round", "state", "extended_to"):
        cells[round_, state] = Standing.NOT_BEGUN
        last_day[round_, state] = max((day for day in (due[round_], extended) if day), default=None)
    returns = Return.objects.filter(round__in=keys).order_by("number", "pk")
    corrected = set[tuple[int, int]]()
    for round_, state, status, replaces in returns.values_list("round", "state", "status", "replaces"):
        cells[round_, state] = OF_STATUS[status]
        if replaces is not None:
            corrected.add((round_, state))
    today = clock.today()
    for place, standing in cells.items():
        day = last_day.get(place)
        # What a correction in preparation corrects was sent.
        if standing in AWAITED and place not in corrected and day is not None and day < today:
            cells[place] = LATE
    return ReturnMatrix(rounds, tuple(_states({state for _round, state in cells})), cells)


def _states(invited: Collection[int]) -> list[State]:
    members = states_on(clock.today()).values("pk")
    rows = State.objects.filter(Q(pk__in=members) | Q(pk__in=sorted(invited)))
    return list(rows.only("slug", "short_name").prefetch_related("former_names"))
