"""How ready an event is, for the secretariat before its end: what is late, and what readers can see already."""

from typing import NamedTuple

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.numbers import format_integer
from palermo.events.models import Event
from palermo.library.queries import documents_visible_to
from palermo.library.states import DocumentState
from palermo.logistics.queries.tasks import late_tasks
from palermo.programme.queries.programmes import releases_visible_to


class ReadinessFigure(NamedTuple):
    """A figure in words, and the page of the event on which it is seen to."""

    words: str
    address: str
    is_late: bool = False


def readiness_of(event: Event, viewer: Viewer) -> list[ReadinessFigure]:
    """Tasks overdue, the programme and the documents of an event; nothing for others, or once it is over."""
    if not (viewer.is_secretariat and event.is_in_hand):
        return []
    return [_tasks(event, viewer), _programme(event, viewer), _documents(event, viewer)]


def _tasks(event: Event, viewer: Viewer) -> ReadinessFigure:
    late = late_tasks(viewer, clock.today()).filter(event=event).count()
    return ReadinessFigure(_("Tasks overdue: %(count)s") % _count(late), _page(event, "event_logistics"), late > 0)


def _programme(event: Event, viewer: Viewer) -> ReadinessFigure:
    releases = releases_visible_to(viewer).filter(programme__event=event, withdrawn_on=None)
    number = releases.order_by().aggregate(last=Max("number"))["last"]
    words = _("Programme: version %(count)s published") % _count(number) if number else _("Programme: not published")
    return ReadinessFigure(words, _page(event, "event_programme"))


def _documents(event: Event, viewer: Viewer) -> ReadinessFigure:
    issued = documents_visible_to(viewer).filter(activities=event.pk).exclude(state=DocumentState.DRAFT).count()
    return ReadinessFigure(_("Documents issued: %(count)s") % _count(issued), _page(event, "event_documents"))


def _count(number: int) -> dict[str, str]:
    return {"count": format_integer(number, active_language().code)}


def _page(event: Event, page: str) -> str:
    return reverse(page, args=[event.activity.slug])
