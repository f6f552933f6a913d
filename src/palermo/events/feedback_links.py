"""Links of feedback forms: a secret that is derived each time it is shown, and the digest that the database stores."""

from secrets import token_urlsafe

from django.utils.crypto import salted_hmac

from palermo.core.digests import digest_of_text
from palermo.events.models import FeedbackForm, FeedbackLink

SALT = "palermo.events.feedback"


def secret_of(link: FeedbackLink) -> str:
    """What stands in the address: of the row's seed and this installation's key, so that no copy of the database,
    and no file of the record, opens a form."""
    return salted_hmac(SALT, link.seed, algorithm="sha256").hexdigest()


def new_link(form: FeedbackForm, number: int, *, is_single_use: bool) -> FeedbackLink:
    """A link that is not saved yet."""
    link = FeedbackLink(form=form, number=number, is_single_use=is_single_use, seed=token_urlsafe(32))
    link.digest = digest_of_text(secret_of(link))
    return link
