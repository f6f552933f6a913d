"""Entries of the register as lists show them, and what waits for whom."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from palermo.core import clock
from palermo.core.speech.here import say_here
from palermo.core.text import plain
from palermo.governance.models import FollowUp, ProgressReport
from palermo.governance.rules.follow_ups import responsible_name
from palermo.governance.states.follow_ups import SETTLED, FollowUpOrigin, ProgressState, numbered_origin


def origin_name(entry: FollowUp) -> str:
    """ "Recommendation 3", as it is numbered where it stands."""
    return numbered_origin(FollowUpOrigin(entry.origin), getattr(entry.origin_record, "number", None))


class Row(NamedTuple):
    """An entry as a list shows it."""

    entry: FollowUp
    words: Any
    origin: str
    belongs_to: Any
    responsible: Any
    is_late: bool
    question: Any = None


def row_of(entry: FollowUp, question: Any = None) -> Row:
    """An entry with what stands beside it in a list; made without a query where `with_origin` joined."""
    late = is_entry_late(entry)
    return Row(entry, entry.wording, origin_name(entry), belongs_to(entry), responsible_name(entry), late, question)


def belongs_to(entry: FollowUp) -> Any:
    """The outcome, the report or the meeting in which its origin stands."""
    origin = entry.origin_record
    fields = {"recommendation": "outcome", "report": "report", "action_point": "meeting"}
    return getattr(origin, fields[entry.origin]) if origin else None


def is_entry_late(entry: FollowUp) -> bool:
    """Whether it is not settled although the last day that its date can mean has passed."""
    return not entry.is_settled and entry.due_on is not None and entry.due_on < clock.today()


def who_waits(entry: FollowUp, progress: list[ProgressReport]) -> list[str]:
    """What waits for whom, in sentences; `progress` is what the reader may see of it, in order."""
    if entry.state in SETTLED:
        return []
    waiting = [_waits_for_review(each) for each in progress if each.state == ProgressState.REPORTED]
    if waiting:
        return waiting
    if not plain(responsible_name(entry)):
        return [_("Nobody is named as responsible yet: the secretariat names who is.")]
    if progress and progress[-1].state == ProgressState.QUERIED:
        return [
            _("The secretariat's question of %(day)s waits for an answer from those responsible: %(responsible)s.")
            % {"day": say_here(progress[-1].reviewed_on), "responsible": plain(responsible_name(entry))}
        ]
    return [
        _("The next step is with those responsible: %(responsible)s.") % {"responsible": plain(responsible_name(entry))}
    ]


def _waits_for_review(progress: ProgressReport) -> str:
    return _("The report of %(day)s waits for the secretariat, which accepts it or asks a question.") % {
        "day": say_here(progress.made_on)
    }
