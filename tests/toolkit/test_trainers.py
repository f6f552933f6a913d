"""The register of trainers: nobody is named without their consent, and withdrawal takes effect at once."""

import re
from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.refusals import Refused
from palermo.toolkit.actions import trainers as actions
from palermo.toolkit.models import Trainer
from tests.factories.accounts import make_state, make_user
from tests.factories.activities import make_tool
from tests.factories.training import make_course, make_trainer, make_training
from tests.portal.filling import act, client_of, fill, words_of

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Canarytrainer Name", "canarytrainer@example.org"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    cache.clear()


def pages_naming(trainer, client):
    """The pages on which a reader finds the name or the address of a trainer."""
    session = trainer.sessions.get()
    addresses = {
        "list": "/en/trainers/",
        "own": f"/en/trainers/{trainer.slug}/",
        "session": session.get_absolute_url(),
        "history": f"/en/history/training-sessions/{session.slug}/",
        "search": "/en/search/?q=Canarytrainer",
        "sitemap": "/sitemap.xml",
    }
    found = {name: client.get(address).content.decode() for name, address in addresses.items()}
    named = {name for name, page in found.items() if NAME in page}
    return named, {name for name, page in found.items() if ADDRESS in page}


def entry(**fields):
    trainer = make_trainer(NAME, email=ADDRESS, languages="en fr", **fields)
    trainer.states.add(make_state("Atlantis"))
    make_training(make_course()).trainers.add(trainer)
    return trainer


PUBLISHED = {"list", "own", "session"}


def test_only_the_secretariat_sees_an_entry_without_consent():
    trainer = entry()
    for client in (Client(), *(client_of(make_user(role)) for role in Role if role != Role.SECRETARIAT)):
        assert pages_naming(trainer, client) == (set(), set())
    assert "1 not named" in words_of(Client().get(trainer.sessions.get().get_absolute_url()))
    named, addressed = pages_naming(trainer, client_of(make_user(Role.SECRETARIAT)))
    assert (named & PUBLISHED, addressed) == (PUBLISHED, {"own"})


def link_mailed(trainer):
    """Ask for consent, and give the path of the link in the mail."""
    act(client_of(make_user(Role.SECRETARIAT)), "ask-trainer", trainer.slug)
    letter = mail.outbox[-1]
    assert (letter.to, NAME in letter.body) == ([ADDRESS], True)
    return re.search(r"https?://[^/]+(/\S+)", letter.body)[1]


def test_a_trainer_consents_and_withdraws_by_a_link_without_account():
    trainer, person = entry(), Client()
    link = link_mailed(trainer)
    trainer.refresh_from_db()
    assert trainer.consent == "asked"
    assert pages_naming(trainer, Client()) == (set(), set())
    page = person.get(link, follow=True)
    assert (page.redirect_chain[-1][0], "Atlantis" in words_of(page)) == ("/en/trainers/link/", True)
    fill(person, "/en/trainers/link/", is_published="on")
    assert pages_naming(trainer, Client()) == (PUBLISHED, set())
    fill(person, "/en/trainers/link/", is_published="on", shows_email="on")
    assert pages_naming(trainer, Client()) == (PUBLISHED, {"own"})
    person.post("/en/trainers/link/", {"shows_email": "on"})
    assert pages_naming(trainer, Client()) == (set(), set())
    trainer.refresh_from_db()
    assert (trainer.consent, trainer.shows_email) == ("refused", False)
    verbs = AuditEvent.objects.filter(target_kind="trainers").order_by("sequence").values_list("verb", "actor_name")
    assert list(verbs)[1:] == [
        ("trainer.consented", "a trainer, by their link"),
        ("trainer.consented", "a trainer, by their link"),
        ("trainer.refused", "a trainer, by their link"),
    ]


def test_an_earlier_link_and_a_guessed_one_open_nothing():
    trainer = entry()
    first, second = link_mailed(trainer), link_mailed(trainer)
    statuses = [Client().get(path, follow=True).status_code for path in (first, second, "/en/trainers/link/guessed/")]
    assert statuses == [403, 200, 404]


def test_no_name_is_in_the_log_or_in_a_version():
    office = client_of(make_user(Role.SECRETARIAT))
    fill(office, "/en/acts/add-trainer/", name=NAME, email=ADDRESS, tools=[make_tool().pk], states=[])
    trainer = Trainer.objects.get()
    act(office, "change-trainer", trainer.slug, name=f"{NAME} again", states=[])
    act(office, "remove-trainer", trainer.slug)
    kept = [str((each.details, each.target_id)) for each in AuditEvent.objects.all()]
    kept += [str(each.data) for each in RecordVersion.objects.all()]
    assert [words for words in kept if "anarytrainer" in words] == []
    assert Trainer.objects.count() == 0


def test_the_secretariat_records_a_withdrawal_and_asks_only_those_with_an_address():
    trainer, office = entry(consent="given"), make_user(Role.SECRETARIAT)
    actions.withdraw_consent(trainer, by=office)
    trainer.refresh_from_db()
    assert trainer.consent == "refused"
    with pytest.raises(Refused, match="Enter the e-mail address"):
        actions.ask_trainer(make_trainer(email=""), by=office)
    with pytest.raises(Refused, match="Only the secretariat may manage the register of trainers"):
        actions.ask_trainer(trainer, by=make_user(Role.DELEGATE))
