"""Access to curricula vitae: each is logged, announced on the page, and shown to the secretariat and the reader."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from palermo.accounts.states import Role
from palermo.library.models import Read
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.speakers import make_speaker
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def speaker():
    event = make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    made = make_speaker("Ms. One", event=event, state="long_listed", cv=text("Career"))
    made.cv_name, made.cv_media_type, made.cv_sha256 = "cv.pdf", "application/pdf", "a" * 64
    made.cv_file.save("cv.pdf", ContentFile(b"%PDF-1.4"), save=False)
    made.save()
    return made


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def take_file(client: Client, address: str) -> int:
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def rows() -> list[tuple]:
    fields = ("reader_name", "acting_for", "paper", "slug", "audience", "language", "by", "form", "sha256")
    return list(Read.objects.order_by("pk").values_list(*fields))


def test_the_words_and_the_file_are_each_a_read(speaker):
    reader = make_person("Reader", Role.DELEGATE, state=make_state("Land"))
    client, page = signed_in(reader), f"/fr/speakers/{speaker.slug}/"
    client.head(page)
    assert rows() == []
    client.get(page)
    assert take_file(client, f"{page}cv/") == 200
    shown = ("Reader", "Land [en]", "cv", speaker.slug, "member_states", "fr")
    assert rows() == [(*shown, "page", "", ""), (*shown, "file", "pdf", "a" * 64)]


def test_of_a_proposal_that_is_not_shared_it_says_so(speaker):
    speaker.state, speaker.shared_at = "proposed", None
    speaker.save()
    take_file(signed_in(make_user(Role.SECRETARIAT)), f"/en/speakers/{speaker.slug}/cv/")
    assert [row[4] for row in rows()] == ["secretariat"]


def test_who_is_given_nothing_has_not_read(speaker):
    speaker.state, speaker.shared_at = "proposed", None
    speaker.save()
    for client in (Client(), signed_in(make_user(Role.DELEGATE))):
        client.get(f"/en/speakers/{speaker.slug}/")
        take_file(client, f"/en/speakers/{speaker.slug}/cv/")
    assert rows() == []


def test_the_secretariat_sees_who_has_read_and_readers_are_told(speaker):
    reader = make_person("Reader", Role.DELEGATE, state=make_state("Land"))
    client, office = signed_in(reader), signed_in(make_user(Role.SECRETARIAT))
    page = Page(client.get(f"/en/speakers/{speaker.slug}/"))
    assert "Each access to this document is recorded." in page.text
    assert "Read by" not in page.text
    assert "Read by 2 people" in Page(office.get(f"/en/speakers/{speaker.slug}/")).text
    of_it = f"/en/secretariat/reads/speakers/{speaker.slug}/"
    assert "Reader" in Page(office.get(of_it)).text
    assert f"{of_it}" in office.get("/en/secretariat/reads/").content.decode()
    assert "Ms. One" in Page(client.get("/en/account/reads/")).text
    assert client.get(of_it).status_code == 403


def test_a_reader_to_whom_it_is_closed_by_now_is_told_no_name(speaker):
    client = signed_in(make_user(Role.DELEGATE))
    client.get(f"/en/speakers/{speaker.slug}/")
    speaker.state, speaker.shared_at = "proposed", None
    speaker.save()
    page = Page(client.get("/en/account/reads/"))
    assert ("Ms. One" in page.text, "a document no longer available to you" in page.text) == (False, True)
