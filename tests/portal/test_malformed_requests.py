"""Whatever is sent, the site answers with a page of its own: thousands of malformed requests, no error among them.

PALERMO_FUZZ_REQUESTS says how many, PALERMO_FUZZ_SEED which ones.
"""

import gc
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from random import Random
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import translation

from tests.journeys.furnishing import furnish, write_report
from tests.journeys.places import by_reader
from tests.portal.every_address import addresses
from tests.portal.malformed import Form, Request, forms_of, spoil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration"), pytest.mark.slow]
# A list of wagtail-localize without an order; a method that taggit still calls; a file that broke off, which Django
# removes without closing it.
pytestmark.append(pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"))
pytestmark.append(pytest.mark.filterwarnings("ignore:SQLCompiler.quote_name_unless_alias"))
pytestmark.append(pytest.mark.filterwarnings("ignore:unclosed file <_io.FileIO .*rb.:ResourceWarning"))
REQUESTS = int(os.environ.get("PALERMO_FUZZ_REQUESTS") or 1000)
SEED = os.environ.get("PALERMO_FUZZ_SEED") or "2008"
# How often a page is asked in each round: one that has something to show, and one that has not.
ASKED, ASKED_IN_VAIN = 5, 1

# What no reader is to see, and what the site's own pages have in their heads.
OF_THE_DATABASE = (
    b"constraint failed",
    b"violates unique",
    b"violates check",
    b"violates not-null",
    b"violates foreign",
)
OF_THE_DATABASE += (b"IntegrityError", b"DataError", b"OperationalError", b"psycopg", b"sqlite3", b"Traceback (most")
OWN_HEAD = b"site/tokens.css"


class Answer(NamedTuple):
    """What a page answered, read to its end, or why it gave none."""

    status: int
    media_type: str
    content: bytes


def send(client: Client, request: Request) -> Answer:
    """Answered, and everything undone that it may have done."""
    cache.clear()
    # Django's own stand-in for a connection fails where a request says that it is longer than it is.
    environ = {"wsgi.input": BytesIO(request.body), **dict(request.environ)}
    with transaction.atomic():
        given = client.generic(request.method, request.path, request.body, request.content_type, **environ)
        content = b"".join(given.streaming_content) if given.streaming else given.content
        transaction.set_rollback(True)
    return Answer(given.status_code, given.headers.get("Content-Type", ""), content)


class Site:
    """The demonstration with one of everything, as the secretariat meets it."""

    def __init__(self) -> None:
        furnish()
        write_report()
        self.client = Client(raise_request_exception=False)
        signed_in = {"login": "secretariat@example.org", "password": "palermo-secretariat"}
        assert self.client.post("/en/accounts/login/", signed_in).status_code == 302
        self.cookies = self.client.cookies.copy()
        self.raised = ""
        self.known: set[tuple[str, str, tuple[str, ...]]] = set()
        got_request_exception.connect(self.note)

    def note(self, **_: object) -> None:
        """Where it failed, so that it can be repeated."""
        self.raised = "".join(traceback.format_exception(*sys.exc_info(), limit=-4))

    def ask(self, request: Request) -> Answer:
        """Always as the same reader, whatever the last answer did to the session."""
        self.client.cookies = self.cookies.copy()
        self.raised = ""
        try:
            return send(self.client, request)
        except Exception:  # outside of what Django turns into a page
            self.note()
            return Answer(500, "", b"")

    def forms(self, path: str, answer: Answer) -> list[Form]:
        """What the page offers, the address itself first; a form that stands on every page is taken once."""
        is_page = answer.status == 200 and answer.media_type.startswith("text/html")
        offered = list(forms_of(path, answer.content)) if is_page else []
        distinct = {(form.method, form.path, tuple(name for name, _value in form.fields)): form for form in offered}
        new = [form for key, form in distinct.items() if key not in self.known]
        self.known |= distinct.keys()
        # An address without a form takes something all the same, now and then.
        return [Form("GET", path, []), Form("POST", path, []), *new * 3]


def requests(chance: Random, site: Site) -> Iterator[tuple[Request, Answer]]:
    """Page after page in an order of chance, for ever: first as it is, then spoilt; each with its answer."""
    with translation.override("en"):
        pages = [*addresses(), *(f"/en/{path}" for paths in by_reader("en").values() for path in paths)]
    pages, forms, found = list(dict.fromkeys(pages)), {}, set()
    while True:
        for path in chance.sample(pages, len(pages)):
            if path not in forms:
                plain = Request("GET", path)
                answer = site.ask(plain)
                forms[path] = site.forms(path, answer)
                found |= {path} if answer.status in {200, 405} else set()
                yield plain, answer
            for _ in range(ASKED if path in found else ASKED_IN_VAIN):
                spoilt = spoil(chance, chance.choice(forms[path]))
                yield spoilt, site.ask(spoilt)


def fault_of(request: Request, answer: Answer) -> str:
    """What is wrong with an answer, whatever was asked; the administration has pages of Wagtail's, in its frame."""
    if answer.status >= 500:
        return f"an error ({answer.status})"
    if words := [each for each in OF_THE_DATABASE if each in answer.content]:
        return f"words of the database {words}"
    is_page = not request.path.startswith("/admin/") and answer.media_type.startswith("text/html") and answer.content
    if is_page and answer.status in {400, 403, 404, 409, 413, 414, 415} and OWN_HEAD not in answer.content:
        return f"a page that is not the site's own ({answer.status})"
    return ""


@pytest.fixture(autouse=True)
def _quiet():
    """Thousands of lines about what was refused would hide the few that count."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
    gc.collect()  # what the filters above are for, before they end


@override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=10**9)
def test_no_malformed_request_is_an_error_of_the_site():
    site, failed, counted = Site(), [], {}
    for request, answer in islice(requests(Random(SEED), site), REQUESTS):
        counted[answer.status] = counted.get(answer.status, 0) + 1
        if fault := fault_of(request, answer):
            failed.append(f"{fault}: {request!r}\n{site.raised}")
    print(f"{connection.vendor}: {REQUESTS} requests of seed {SEED}:", dict(sorted(counted.items())))
    if failed:
        pytest.fail(f"{len(failed)} faults\n" + "\n".join(failed), pytrace=False)
