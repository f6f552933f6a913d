"""The links of invitations: a secret that only the mail holds, and what the database knows of it."""

from secrets import token_urlsafe

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from palermo.accounts.models import Invitation
from palermo.core.digests import digest_of_text


def new_link(invitation: Invitation) -> tuple[str, str]:
    """A link that opens an invitation in the invited person's language, and the digest of its secret."""
    secret = token_urlsafe(32)
    with translation.override(invitation.language):
        path = reverse("invitation", args=[secret])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}", digest_of_text(secret)
