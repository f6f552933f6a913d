"""What entries of the register are called, and what waits for whom."""

import textwrap
from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.here import say_here
from palermo.core.templatetags.texts import plain
from palermo.events.models import Recommendation
from palermo.governance.models import ActionPoint, DonorContribution, FollowUp, ProgressReport
from palermo.governance.rules.follow_ups import responsible_name
from palermo.governance.states.follow_ups import SETTLED, FollowUpOrigin, ProgressState
from palermo.reporting.models import ReportRecommendation
from palermo.reporting.queries import origin_of, wording_of

LONGEST = 90
# Chinese has no blanks at which a text could be cut, and says more in as many characters.
LONGEST_CHINESE = 40
CUT = "…"


def entry_name(entry: FollowUp) -> str:
    """The beginning of its words, short enough for a heading; its id where nothing names it."""
    words = plain(wording_of(entry))
    if active_language().code == "zh" and len(words) > LONGEST_CHINESE:
        return f"{words[:LONGEST_CHINESE]}{CUT}"
    return textwrap.shorten(words, LONGEST, placeholder=CUT) or entry.slug


def origin_name(entry: FollowUp) -> str:
    """ "Recommendation 3", as it is numbered where it stands."""
    return numbered_origin(FollowUpOrigin(entry.origin), getattr(origin_of(entry), "number", None))


def numbered_origin(origin: FollowUpOrigin, number: int | None) -> str:
    """An origin with its number."""
    if number is None:
        return str(origin.label)
    words = _("Action point %(number)s") if origin == FollowUpOrigin.ACTION_POINT else _("Recommendation %(number)s")
    return words % {"number": number}


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
    return Row(entry, wording_of(entry), origin_name(entry), belongs_to(entry), responsible_name(entry), late, question)


def belongs_to(entry: FollowUp) -> Any:
    """The outcome, the report or the meeting in which its origin stands."""
    origin = origin_of(entry)
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


def _in(number: str, of: str) -> str:
    return _("%(number)s: %(title)s") % {"number": number, "title": of}


def _meeting_of(point: ActionPoint) -> str:
    meeting = point.meeting
    return _("%(meeting)s, %(date)s") % {"meeting": meeting.get_kind_display(), "date": say_here(meeting.starts_on)}


# What the pages of acts and links call these.
ENTRY_NAMES: dict[type, Callable[[Any], str]] = {
    FollowUp: entry_name,
    ProgressReport: lambda each: _("Report of %(day)s") % {"day": say_here(each.made_on)},
    Recommendation: lambda each: _in(
        numbered_origin(FollowUpOrigin.RECOMMENDATION, each.number), plain(each.outcome.title)
    ),
    ReportRecommendation: lambda each: _in(
        numbered_origin(FollowUpOrigin.REPORT, each.number), plain(each.report.title)
    ),
    ActionPoint: lambda each: _in(numbered_origin(FollowUpOrigin.ACTION_POINT, each.number), _meeting_of(each)),
    DonorContribution: lambda each: capfirst(plain(each.purpose)) or each.slug,
}
