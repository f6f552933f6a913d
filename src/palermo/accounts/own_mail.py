"""Proof that who is signed in reads the person's mail, which the first second factor asks for.

A password alone may be stolen: with it, somebody could set up a factor of their own and lock the owner out. Proof is
an invitation, a link to a new password, or a link of this module, each of which only the mail holds.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, get_random_string

from palermo.accounts.models import User
from palermo.accounts.second_factor import FACTORS, is_of_a_demonstration

SHOWN, ASKED = "palermo_own_mail", "palermo_own_mail_asked"
SALT = "palermo.accounts.own_mail"
SECONDS = 60 * 60
# The pages that add a factor.
ADDING = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})


def lacks_proof(request: HttpRequest, user: User) -> bool:
    """Whether this person has to show, before they add their first second factor, that they read their mail."""
    if request.session.get(SHOWN) == user.pk or is_of_a_demonstration(user):
        return False
    return not is_mfa_enabled(user, FACTORS)


def note_proof(request: HttpRequest, user: User) -> None:
    """Note in this session that the person came by a link that only their mail holds."""
    request.session[SHOWN] = user.pk
    # allauth notes an address when a new password is asked for, and lets nobody add a factor before it is verified.
    EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=False).update(verified=True)


def ask_for_proof(request: HttpRequest) -> str:
    """Begin to wait for a link in this session; gives what the link is made of."""
    request.session[ASKED] = get_random_string(32)
    asked: str = request.session[ASKED]
    return asked


def sign_proof(user: User, asked: str) -> str:
    """The secret of a link that holds for an hour, in the session that asked for it."""
    return signing.dumps([user.pk, asked], salt=SALT)


def take_proof(request: HttpRequest, user: User, secret: str) -> bool:
    """Whether the secret is the one for which this session waits; if so, the proof is noted."""
    try:
        key, asked = signing.loads(secret, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return False
    waited = request.session.get(ASKED, "")
    if key != user.pk or not waited or not constant_time_compare(asked, waited):
        return False
    del request.session[ASKED]
    note_proof(request, user)
    return True
