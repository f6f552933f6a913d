"""Who may record the summary of a session, and for whom."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.events.rules.preparation import has_begun
from palermo.programme.models import ProgrammeItem
from palermo.programme.queries.summaries import items_reported_by
from palermo.programme.rules.programmes import WIDEST_FIRST
from palermo.programme.states.programmes import ItemKind


def check_may_summarize_session(user: Actor, item: ProgrammeItem) -> None:
    """The secretariat; the session's rapporteur, until the secretariat has shared the summary with other readers.

    The session is one whose day has come. A rapporteur is known by the e-mail address of their record as a speaker.
    """
    if not can(check_may, user, Permission.SUMMARIZE_SESSION):
        _check_is_rapporteur(user, item)
    event = item.programme.event
    if item.kind == ItemKind.BREAK:
        raise Refused(_("A break has no summary. Choose a session."))
    if item.day is None or item.day.day > clock.today(event.time_zone) or not has_begun(event, item.day.day):
        raise Refused(_("This session has not been held. Its summary can be recorded from its day on."))


def check_can_summarize_session(user: Actor, item: ProgrammeItem, audience: str) -> None:
    """For no wider audience than that of the event; a rapporteur's summary is for the secretariat, which shares it."""
    check_may_summarize_session(user, item)
    if audience != Audience.SECRETARIAT and not can(check_may, user, Permission.SUMMARIZE_SESSION):
        raise Refused(_("Only the secretariat may share the summary with other readers."))
    of_event = Audience(item.programme.event.activity.audience)
    if WIDEST_FIRST.index(Audience(audience)) < WIDEST_FIRST.index(of_event):
        raise Refused(
            _("The audience of the event is “%(audience)s”. The summary cannot have a wider one.")
            % {"audience": of_event.label}
        )


def _check_is_rapporteur(user: Actor, item: ProgrammeItem) -> None:
    if isinstance(user, str) or not items_reported_by(viewer_of(user)).filter(pk=item.pk).exists():
        raise Refused(
            _("Only the session’s rapporteur and the secretariat may record its summary. Please contact one of them.")
        )
    if item.summary and item.summary_audience != Audience.SECRETARIAT:
        raise Refused(_("The secretariat has shared this summary with other readers. Ask it to make changes."))
