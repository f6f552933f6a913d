"""Mail about invitations and accounts, each in the language of whom it is for, with nothing of the record in it."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from palermo.accounts.links import new_link
from palermo.accounts.models import Invitation, Organisation, Posting, State, User
from palermo.accounts.own_mail import sign_proof
from palermo.accounts.states import FOR_A_STATE, InvitationState, Role
from palermo.core import clock, letters
from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.work import background


@background
def mail_invitation(invitation_id: int) -> None:
    """Make the link, keep its digest, and send it. Done again, it makes another: the mail before opens nothing then."""
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
        if invitation is None or invitation.state != InvitationState.SENT or invitation.has_expired:
            return
        link, invitation.digest = new_link(invitation)
        invitation.save(update_fields=["digest"])
    with translation.override(invitation.language):
        letters.send_mail(_("Invitation to Palermo"), _invitation(invitation, link), invitation.email)


def _invitation(invitation: Invitation, link: str) -> str:
    values = {
        "name": invitation.name,
        "place": place_of(invitation.role, invitation.state_for, invitation.organisation),
        "date": _format_day(localdate(invitation.expires_at)),
        "link": link,
    }
    return (
        _(
            "%(name)s,\n"
            "\n"
            "you are invited to Palermo, the record of the initiative against trafficking in persons, as:\n"
            "%(place)s\n"
            "\n"
            "Open this link by %(date)s. It can be used once:\n"
            "%(link)s\n"
            "\n"
            "You will choose a password and set up two-factor sign-in. If you did not expect this e-mail, "
            "you can ignore it."
        )
        % values
    )


def place_of(role: str, state: State | None, organisation: Organisation | None) -> str:
    """A posting in words: the role, and for whom."""
    words = str(Role(role).label)
    name = state.name_today if state and role in FOR_A_STATE else organisation.name if organisation else None
    shown = name.shown_in(active_language().code) if name else None
    return f"{words}: {shown.words}" if shown else words


def _format_day(day: date) -> str:
    return format_day(PartialDate(day), active_language().code)


@background
def mail_proposal(invitation_id: int) -> None:
    """Notify the focal points of the mission that a colleague is proposed."""
    invitation = Invitation.objects.filter(pk=invitation_id, state=InvitationState.PROPOSED).first()
    for person in _focal_points(invitation) if invitation else ():
        with translation.override(person.language):
            text = _(
                "%(name)s,\n"
                "\n"
                "a member of your mission has proposed a colleague for an account. Sign in to send or "
                "withdraw the invitation:\n"
                "%(link)s"
            ) % {"name": person.name, "link": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("people")}
            letters.send_mail(_("A colleague was proposed for an account"), text, person.email)


def _focal_points(invitation: Invitation) -> QuerySet[User]:
    of_state = invitation.role in FOR_A_STATE
    place = {"state": invitation.state_for} if of_state else {"organisation": invitation.organisation}
    role = Role.DELEGATE if of_state else Role.COMMITTEE_MEMBER
    postings = Posting.objects.current_on(clock.today()).filter(is_mission_focal_point=True, role=role, **place)
    people = User.objects.filter(is_active=True, postings__in=postings).distinct()
    return people.exclude(pk=invitation.proposed_by.pk) if invitation.proposed_by else people


@background
def mail_closing(user_id: int, on: str) -> None:
    """Notify a person that their account will be closed, and how to keep it."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    with translation.override(user.language):
        values = {"name": user.name, "date": _format_day(date.fromisoformat(on)), "link": _sign_in()}
        text = _(
            "%(name)s,\n"
            "\n"
            "your Palermo account is inactive and will be closed on %(date)s.\n"
            "If you still act for a State, an organization or the secretariat, sign in before that day to "
            "keep it:\n"
            "%(link)s"
        )
        letters.send_mail(_("Your account will be closed"), text % values, user.email)


@background
def mail_own_mail_link(user_id: int, asked: str) -> None:
    """Send the link by which a person shows that they read their mail, before they set up a second factor."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    with translation.override(user.language):
        path = reverse("my_account_mail_shown", args=[sign_proof(user, asked)])
        text = _(
            "%(name)s,\n"
            "\n"
            "you asked to set up two-factor sign-in. Open this link within an hour, in the browser in which you are "
            "signed in:\n"
            "%(link)s\n"
            "\n"
            "If you did not ask for this, someone else may know your password. Change it now:\n"
            "%(password)s"
        ) % {
            "name": user.name,
            "link": letters.address(path),
            "password": letters.address(reverse("account_reset_password")),
        }
        letters.send_mail(_("Confirm your e-mail address"), text, user.email)


@background
def mail_guessing(user_id: int) -> None:
    """Notify a person that their password is being guessed from many places, and what that means for them."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    with translation.override(user.language):
        values = {"name": user.name, "link": letters.address(reverse("account_reset_password"))}
        text = _(
            "%(name)s,\n"
            "\n"
            "many incorrect passwords were entered for your Palermo account today, from several places.\n"
            "Devices on which you have signed in before still work. To sign in on another device today, "
            "request a new password there:\n"
            "%(link)s\n"
            "\n"
            "If it was not you, no action is needed, unless you use the same password elsewhere."
        )
        letters.send_mail(_("Incorrect passwords for your account"), text % values, user.email)


def _sign_in() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("account_login")
