"""Persons proposed for an event as its page shows them: by stage, with the balance of the lists."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import MultilingualText, plain
from palermo.events.models import Event
from palermo.speakers.balance import Balance, Counts, balance_of
from palermo.speakers.models import Speaker, SurvivorOfficer
from palermo.speakers.queries import speaker_proposals_visible_to, survivor_declarations_visible_to
from palermo.speakers.states import DECIDED, OUT, SpeakerState

# Headings in the order in which somebody comes along, and whom each holds.
STAGES: tuple[tuple[str, Promise, frozenset[SpeakerState]], ...] = (
    ("proposed", _("Nominated, not shared yet"), frozenset({SpeakerState.PROPOSED})),
    ("long-list", _("Longlist"), frozenset({SpeakerState.LONG_LISTED})),
    ("short-list", _("Shortlist"), frozenset({SpeakerState.SHORT_LISTED})),
    ("chosen", _("Selected"), DECIDED),
    ("out", _("Not participating"), OUT),
)
# The lists of the balance, in the order of its figures: each holds those of the next.
LISTS_SHOWN = (_("All candidates"), _("Shortlisted or selected"), pgettext_lazy("speakers", "Confirmed"))
WHY_HIDDEN = _(
    "Figures are not shown where they could identify persons: fewer than three who say so, or fewer than three who do "
    "not."
)
# The balance of fewer candidates is one table; of more, a chart for each question.
CHARTED_FROM = 10
# What is not text of theirs is left out of a list: a curriculum vitae may be long.
LONG = ("cv", "reason", "biography", "decision_reason", "answer_reason")


class Stage(NamedTuple):
    """Those who are at one stage."""

    key: str
    label: Promise
    speakers: list[Speaker]


class Table(NamedTuple):
    """One question of the balance, by the key under which its chart is asked for."""

    key: str
    label: Promise
    rows: tuple[Counts, ...]
    is_guarded: bool

    def answers_with_figures(self) -> list[tuple[str, tuple[int | None, ...]]]:
        """The answers of which a figure can be shown, without those that nobody gave; a hidden figure is None."""
        return [(words_of(row), row.figures) for row in self.rows if any(row.figures)]


def words_of(row: Counts) -> str:
    """An answer in words."""
    if row.label is None:
        return gettext("Not stated")
    return plain(row.label) if isinstance(row.label, MultilingualText) else row.label


def visible_speakers(event: Event, viewer: Viewer) -> list[Speaker]:
    """The persons proposed for an event whose stage the reader may see, by name."""
    return _by_name(
        _with_names(speaker_proposals_visible_to(viewer).filter(event=event)).annotate(advised=Count("advice"))
    )


def published_speakers(speakers: QuerySet[Speaker]) -> list[Speaker]:
    """Published speakers with what a list shows of them, by name."""
    rows = speakers.select_related("from_state").prefetch_related("from_state__former_names")
    return _by_name(rows.defer(*LONG))


def _with_names(speakers: QuerySet[Speaker]) -> QuerySet[Speaker]:
    named = speakers.select_related("from_state", "proposed_for_state", "proposed_for_organisation")
    return named.prefetch_related("from_state__former_names", "proposed_for_state__former_names").defer(*LONG)


def _by_name(speakers: Iterable[Speaker]) -> list[Speaker]:
    return sort_for_reader(list(speakers), lambda speaker: speaker.display_name())


def stages(speakers: Iterable[Speaker]) -> list[Stage]:
    """The stages at which there is somebody."""
    people = list(speakers)
    rows = (Stage(key, label, [each for each in people if each.state in held]) for key, label, held in STAGES)
    return [stage for stage in rows if stage.speakers]


def balance_for(event: Event, speakers: Iterable[Speaker], *, acts_on_survivors: bool) -> tuple[Balance, list[Table]]:
    """The balance of the lists, and its tables; officers for survivors' declarations see every figure."""
    day = event.activity.starts_on or clock.today()
    balance = balance_of(speakers, day, acts_on_survivors=acts_on_survivors)
    tables = [
        Table("groups", _("Regional group"), balance.groups, False),
        Table("genders", _("Gender"), balance.genders, False),
        Table("sectors", _("Sector"), balance.sectors, False),
        Table("survivors", _("Survivors participating"), balance.survivors, not acts_on_survivors),
    ]
    return balance, tables


def survivor_officers(event: Event) -> QuerySet[SurvivorOfficer]:
    """Who acts now, at this event, on what persons declare as survivors."""
    return event.survivor_officers.filter(until_on=None).select_related("user")


def is_survivor_officer(event: Event, viewer: Viewer) -> bool:
    """Whether the reader acts, at this event, on what persons declare as survivors."""
    return viewer.is_secretariat and survivor_officers(event).filter(user=viewer.user_id).exists()


def survivor_answer(speaker: Speaker, viewer: Viewer) -> str:
    """What somebody declared as a survivor, for the officers who act on it; empty for anybody else."""
    declaration = survivor_declarations_visible_to(viewer).filter(speaker=speaker).first()
    return declaration.get_answer_display() if declaration else ""
