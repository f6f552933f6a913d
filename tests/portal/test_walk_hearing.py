"""What leaves the site by itself, with words planted in every record: letters, feeds, each reader's own calendar."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.actions import record
from palermo.events.models import Outcome
from palermo.following import actions
from palermo.following.digests import enqueue_digests
from palermo.following.entries import feed_names
from palermo.governance.models import Activity, Decision, Endorsement, Guidance, Mandate, Meeting, NoteVerbale
from palermo.library.models import Document
from palermo.reporting.models import Report
from palermo.site.news import news_groups
from tests.factories.accounts import make_user
from tests.factories.following import make_subscription
from tests.portal.canaries import make_reader
from tests.portal.test_letters import raw
from tests.portal.test_walk import READS, may_read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cage")]
NEWS = {
    Document: "document.issued",
    Decision: "decision.adopted",
    Guidance: "guidance.recorded",
    Report: "report.issued",
    Meeting: "meeting.moved",
    NoteVerbale: "note.issued",
    Endorsement: "endorsement.put",
    Mandate: "mandate.made",
    Activity: "activity.authorised",
    Outcome: "outcome.created",
}


def make_news_of_everything():
    """An act upon every record, so that an e-mail could report all of them."""
    for model, verb in NEWS.items():
        for each in model.objects.all():
            record(verb, each, by="a test")


def planted_in(planted, cage):
    """Whose words stand there, also where a sentence began with them."""
    return [canary for canary in cage.canaries if canary.word.lower() in planted.lower()]


def signed_in(role):
    client = Client()
    if role:
        client.force_login(make_reader(role))
    return client


@pytest.mark.slow
@pytest.mark.parametrize("role", [role for role in READS if role])
@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=pytest.mark.slow)])
def test_a_letter_holds_no_word_that_is_not_public(cage, role, language):
    make_subscription(make_user(role, language=language))
    make_news_of_everything()
    enqueue_digests("daily")
    [letter] = mail.outbox
    shown = raw(letter)
    found = planted_in(shown, cage)
    assert ([canary for canary in found if not may_read(None, canary)], found != []) == ([], True)


@pytest.mark.slow
@pytest.mark.parametrize("role", READS, ids=lambda role: role or "visitor")
def test_a_feed_holds_what_is_public_and_only_that(cage, role):
    client = signed_in(role)
    page = "".join(client.get(f"/en/feeds/{kind}.xml").content.decode() for kind in feed_names())
    found = planted_in(page, cage)
    assert ([canary for canary in found if not may_read(None, canary)], found != []) == ([], True)


@pytest.mark.slow
@pytest.mark.parametrize("role", READS, ids=lambda role: role or "visitor")
def test_what_is_new_is_for_each_what_they_may_read(cage, role):
    client = signed_in(role)
    pages = [
        f"/en/updates/?kind={kind}&year={year}&page={page}"
        for kind in [group.name for group in news_groups()]
        for year in (2007, 2008)
        for page in (1, 2)
    ]
    shown = "".join(client.get(each).content.decode() for each in ["/en/updates/", *pages])
    found = planted_in(shown, cage)
    assert ([canary for canary in found if not may_read(role, canary)], found != []) == ([], True)


@pytest.mark.slow
@pytest.mark.parametrize("role", [role for role in READS if role])
def test_a_calendar_by_its_secret_holds_what_its_reader_may_read(cage, role, settings):
    settings.PALERMO_TODAY = date(2007, 7, 20)
    secret = actions.make_calendar_key(make_reader(role), "Phone")[1]
    # Others who are signed in there.
    page = signed_in(Role.SECRETARIAT).get(f"/en/calendar/{secret}.ics").content.decode().replace("\r\n ", "")
    found = planted_in(page, cage)
    assert ([canary for canary in found if not may_read(role, canary)], found != []) == ([], True)
