"""Letters to the people of a State about a round: the invitation, the due date to come, an extension."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.core import clock, letters
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.core.work import background
from palermo.returns.models import Round, RoundInvitation
from palermo.returns.queries.returns import is_contributor
from palermo.returns.standings import due_day, lines_of, reminder_due
from palermo.returns.states.rounds import RoundStatus

INVITED, EXTENDED, DUE, LATE = "invited", "extended", "due", "late"
SENTENCES: Mapping[str, str | Promise] = {
    INVITED: gettext_lazy("Your State is invited to submit its national return in this round of data collection."),
    EXTENDED: gettext_lazy("The deadline for the national return of your State has been extended."),
    DUE: gettext_lazy("The national return of your State is due soon."),
    LATE: gettext_lazy("The national return of your State has not been received yet."),
}


@background
@transaction.atomic
def notify_of_round(round_id: int, name: str) -> int:
    """Enqueue letters to the people of every invited State; gives how many."""
    return sum(_enqueue(each, name) for each in RoundInvitation.objects.filter(round=round_id))


@background
@transaction.atomic
def notify_state(invitation_id: int, name: str) -> int:
    """Enqueue letters to the people of one invited State; gives how many."""
    return _enqueue(RoundInvitation.objects.get(pk=invitation_id), name)


def remind_of_returns() -> int:
    """Enqueue letters to the people of States whose returns are awaited, 28 and 7 days before the due date and 7 after.

    Asked once a day, also after days on which it was not; gives how many letters.
    """
    today, number = clock.today(), 0
    with transaction.atomic():
        # Locked: asked twice at once, each letter is written once.
        for round_ in Round.objects.select_for_update().filter(status=RoundStatus.OPEN):
            for line in lines_of(round_):
                if not reminder_due(line, today):
                    continue
                invitation = line.invitation
                number += _enqueue(invitation, LATE if line.is_late else DUE)
                invitation.reminded_on = [*invitation.reminded_on, today.isoformat()]
                invitation.save(update_fields=["reminded_on"])
    return number


def _enqueue(invitation: RoundInvitation, name: str) -> int:
    recipients = recipients_of(invitation)
    for each in recipients:
        write_to_state.enqueue(invitation.pk, name, each.pk, letters.new_message())
    return len(recipients)


def recipients_of(invitation: RoundInvitation) -> list[User]:
    """The data focal points of the State; where none sees the whole return, the focal points of its mission, too, or
    else its delegates.
    """
    current = Posting.objects.current_on(clock.today()).filter(state=invitation.state_id, user__is_active=True)
    postings = list(current.select_related("user").order_by("user__email"))
    chosen = [each for each in postings if each.role == Role.FOCAL_POINT]
    if all(is_contributor(viewer_of(each.user), invitation.state_id) for each in chosen):
        # Who fills in certain tables can neither begin the return nor complete it.
        leading = [each for each in postings if each.is_mission_focal_point]
        chosen += leading or [each for each in postings if each.role == Role.DELEGATE]
    return list({each.user.pk: each.user for each in chosen}.values())


@background
def write_to_state(invitation_id: int, name: str, user_id: int, message: str) -> None:
    """Write one letter; none to a person who no longer acts for the State, nor after the invitation was withdrawn."""
    rows = RoundInvitation.objects.select_related("round")
    invitation = rows.filter(pk=invitation_id).first()
    person = next((each for each in recipients_of(invitation) if each.pk == user_id), None) if invitation else None
    if invitation is None or person is None:
        return
    language = letters.language_of(person.language)
    with translation.override(language):
        round_ = invitation.round
        parts = [str(SENTENCES[name]), plain(round_.title)]
        if due := due_day(round_, invitation):
            parts.append(_("Due: %(day)s") % {"day": localize_day(due)})
        parts.append(_("Sign in to read more: %(address)s") % {"address": letters.address(round_.get_absolute_url())})
        letters.send(letters.Letter(person.email, language, _("Your national return"), "\n\n".join(parts), message))
