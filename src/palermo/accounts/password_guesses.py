"""How often a password may be guessed, without anybody being able to shut the owner of an account out (decision 0010).

Three counts, all of wrong passwords: of an account from one network address; of one network address, whatever the
account; and of an account from everywhere. A device on which the owner signed in before is in none of the three: it has
a count of its own. The limits are the last three of `ACCOUNT_RATE_LIMITS`.
"""

import unicodedata
from hashlib import sha256
from secrets import token_urlsafe

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.accounts.notices import mail_guessing
from palermo.accounts.rate_limits import RateLimit, consume, has_room, network_of, parse_rate, reset

FROM_ONE_PLACE, FROM_ONE_ADDRESS, FROM_ANYWHERE = "password_here", "password_address", "password_anywhere"
DEVICE_COOKIE, DEVICE_SALT = "palermo_device", "palermo.accounts.device"
DEVICE_KNOWN_FOR = 180 * 24 * 60 * 60
# The owner is written to once in this time, however long the guessing goes on.
MAIL_AGAIN_AFTER = 24 * 60 * 60


def check_may_try(request: HttpRequest, email: str) -> None:
    """Count an attempt before its password is looked at, so that many at once get no further than one by one.

    Raises
    ------
    ValidationError
        If too many wrong passwords were given here, from this network address, or for this account.
    """
    account = _account_key(email)
    is_known = bool(_device(request, email))
    if not is_known and not has_room(FROM_ONE_ADDRESS, _limit(FROM_ONE_ADDRESS), by=network_of(request)):
        raise get_adapter().validation_error("too_many_login_attempts")
    if not is_known and not has_room(FROM_ANYWHERE, _limit(FROM_ANYWHERE), by=account):
        raise ValidationError(
            _(
                "Too many incorrect passwords were entered for this account. Request a new password: the "
                "link in the e-mail opens the account on this device."
            ),
            code="too_many_login_attempts",
        )
    if not consume(FROM_ONE_PLACE, _limit(FROM_ONE_PLACE), by=_place_key(request, email)):
        raise get_adapter().validation_error("too_many_login_attempts")


def count_failure(request: HttpRequest, email: str) -> None:
    """Count a wrong password, and write to the owner when strangers have given too many."""
    if _device(request, email):
        return
    account = _account_key(email)
    consume(FROM_ONE_ADDRESS, _limit(FROM_ONE_ADDRESS), by=network_of(request))
    consume(FROM_ANYWHERE, _limit(FROM_ANYWHERE), by=account)
    if has_room(FROM_ANYWHERE, _limit(FROM_ANYWHERE), by=account):
        return
    owner = User.objects.filter(email__iexact=email, is_active=True).first()
    if owner and cache.add(f"palermo:guessing:{owner.pk}", True, MAIL_AGAIN_AFTER):
        mail_guessing.enqueue(owner.pk)


def forget_failures(request: HttpRequest, email: str) -> None:
    """The right password was given: what was counted of this account in this place is no guessing."""
    reset(FROM_ONE_PLACE, _limit(FROM_ONE_PLACE), by=_place_key(request, email))


def know_device(request: HttpRequest, user: User) -> None:
    """Let the answer to this request make its device one that the owner of an account is known to use."""
    request.palermo_device_of = user.pk  # type: ignore[attr-defined]


def mark_device(request: HttpRequest, response: HttpResponse) -> None:
    """Give the device of somebody who has just signed in a cookie to be known by; it opens nothing."""
    user = getattr(request, "palermo_device_of", None)
    if user is None:
        return
    response.set_signed_cookie(
        DEVICE_COOKIE,
        f"{user}:{token_urlsafe(16)}",
        salt=DEVICE_SALT,
        max_age=DEVICE_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _device(request: HttpRequest, email: str) -> str:
    """The mark of a device that the owner of this account has signed in on; empty for any other."""
    mark = request.get_signed_cookie(DEVICE_COOKIE, "", salt=DEVICE_SALT, max_age=DEVICE_KNOWN_FOR) or ""
    owner, _colon, _secret = mark.partition(":")
    is_owners = owner.isdecimal() and User.objects.filter(pk=int(owner), email__iexact=email).exists()
    return mark if is_owners else ""


def _limit(key: str) -> RateLimit:
    return parse_rate(settings.ACCOUNT_RATE_LIMITS[key])


def _place_key(request: HttpRequest, email: str) -> str:
    return f"{_account_key(email)} {_device(request, email) or network_of(request)}"


def _account_key(email: str) -> str:
    """One key for every way in which allauth takes an address for the same."""
    return sha256(unicodedata.normalize("NFKC", email).casefold().encode()).hexdigest()
