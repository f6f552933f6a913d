"""The page on which the secretariat brings in the programme of another system."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.programme.exchange.writing.identity import About
from palermo.programme.exchange.writing.schedules import schedule_of
from palermo.programme.models import ProgrammeItem
from palermo.programme.schedule.content import content_of
from palermo.programme.schedule.plan import plan_of
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.library import make_document
from tests.factories.programmes import make_day, make_item, make_programme
from tests.portal.programme_pages import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "schedules"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def programme():
    return make_programme(days=0)


@pytest.fixture
def office():
    return client_of(Role.SECRETARIAT)


def address(programme) -> str:
    return f"/en/programmes/{programme.slug}/import/"


def upload(client, programme, name: str = "pretalx-1.0.json", content: bytes | None = None, language: str = "en"):
    content = (FILES / name).read_bytes() if content is None else content
    return client.post(address(programme), {"file": SimpleUploadedFile(name, content), "language": language})


def hidden(page: Page) -> dict[str, str]:
    return {field["name"]: field["value"] for field in page.soup.select("main input[type=hidden]")}


def faults(response) -> list[str]:
    return [each.get_text() for each in BeautifulSoup(response.content, "lxml").select("main .faults li")]


@pytest.mark.slow
def test_a_file_is_looked_at_then_brought_in(programme, office):
    page = Page(upload(office, programme))
    assert page.all("main .lead") == ["263 new, 0 changed, 0 unchanged"]
    lost = dict(zip(page.all("main dl:not(.changes) dt"), page.all("main dl:not(.changes) dd"), strict=True))
    assert lost["person.biography"].startswith("80 ")
    assert lost["type"].startswith("80 ")
    assert page.all("main .papers > li > h3")[:4] == [
        "2027-02-13 Programme day · new",
        "2027-02-14 Programme day · new",
        "2027-02-15 Programme day · new",
        "Plenary hall Room · new",
    ]
    assert "and 63 more" in page.text
    assert (ProgrammeItem.objects.count(), AuditEvent.objects.count()) == (0, 0)
    done = office.post(address(programme), hidden(page), follow=True)
    assert done.redirect_chain == [(f"/en/programmes/{programme.slug}/", 302)]
    assert "Imported: 263 new, 0 changed, 0 unchanged." in Page(done).text
    assert ProgrammeItem.objects.count() == 80
    assert AuditEvent.objects.get().verb == "programme.imported"


@pytest.mark.slow
def test_a_second_time_there_is_nothing_to_do(programme, office):
    office.post(address(programme), hidden(Page(upload(office, programme))))
    page = Page(upload(office, programme))
    assert "The working copy already contains all of this." in page.text
    assert page.all("main .lead") == ["0 new, 0 changed, 263 unchanged"]
    assert page.soup.select("main button") == []


@pytest.mark.slow
def test_what_changed_is_shown_field_by_field(programme, office):
    office.post(address(programme), hidden(Page(upload(office, programme))))
    page = Page(upload(office, programme, "pretalx-1.1.json"))
    assert page.all("main .papers > li > h3") == [
        "Another title Programme item · changed",
        "Expanded mobile system engine Programme item · changed",
    ]
    assert page.all("main .changes dt") == ["Title", "Day", "Begins at", "Ends at", "Room"]
    assert page.all("main .changes del")[1:] == ["2027-02-13", "09", "09", "Plenary hall"]


def test_a_paper_that_is_new_to_an_item_is_shown_and_linked(programme, office):
    make_day(programme)
    item = make_item(programme)
    paper = make_document(slug="a-paper", audience=Audience.MEMBER_STATES)
    item.documents.add(paper)
    about = About(1, "2008-01-20T12:00:00+00:00", "en", "http://testserver/en/events/forum/programme/")
    content = json.dumps(schedule_of(content_of(plan_of(programme), Audience.MEMBER_STATES), about)).encode()
    item.documents.clear()
    page = Page(upload(office, programme, "schedule.json", content))
    assert page.all("main .lead") == ["0 new, 1 changed, 2 unchanged"]
    assert page.all("main .changes dt") == ["Documents"]
    assert page.all("main .changes ins") == ["a-paper"]
    office.post(address(programme), hidden(page))
    assert list(item.documents.all()) == [paper]


def test_a_file_that_is_wrong_is_refused_with_every_sentence(programme, office):
    response = upload(office, programme, "a.json", b'{"schedule": {"conference": {"days": [{"date": "x"}]}}}')
    assert response.status_code == 422
    assert faults(response) == ["schedule.conference.days[0].date: expected a day such as 2008-02-13, found “x”."]
    assert b'type="file"' in response.content


@pytest.mark.slow
def test_what_was_changed_between_the_two_steps_is_shown_anew(programme, office):
    page = Page(upload(office, programme))
    office.post(address(programme), hidden(page))
    response = office.post(address(programme), hidden(page))
    # The file went with the first.
    assert b"The uploaded file has expired." in response.content
    page = Page(upload(office, programme, "pretalx-1.1.json"))
    ProgrammeItem.objects.filter(title__en="Up-sized real-time leverage").update(title={"en": "Changed meanwhile"})
    response = office.post(address(programme), hidden(page))
    assert response.status_code == 422
    assert faults(response) == ["The working copy has changed since this preview. Review the changes again."]
    assert hidden(page)["seen"].encode() not in response.content


@pytest.mark.slow
def test_the_language_of_the_texts_is_the_one_chosen(programme, office):
    office.post(address(programme), hidden(Page(upload(office, programme, "indico-contributions.json", language="fr"))))
    assert set(ProgrammeItem.objects.get(title__fr="Contribution 1: what works").title) == {"fr"}


@pytest.mark.slow
def test_without_the_form_s_word_nothing_is_done(programme, office):
    sent = hidden(Page(upload(office, programme)))
    assert office.post(address(programme), {**sent, "seen": ""}).status_code == 422
    other = client_of(Role.SECRETARIAT)
    other.force_login(make_user(Role.SECRETARIAT))
    other.post(address(programme), sent)
    assert ProgrammeItem.objects.count() == 0


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER])
def test_nobody_else_enters(programme, role):
    client = client_of(role)
    assert client.get(address(programme)).status_code in {302, 403}
    assert upload(client, programme).status_code in {302, 403}


def test_once_the_event_is_over_its_programme_stays_as_it_was(office):
    programme = make_programme(make_event("Over", state="completed"), days=0)
    assert b"This event is over; its programme can no longer be changed." in office.get(address(programme)).content


def test_the_editor_leads_there(programme, office):
    page = Page(office.get(f"/en/programmes/{programme.slug}/"))
    assert page.soup.select_one(f'a[href="{address(programme)}"]')


@pytest.mark.slow
def test_the_language_of_the_file_is_not_that_of_the_page(programme, office):
    page = Page(
        office.post(
            address(programme).replace("/en/", "/ar/", 1),
            {"file": SimpleUploadedFile("a.json", (FILES / "indico-timetable.json").read_bytes()), "language": "fr"},
        )
    )
    assert (page.soup.html["lang"], page.soup.html["dir"]) == ("ar", "rtl")
    assert hidden(page)["language"] == "fr"
