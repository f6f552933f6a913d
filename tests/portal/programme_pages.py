"""What tests of a programme's pages share: a programme with something in it, and ways to read it."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from tests.factories.accounts import make_state, make_user
from tests.factories.common import text
from tests.factories.endorsements import make_version
from tests.factories.governance import make_endorsement, make_procedure
from tests.factories.programmes import (
    make_item,
    make_part,
    make_programme_person,
    make_room,
)
from tests.portal.reading import Page


def client_of(role: Role | None) -> Client:
    client = Client()
    if role:
        client.force_login(make_user(role))
    return client


def address(programme, rest: str = "/") -> str:
    return f"/en/events/{programme.event.activity.slug}/programme{rest}"


def read(programme, rest: str = "/", role: Role | None = None, language: str = "en") -> Page:
    return Page(client_of(role).get(address(programme, rest).replace("/en/", f"/{language}/", 1)))


def two_rooms(programme):
    """Two panels at one hour, a break for all, and one on the second day; a chair in the first and the last."""
    hall, small = (
        make_room(programme, "Hall", slug="hall", order=1),
        make_room(programme, "Small", slug="small", order=2),
    )
    chair = make_programme_person(
        programme, "Ms. Chair", slug="chair", function=text("Minister"), state=make_state("Land")
    )
    first = make_item(programme, "First", slug="first", room=hall, languages="ar fr", objective=text("Objective"))
    make_part(first, chair, "chair", minutes=10)
    make_item(programme, "Beside it", slug="beside", room=small, hours="10.30-11.30", kind="side_event")
    make_item(programme, "Coffee", slug="coffee", kind="break", hours="11.30-12")
    last = make_item(programme, "Last", slug="last", room=small, day=date(2008, 2, 14), hours="15-16", kind="plenary")
    make_part(last, chair, "speaker")
    return first


def endorsed(release, state: str = "approved"):
    """A version that was submitted to Member States, and what became of it."""
    procedure = make_procedure(kind="meeting")
    closed = {} if state == "open" else {"state": state, "result_on": date(2008, 1, 25)}
    put = make_endorsement("Programme", procedure=procedure, audience=Audience.MEMBER_STATES, **closed)
    release.put_as = make_version(put, closes_at=None)
    release.save()


def questions(client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)
