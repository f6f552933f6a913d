"""Receivers of the signals of Django and allauth: signing in, a new password, a changed second factor."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from palermo.accounts import own_mail, password_guesses, sessions
from palermo.accounts.models import User
from palermo.accounts.second_factor import FACTORS


@receiver(user_logged_in)
def on_signed_in(request: HttpRequest, user: User, **kwargs: object) -> None:
    """From now on it counts when the session was last used, and the device is known as one of this person's."""
    sessions.begin(request)
    password_guesses.know_device(request, user)


@receiver(password_reset)
def on_password_reset(request: HttpRequest, user: User, **kwargs: object) -> None:
    """Who came by the link in their mail is the owner: guessing by others does not keep them from signing in here."""
    password_guesses.know_device(request, user)
    own_mail.note_proof(request, user)


@receiver(authenticator_added)
def on_factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: object) -> None:
    """Setting the first one up shows it; sessions elsewhere end, and signing in requires it.

    A further one counts for nothing by itself: else a stolen password could add one of its own.
    """
    if authenticator.type not in FACTORS:
        return
    if not Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk).exists():
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    sessions.end_sessions_of(user, but=request.session.session_key)


@receiver(authenticator_removed)
def on_factor_removed(request: HttpRequest, user: User, **kwargs: object) -> None:
    """What was open elsewhere by the factor that is gone closes."""
    sessions.end_sessions_of(user, but=request.session.session_key)
