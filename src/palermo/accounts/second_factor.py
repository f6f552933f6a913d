"""The second factor of sign-in: who must have gone through one, and where those are led who have not.

Whatever is not public asks for it. A person who signed in with a password alone is read as a visitor, on every page,
file and feed and for every act alike, since all of them ask `viewer_of` of the person on the request: `middleware.py`.
"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor, RequestUser
from palermo.accounts.models import Installation, User
from palermo.accounts.states import InstallationKind
from palermo.core.refusals import Refused

REQUIRED = "required"
# What a person lacks: a second factor, or having shown it in this session.
SET_UP, CONFIRM = "set_up", "confirm"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# The closed pages that stay open meanwhile, by the beginning of their names.
OPEN_TO_SET_UP = ("account_", "mfa_", "my_account")
OPEN_TO_CONFIRM = ("account_logout", "mfa_reauthenticate")


def missing_step(request: HttpRequest, user: RequestUser) -> str:
    """The step of the second factor that this person's session lacks: SET_UP, CONFIRM or an empty string."""
    if settings.PALERMO_SECOND_FACTOR != REQUIRED or not user.is_authenticated or is_of_a_demonstration(user):
        return ""
    if not is_mfa_enabled(user, FACTORS):
        return SET_UP
    return "" if went_through(request, user) else CONFIRM


def went_through(request: HttpRequest, user: RequestUser) -> bool:
    """Whether a second factor was shown in this session."""
    return any(each.get("method") == "mfa" for each in get_authentication_records(request, user))


def factor_to_show(user: Actor) -> str:
    """The step of the second factor that a person lacks for an act that asks for it: SET_UP, CONFIRM or nothing.

    Such an act asks for it whether or not signing in does. A command has no session and lacks nothing.
    """
    if isinstance(user, str) or is_of_a_demonstration(user):
        return ""
    if not is_mfa_enabled(user, FACTORS):
        return SET_UP
    return "" if user.has_shown_factor else CONFIRM


def check_has_shown_factor(user: Actor) -> None:
    """Refuse an act to a person who has not shown a second factor in this session."""
    lack = factor_to_show(user)
    if lack == SET_UP:
        raise Refused(_("This needs a second factor. Set one up in your account under “Two-factor sign-in”."))
    if lack == CONFIRM:
        raise Refused(_("This needs your second factor. Confirm it, or sign out and sign in with it, then try again."))


def is_of_a_demonstration(user: User) -> bool:
    """Their passwords are published anyway, and they exist only where everything is invented."""
    return user.is_demonstration and Installation.objects.filter(kind=InstallationKind.DEMONSTRATION).exists()


def is_open(lack: str, name: str) -> bool:
    """Whether the closed page of this name stays open to someone who lacks that."""
    return name.startswith(OPEN_TO_SET_UP if lack == SET_UP else OPEN_TO_CONFIRM)


def way_out(lack: str, back_to: str) -> str:
    """The page that sets a second factor up, or asks for it."""
    if lack == SET_UP:
        return reverse("mfa_index")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back_to})}"
