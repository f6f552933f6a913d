"""What sign-in allows: nobody registers themselves; people are invited."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation

from palermo.accounts import password_guesses
from palermo.accounts.models import User
from palermo.core import letters


class AccountAdapter(DefaultAccountAdapter):
    """Closes registration, and writes to people in their own language."""

    def is_safe_url(self, url: str) -> bool:
        """Whether to lead there after signing in; an address that cannot be read is none."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """People are known by their e-mail address: there is no other name to fill in."""

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Instead of allauth's own count, which shuts an account for everybody once anybody has guessed at it."""
        password_guesses.check_may_try(request, credentials.get("email", ""))

    def authenticate(self, request: HttpRequest, **credentials: str) -> User | None:
        user = super().authenticate(request, **credentials)
        if user:
            password_guesses.forget_failures(request, credentials.get("email", ""))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: str) -> None:
        password_guesses.count_failure(request, credentials.get("email", ""))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """In the language of the person who has the address, whatever the page's on which it was asked for."""
        known = User.objects.filter(email__iexact=email).values_list("language", flat=True).first()
        language = known or translation.get_language()
        links = {key: _own_address(str(context[key]), language) for key in context if key.endswith("_url")}
        site = {"name": "Palermo", "domain": urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc}
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, **links, "current_site": site})

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, object], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """With the headers of every mail that no person wrote."""
        own = letters.automatic(letters.language_of(translation.get_language() or ""))
        return super().render_mail(template_prefix, email, context, {**own, **(headers or {})})

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, object] | None = None, email: str | None = None
    ) -> None:
        """To the address by which the person is known: allauth's own list of addresses is not kept."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


def _own_address(link: str, language: str) -> str:
    """A link as it is at this installation's own address: allauth takes what the Host header of a request says."""
    parts = urlsplit(translate_url(link, language))
    return letters.address(parts._replace(scheme="", netloc="").geturl())
