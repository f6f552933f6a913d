"""Who may ask participants what they think of an event, and when they may say it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.events.models import Event, FeedbackForm, FeedbackLink, FeedbackQuestion
from palermo.events.rules.events import check_is_authorized
from palermo.events.rules.preparation import NOT_HELD
from palermo.events.states.preparation import FeedbackLinkState

# More than any event has participants; a link of each is made at once.
MOST_LINKS = 2000


def check_may_ask_participants(user: Actor, event: Event) -> None:
    """The secretariat, once for an event that is authorized and not called off."""
    check_may(user, Permission.ASK_FEEDBACK)
    check_is_authorized(event)
    if event.activity.state in NOT_HELD:
        raise Refused(_("This event was cancelled; feedback is not possible."))
    if FeedbackForm.objects.filter(event=event).exists():
        raise Refused(_("This event already has a feedback form. Edit that form."))


def check_may_evaluate(user: Actor) -> None:
    """The secretariat."""
    check_may(user, Permission.ASK_FEEDBACK)


def check_may_change_form(user: Actor, form: FeedbackForm) -> None:
    """Until it has closed: afterwards its evaluation is read."""
    check_may(user, Permission.ASK_FEEDBACK)
    if form.event is not None:
        check_is_authorized(form.event)
    if form.closes_on < clock.today():
        raise Refused(
            _("This form closed on %(day)s and can no longer be changed.") % {"day": localize_day(form.closes_on)}
        )


def check_may_change_questions(user: Actor, record: FeedbackForm | FeedbackQuestion) -> None:
    """Until somebody has answered."""
    form = record if isinstance(record, FeedbackForm) else record.form
    check_may_change_form(user, form)
    if form.sheets.exists():
        raise Refused(_("Answers have been received; the questions can no longer be changed."))


def check_may_make_links(user: Actor, form: FeedbackForm) -> None:
    """Where there is something to answer, until the form has closed."""
    check_may_change_form(user, form)
    if not form.questions.exists():
        raise Refused(_("There are no questions yet. Add a question before creating links."))


def check_can_make_links(user: Actor, form: FeedbackForm, count: int) -> None:
    """No more than any event needs."""
    check_may_make_links(user, form)
    if form.links.count() + count > MOST_LINKS:
        raise Refused(_("A form can have at most %(most)s links.") % {"most": MOST_LINKS})


def check_may_revoke_link(user: Actor, link: FeedbackLink) -> None:
    """A link that is open."""
    check_may(user, Permission.ASK_FEEDBACK)
    if link.state != FeedbackLinkState.OPEN:
        raise Refused(_("This link is no longer valid."))


def check_is_open_to_answers(link: FeedbackLink | None) -> None:
    """A link that is open, on a day on which its form is."""
    if link is None or link.state == FeedbackLinkState.REVOKED:
        raise Refused(_("This link is not valid. Ask the secretariat for a new one."))
    if link.state == FeedbackLinkState.USED:
        raise Refused(_("This link has already been used. Thank you."))
    form, today = link.form, clock.today()
    if form.event is not None and form.event.activity.state in NOT_HELD:
        raise Refused(_("This event was cancelled; feedback is not possible."))
    if today < form.opens_on:
        raise Refused(_("This form opens on %(day)s.") % {"day": localize_day(form.opens_on)})
    if today > form.closes_on:
        raise Refused(_("This form closed on %(day)s.") % {"day": localize_day(form.closes_on)})


def check_can_hand_in_sheet(link: FeedbackLink, answers: Mapping[int, object]) -> None:
    """Something must be answered."""
    check_is_open_to_answers(link)
    if not any(answers.values()):
        raise Refused(_("Answer at least one question."))
