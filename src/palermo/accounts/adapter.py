"""What sign-in allows: nobody registers themselves; people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation

from palermo.accounts.models import User
from palermo.core import letters

LINKS = {"password_reset_url"}


class AccountAdapter(DefaultAccountAdapter):
    """Closes registration, and writes to people in their own language."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People are known by their e-mail address: there is no other name to fill in."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the person who has the address, whatever the page's on which it was asked for."""
        known = User.objects.filter(email__iexact=email).values_list("language", flat=True).first()
        language = known or translation.get_language()
        given = {key: translate_url(str(context[key]), language) for key in LINKS & context.keys()}
        site = {"name": "Palermo", "domain": self.request.get_host()}
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, **given, "current_site": site})

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> Any:
        """With the headers of every mail that no person wrote."""
        own = letters.automatic(letters.language_of(translation.get_language() or ""))
        return super().render_mail(template_prefix, email, context, {**own, **(headers or {})})

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """To the address by which the person is known: allauth's own list of addresses is not kept."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)
