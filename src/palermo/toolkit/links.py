"""The links of invited experts: a secret that only the mail holds, and what the database knows of it."""

from datetime import timedelta
from secrets import token_urlsafe

from django.urls import reverse
from django.utils import translation

from palermo.core import clock, letters
from palermo.core.digests import digest_of_text
from palermo.toolkit.models import ExpertLink, RoundExpert

# Who acts by a link, as the log says it: nobody with an account.
BY_LINK = "an invited expert, by their link"
# How long after the deadline an expert can still read the round: the responses come later.
READABLE = timedelta(days=90)


def open_link(expert: RoundExpert) -> ExpertLink:
    """A link in place of the one before, which opens nothing from now on.

    Its digest is of a secret that nobody has: the one that opens is made as the mail is.
    """
    end_links(expert)
    assert expert.round.closes_at is not None
    return ExpertLink.objects.create(
        expert=expert,
        digest=digest_of_text(token_urlsafe()),
        made_at=clock.now(),
        expires_at=expert.round.closes_at + READABLE,
    )


def end_links(expert: RoundExpert) -> None:
    """The links of an expert open nothing from now on."""
    expert.links.filter(ended_at=None).update(ended_at=clock.now())


def new_secret(language: str) -> tuple[str, str]:
    """The whole address of a link in a language, and the digest of its secret."""
    secret = token_urlsafe(32)
    with translation.override(language):
        path = reverse("round_link", args=[secret])
    return letters.address(path), digest_of_text(secret)
