"""Where every Member State stands in respect of every treaty, as at a day."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from palermo.accounts.models import RegionalGroup
from palermo.core.letters import address
from palermo.core.speech.signs import add_remark, comma, in_brackets, label_value
from palermo.treaties.models import Treaty
from palermo.treaties.queries.participation import treaty_statuses
from palermo.treaties.status import Position, Standing
from palermo.treaties.web.table import Named, World, has_words
from palermo.treaties.web.words import POSITIONS, cite, status_as_at, written_day


class ComparedState(NamedTuple):
    """A State with its regional group and where it stands in respect of each treaty; `labels` name the treaties."""

    state: Named
    group: RegionalGroup | None
    labels: list[str]
    standings: list[Standing]

    @property
    def cells(self) -> list[tuple[str, str]]:
        """For each treaty its name and the words of its cell."""
        return [(label, _cell(each)) for label, each in zip(self.labels, self.standings, strict=True)]


def _cell(standing: Standing) -> str:
    """The day of deposit; that of signature, in brackets, of one that is no party."""
    if standing.is_party:
        return written_day(standing.deposited_on)
    if standing.has_withdrawn:
        return add_remark(POSITIONS[Position.WITHDRAWN], written_day(standing.withdrawn_on))
    return in_brackets(written_day(standing.signed_on)) if standing.signed_on else ""


class Comparison:
    """Every Member State and where it stands in respect of treaties, by a fixed number of queries.

    The status of each treaty is as at a day of its own (`days`): the earlier of the day asked for and the last that its
    list covers. Treaties without a list are left out.
    """

    def __init__(self, treaties: list[Treaty], asked: date) -> None:
        statuses = treaty_statuses()
        as_at = {each: day for each in treaties if (day := statuses[each.pk].day(asked))}
        self.treaties, self.days = list(as_at), list(as_at.values())
        self.asked = asked
        self._world = World(self.day, ())
        self._standings = [statuses[treaty.pk].standings(day) for treaty, day in as_at.items()]

    @property
    def day(self) -> date:
        """The latest day as at which there is a status; the day asked for where there is none."""
        return max(self.days, default=self.asked)

    @property
    def common_day(self) -> date | None:
        """The day as at which the status of every treaty is; None where they differ."""
        return self.day if {*self.days} == {self.day} else None

    @property
    def citation(self) -> str:
        """How it is cited, with the day of the status of each treaty."""
        title, page = gettext("Comparison of treaties"), address(reverse("treaty_comparison"))
        if self.common_day or not self.treaties:
            return cite(title, self.common_day, page)
        of_each = [
            label_value(treaty.display_name(), status_as_at(day))
            for treaty, day in zip(self.treaties, self.days, strict=True)
        ]
        return cite(comma().join([title, *of_each]), None, page)

    @cached_property
    def groups(self) -> Mapping[str, RegionalGroup]:
        """The regional groups by id."""
        return {group.slug: group for group in self._world.groups.values()}

    def rows(self, words: str, group: str) -> list[ComparedState]:
        """The States that have these words in their name and are in this group, of all where these are empty."""
        labels = [treaty.display_name() for treaty in self.treaties]
        return [
            ComparedState(
                state,
                self._world.groups.get(state.key),
                labels,
                [
                    each.get(state.key) or Standing(state.key, day)
                    for each, day in zip(self._standings, self.days, strict=True)
                ],
            )
            for state in self._world.participants
            if has_words(state.name, words) and (not group or self._world.is_in_group(state.key, group))
        ]
