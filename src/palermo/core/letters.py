"""A letter by e-mail: one to a person, always sent from background work, so that a broken mail server delays no act."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.utils import translation
from django.utils.crypto import get_random_string

from palermo.core.languages import BY_DJANGO_CODE


class Letter(NamedTuple):
    """What a person is written; `leave` is the address at which one can ask to get no more of the kind.

    `message` names the letter: tried again it has the same name, so that programs show it once.
    """

    to: str
    language: str
    subject: str
    body: str
    message: str
    leave: str = ""


def new_message() -> str:
    """A name for a letter, made when it is enqueued."""
    return get_random_string(22)


def language_of(person_language: str) -> str:
    """A language that the interface has."""
    return person_language if person_language in BY_DJANGO_CODE else settings.LANGUAGE_CODE


def address(path: str) -> str:
    """A path as the whole address at which this installation is reached.

    Never taken from a request: its sender chooses the Host header, and what is mailed or kept is read by others.
    """
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def automatic(language: str) -> dict[str, str]:
    """Headers of every mail that no person wrote, in a language of the interface.

    RFC 3834: no out-of-office answer to this, please.
    """
    return {"Auto-Submitted": "auto-generated", "Content-Language": BY_DJANGO_CODE[language].tag}


def send_mail(subject: str, body: str, to: str) -> None:
    """Hand a mail in the active language to the mail server; raises OSError as `send` does."""
    headers = automatic(language_of(translation.get_language() or ""))
    mail.EmailMessage(subject, body, to=[to], headers=headers).send()


def send(letter: Letter) -> None:
    """Hand a letter to the mail server.

    Raises
    ------
    OSError
        If the server is not reached or does not take it; the background work then tries again.
    """
    headers = {
        "Message-ID": f"<{letter.message}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>",
        **automatic(letter.language),
    }
    if letter.leave:
        # RFC 8058: a mail program may ask by itself, at a reader's click.
        headers["List-Unsubscribe"] = f"<{letter.leave}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers).send()
