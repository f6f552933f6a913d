"""Lists of fifteen hundred participants: in pages, with an index and a search, read by few queries."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.config.example.forum import Forum
from palermo.config.example.people import PARTICIPANTS, Participants
from palermo.registration.models import Participant
from tests.factories.accounts import make_state
from tests.factories.governance import make_mandate
from tests.factories.registrations import make_participant, make_registration
from tests.portal.programme_pages import client_of, questions
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
FORUM = "/en/events/full-forum/"
MOST_BYTES = 300_000


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def forum():
    registration = Participants().make(Forum().make(make_mandate()).event)
    registration.list_audience, registration.list_released_on = "public", registration.opens_on
    registration.save()
    return registration


def test_every_page_of_the_whole_forum_is_light_and_asks_little(forum):
    office = client_of(Role.SECRETARIAT)
    most = {
        "": 30,
        "programme/": 12,
        "programme/?day=all": 12,
        "programme/?as=rooms&day=all": 12,
        "registration/": 15,
        "participants/?as=published": 15,
        "registration/organisations/": 15,
        "participants/": 20,
        "participation/": 15,
        "preparation/": 25,
    }
    for page, number in most.items():
        assert questions(office, FORUM + page) <= number, page
        assert len(office.get(FORUM + page).content) <= MOST_BYTES, page


def test_the_pages_together_name_everybody_once(forum):
    wanted = Participant.objects.filter(is_listed=True).exclude(category__in=["media", "staff"])
    named: list[str] = []
    number = 1
    while True:
        page = Page(Client().get(f"{FORUM}participants/?page={number}"))
        named += page.all(".listed li > bdi")
        if not page.soup.select(f'.pages a[href$="page={number + 1}"]'):
            break
        number += 1
    assert sorted(named) == sorted(each.name for each in wanted)
    assert len(named) / 100 <= number <= len(named) / 100 * 1.3
    assert Participant.objects.count() == PARTICIPANTS


def test_a_list_has_an_index_of_parties_and_a_search_of_names_and_parties():
    registration = make_registration(list_audience="public", list_released_on=datetime(2008, 1, 20, tzinfo=UTC))
    for name in ("Chad", "Chile", "Egypt"):
        state = make_state(name)
        for number in (1, 2):
            make_participant(registration, f"{name} {number}", state_for=state, is_listed=True)
    address = f"/en/events/{registration.event.activity.slug}/participants/"
    read = lambda rest: Page(Client().get(address + rest))  # noqa: E731 -- one word, five times
    assert read("").all(".choose li") == ["all", "C", "E"]
    assert read("?letter=C").all(".listed h3") == ["Chad [en]", "Chile [en]"]
    assert read("?find=egypt").all(".listed li > bdi") == ["Egypt 1", "Egypt 2"]
    assert read("?find=chile+2").all(".listed li > bdi") == ["Chile 2"]
    assert "No participants match your search." in read("?find=nobody").text


def test_those_registered_have_an_index_of_family_names(forum):
    office = client_of(Role.SECRETARIAT)
    page = Page(office.get(f"{FORUM}participants/"))
    letters = sorted({name[0] for name in Participant.objects.values_list("family_name", flat=True)})
    assert page.all("[aria-label='Family name'] li") == ["all", *letters]
    of_letter = Page(office.get(f"{FORUM}participants/?letter=B"))
    names = Participant.objects.filter(family_name__startswith="B").values_list("given_name", "family_name")
    assert set(of_letter.all(".people h3")) <= {" ".join(name) for name in names}
    assert len(of_letter.all(".people h3")) == min(50, len(names))
