"""Entries of the register as lists show them, and what waits for whom."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core import clock
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText, plain
from palermo.events.models import Outcome
from palermo.governance.models import FollowUp, Meeting, ProgressReport
from palermo.governance.rules.follow_ups import responsible_name
from palermo.governance.states.follow_ups import SETTLED, FollowUpOrigin, ProgressState, numbered_origin
from palermo.outreach.models import Commitment
from palermo.reporting.models import Report
from palermo.site.action_pages import ActionLink

# What an origin stands in; a commitment stands by itself.
type Source = Outcome | Report | Meeting | Commitment


def origin_name(entry: FollowUp) -> str:
    """ "Recommendation 3", with its number in its source."""
    return numbered_origin(FollowUpOrigin(entry.origin), getattr(entry.origin_record, "number", None))


class FollowUpRow(NamedTuple):
    """An entry of the register as a list shows it."""

    entry: FollowUp
    words: MultilingualText
    origin: str
    belongs_to: Source | None
    responsible: MultilingualText
    is_late: bool
    question: MultilingualText | None = None
    ways: Sequence[ActionLink] = ()


def row_of(entry: FollowUp, question: MultilingualText | None = None) -> FollowUpRow:
    """An entry with what stands beside it in a list; made without a query where `with_origin` joined."""
    late = is_entry_late(entry)
    return FollowUpRow(
        entry, entry.wording, origin_name(entry), belongs_to(entry), responsible_name(entry), late, question
    )


def belongs_to(entry: FollowUp) -> Source | None:
    """The outcome, the report or the meeting in which its origin stands; a commitment itself."""
    origin = entry.origin_record
    if isinstance(origin, Commitment):
        return origin
    fields = {"recommendation": "outcome", "report": "report", "action_point": "meeting"}
    return getattr(origin, fields[entry.origin]) if origin else None


def is_entry_late(entry: FollowUp) -> bool:
    """Whether it is not settled although the last day that its date can mean has passed."""
    return not entry.is_settled and entry.due_on is not None and entry.due_on < clock.today()


def next_steps(entry: FollowUp, progress: list[ProgressReport]) -> list[str]:
    """What waits for whom, in sentences; `progress` is what the reader may see of it, in order."""
    if entry.state in SETTLED:
        return []
    waiting = [_waits_for_review(each) for each in progress if each.state == ProgressState.REPORTED]
    if waiting:
        return waiting
    if not plain(responsible_name(entry)):
        return [_("No responsible party on record: the secretariat assigns responsibility.")]
    if progress and progress[-1].state == ProgressState.QUERIED:
        return [
            _("The secretariat’s question of %(day)s awaits a reply from those responsible: %(responsible)s.")
            % {"day": localize_day(progress[-1].reviewed_on), "responsible": plain(responsible_name(entry))}
        ]
    if entry.due is None:
        return [_("Progress report by %(responsible)s.") % {"responsible": plain(responsible_name(entry))}]
    return [
        _("Progress report by %(responsible)s, due %(day)s.")
        % {"responsible": plain(responsible_name(entry)), "day": localize_day(entry.due)}
    ]


def _waits_for_review(progress: ProgressReport) -> str:
    return _("The report of %(day)s awaits review by the secretariat.") % {"day": localize_day(progress.made_on)}
