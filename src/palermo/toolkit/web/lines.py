"""Training sessions as lists show them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q

from palermo.accounts.models import State, User
from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.site.action_pages import ActionLink, named_action_links_for_each
from palermo.toolkit.models import Course, Tool, TrainingSession
from palermo.toolkit.queries.training import (
    FEWEST,
    courses_visible_to,
    training_sessions_visible_to,
    with_names,
    with_totals,
)
from palermo.treaties.models.participants import name_on

# As many sessions as stand on the page of a tool.
SHOWN = 5


class SessionLine(NamedTuple):
    """A session with the name of its organizer; `total` is None where no participants are entered."""

    session: TrainingSession
    organizer: MultilingualText
    total: int | None
    is_small: bool


def session_lines(sessions: Iterable[TrainingSession], viewer: Viewer) -> list[SessionLine]:
    """Lines of sessions that were read with their names and totals; small totals are for the secretariat."""
    lines = []
    for each in sessions:
        total = getattr(each, "total", None)
        is_small = total is not None and total < FEWEST and not viewer.is_secretariat
        lines.append(SessionLine(each, name_on(each.participant, each.starts_on), total, is_small))
    return lines


class TrainingOfTool(NamedTuple):
    """The courses of a tool and its latest sessions, as its page shows them."""

    courses: list[Course]
    lines: list[SessionLine]
    ways: Sequence[ActionLink]


def training_of_tool(tool: Tool, viewer: Viewer, person: User | None) -> TrainingOfTool:
    """The training with a tool that a reader may see, by a fixed number of queries."""
    courses = list(courses_visible_to(viewer).filter(tool=tool))
    sessions = training_sessions_visible_to(viewer).filter(course__tool=tool)
    latest = with_totals(with_names(sessions)).order_by("-starts_on", "slug")[:SHOWN]
    ways = named_action_links_for_each(["add-course"], [tool], viewer, person)[0]
    return TrainingOfTool(courses, session_lines(latest, viewer), ways)


def training_in_state(state: State, viewer: Viewer, shown: int) -> list[SessionLine]:
    """The latest training sessions in a State, or that it organized."""
    sessions = training_sessions_visible_to(viewer).filter(Q(state=state) | Q(place__state=state))
    return session_lines(with_totals(with_names(sessions)).order_by("-starts_on", "slug")[:shown], viewer)
