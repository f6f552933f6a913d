"""Every kind of PDF that the site makes, on the day on which the demonstration stands."""

import pytest
from django.test import Client

from palermo.accounts.models import User
from palermo.core.languages import LANGUAGES
from tests.journeys.furnishing import furnish

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
FILES = [
    "events/vienna-forum/programme.pdf",
    "events/vienna-forum/participants.pdf",
    "events/vienna-forum/registration/badges.pdf",
    "speakers/vienna-forum-speaker-4/letter/en.pdf",
    "reports/briefing-2008-01-31/en.pdf",
]


@pytest.fixture
def office() -> Client:
    furnish()
    client = Client()
    client.force_login(User.objects.get(email="secretariat@example.org"))
    return client


def test_every_pdf_is_made(office):
    given = {path: office.get(f"/en/{path}") for path in FILES}
    assert {path: (answer.status_code, answer["Content-Type"]) for path, answer in given.items()} == dict.fromkeys(
        FILES, (200, "application/pdf")
    )


def test_the_list_of_participants_is_made_in_every_language(office):
    paths = [f"/{language.django_code}/events/vienna-forum/participants.pdf" for language in LANGUAGES]
    assert {office.get(path).status_code for path in paths} == {200}
