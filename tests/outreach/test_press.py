"""Press releases from draft to withdrawal, and what the press room offers beside them."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as WordFile

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.outreach.actions import press as actions
from palermo.outreach.models import Cutting, KitItem, PressContact, PressRelease
from palermo.outreach.states.press import ReleaseStatus
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.governance import make_activity
from tests.factories.library import make_document
from tests.factories.outreach import make_material, make_release
from tests.factories.registrations import make_registration
from tests.portal.filling import act, client_of, fill
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
NOON = datetime(2008, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(settings):
    settings.PALERMO_TODAY, settings.TIME_ZONE = NOON, "UTC"


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def office(officer):
    return client_of(officer)


def published(title="Release", **fields):
    return make_release(title, **{"status": "published", "public_at": NOON - timedelta(days=1), **fields})


def scheduled(title="Release", *, hours=6, **fields):
    return make_release(title, **{"status": "scheduled", "public_at": NOON + timedelta(hours=hours), **fields})


def written(title, body, **fields):
    """A release whose title and text are in the languages given."""
    release = make_release(**fields)
    release.title, release.body = MultilingualText(title), MultilingualText(body)
    release.save()
    return release


def titles(client):
    return Page(client.get("/en/press/")).all("#releases + .papers h3")


def verbs_of(release):
    acts = AuditEvent.objects.filter(target_kind="press-releases", target_id=release.slug)
    return list(acts.order_by("sequence").values_list("verb", flat=True))


def test_an_officer_writes_schedules_and_readers_see_it_from_its_time_on(office, settings):
    texts = {"title_en": "Forum opens", "title_fr": "Ouverture du Forum", "title_ar": "افتتاح المنتدى"}
    texts |= {"body_en": "The Forum opens in Vienna.", "body_fr": "Le Forum s’ouvre.", "body_ar": "يفتتح المنتدى."}
    said = fill(office, "/en/acts/add-press-release/", **texts)
    assert "Press release added as a draft. Only the secretariat can see it." in said
    release = PressRelease.objects.get()
    assert (release.slug, release.status, release.public_at) == ("forum-opens", "draft", None)
    act(office, "schedule-press-release", "forum-opens", public_at_day="2008-02-01", public_at_hour="18:00")
    release.refresh_from_db()
    assert (release.status, release.public_at) == ("scheduled", datetime(2008, 2, 1, 18, tzinfo=UTC))
    page = Page(office.get("/en/press/forum-opens/"))
    assert "Embargo until 1 February 2008, 18:00" in page.text
    visitor = Client()
    assert visitor.get("/en/press/forum-opens/").status_code == 404
    assert titles(visitor) == []
    settings.PALERMO_TODAY = datetime(2008, 2, 1, 18, tzinfo=UTC)
    assert titles(visitor) == ["Forum opens"]
    assert Page(visitor.get("/en/press/forum-opens/")).one("h1") == "Forum opens"
    assert Page(visitor.get("/ar/press/forum-opens/")).one("h1") == "افتتاح المنتدى"
    assert "The Forum opens in Vienna." in Page(visitor.get("/zh-hans/press/forum-opens/")).text


def test_what_a_release_can_become_follows_from_its_time(officer, settings):
    release = scheduled(hours=1)
    with pytest.raises(Refused, match="not withdrawn"):
        actions.withdraw_release(release, reason=text("Error"), by=officer)
    with pytest.raises(Refused, match=r"^This press release is not public yet\. Edit it: no correction is needed\.$"):
        actions.correct_release(release, values={}, correction=text("Date"), by=officer)
    actions.unschedule_release(release, by=officer)
    with pytest.raises(Refused, match=r"has passed\. Enter a later time, or publish the press release now\.$"):
        actions.schedule_release(release, public_at=NOON, by=officer)
    actions.schedule_release(release, public_at=NOON + timedelta(hours=2), by=officer)
    actions.schedule_release(release, public_at=NOON + timedelta(hours=3), by=officer)
    settings.PALERMO_TODAY = NOON + timedelta(hours=3)
    with pytest.raises(Refused, match=r"^This press release is public\. Correct it: the page then shows"):
        actions.change_release(release, values={"title": text("Other")}, by=officer)
    with pytest.raises(Refused):
        actions.unschedule_release(release, by=officer)
    actions.correct_release(release, values={"body": text("Corrected")}, correction=text("The date"), by=officer)
    assert verbs_of(release) == [
        "press_release.unscheduled",
        "press_release.scheduled",
        "press_release.rescheduled",
        "press_release.published",
        "press_release.corrected",
    ]
    release.refresh_from_db()
    assert (release.status, release.corrected_on) == ("published", date(2008, 2, 1))


@pytest.mark.parametrize(("day", "year"), [("0001-01-01", 1), ("9999-12-31", 9999)])
@pytest.mark.parametrize("zone", ["Europe/Vienna", "America/New_York"])
def test_a_time_beyond_what_clocks_can_show_is_refused_with_a_sentence(office, settings, zone, day, year):
    settings.TIME_ZONE = zone
    release = make_release()
    path = f"/en/acts/schedule-press-release/{release.slug}/"
    for hour in ("0:00", "23:59"):
        answer = office.post(path, {"public_at_day": day, "public_at_hour": hour})
        errors = Page(answer).all(".errorlist li")
        assert errors == [f"Enter a date in the years 1900 to 2199; found the year {year}."]
    release.refresh_from_db()
    assert (release.status, release.public_at) == ("draft", None)


def test_only_the_secretariat_writes_and_publishes(officer):
    release = make_release()
    for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, Role.PARTNER):
        user = make_user(role)
        with pytest.raises(Refused, match="Only the secretariat may publish press releases"):
            actions.publish_release(release, by=user)
        page = Page(client_of(user).get("/en/acts/add-press-release/"))
        assert "Only the secretariat may publish press releases" in page.text
        assert page.all("form.act") == []
    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT


def test_a_language_needs_both_a_title_and_a_text_to_be_published(officer):
    release = written({"en": "A", "fr": "B"}, {"en": "C", "es": "D"})
    with pytest.raises(Refused, match=r"^The text is missing in these languages: Français\.$"):
        actions.publish_release(release, by=officer)
    actions.change_release(release, values={"title": MultilingualText({"en": "A"})}, by=officer)
    with pytest.raises(Refused, match=r"^The title is missing in these languages: Español\.$"):
        actions.publish_release(release, by=officer)
    actions.change_release(release, values={"body": MultilingualText({"en": "C"})}, by=officer)
    actions.publish_release(release, by=officer)
    assert Page(Client().get(f"/en/press/{release.slug}/")).one("h1") == "A"


def test_a_correction_stands_above_the_text_with_its_date(office):
    release = published("Release")
    act(office, "correct-press-release", release.slug, correction_en="The number of States.", body_en="In 117 States.")
    page = Page(Client().get(f"/en/press/{release.slug}/"))
    assert page.one("p.nothing") == "corrected 1 February 2008 The number of States."
    assert "In 117 States." in page.text
    feed = Client().get("/en/feeds/press-releases.xml").text
    content = BeautifulSoup(BeautifulSoup(feed, "lxml-xml").content.text, "lxml")
    assert [each.get_text() for each in content.select("p")][1] == "corrected 1 February 2008: The number of States."


def test_a_withdrawn_release_keeps_its_page_with_the_reason_and_without_its_text(office):
    release = published("Heading", lead=text("Canarylead"), body=text("Canarybody"), notes=text("Canarynotes"))
    act(office, "withdraw-press-release", release.slug, reason_en="It named the wrong State.")
    visitor = Client()
    answer = visitor.get(f"/en/press/{release.slug}/")
    page = Page(answer)
    assert page.one("p.nothing") == "This press release was withdrawn on 1 February 2008."
    assert page.one("main .reading") == "It named the wrong State."
    assert answer["X-Robots-Tag"] == "noindex"
    paths = [f"/en/press/{release.slug}/", "/en/press/", "/en/feeds/press-releases.xml", "/en/feeds/everything.xml"]
    paths += ["/en/search/?q=heading", "/en/updates/", f"/en/history/press-releases/{release.slug}/"]
    paths += [f"/en/press/{release.slug}/?on=2008-02-01", f"/en/press/{release.slug}/?on=2008-01-31"]
    assert [path for path in paths if "canary" in visitor.get(path).text.lower()] == []
    assert visitor.get(f"/en/press/{release.slug}/en.docx").status_code == 404
    assert "Heading [en]" not in visitor.get("/en/feeds/press-releases.xml").text


def test_a_release_is_downloaded_in_the_languages_in_which_it_is_written(settings):
    settings.PALERMO_PRESS_CONTACT = "press@example.org"
    settings.PALERMO_OWNER = {"en": "Secretariat", "zh": "秘书处"}
    release = written(
        {"en": "Forum opens", "zh": "论坛开幕"},
        {"en": "First paragraph.\n\nSecond paragraph.", "zh": "第一段。"},
        status="published",
        public_at=NOON - timedelta(days=1),
        place=MultilingualText({"en": "Vienna"}),
        notes=MultilingualText({"en": "First note.\n\nSecond note."}),
    )
    answer = Client().get(f"/en/press/{release.slug}/en.docx")
    lines = [(each.style.style_id, each.text) for each in WordFile(BytesIO(answer.content)).paragraphs if each.text]
    assert lines == [
        ("TableHeading", "Secretariat"),
        ("BodyText", "Vienna, 31 January 2008"),
        ("BodyText", "Press release"),
        ("Heading1", "Forum opens"),
        ("BodyText", "First paragraph."),
        ("BodyText", "Second paragraph."),
        ("Heading2", "Notes to editors"),
        ("BodyText", "First note."),
        ("BodyText", "Second note."),
        ("BodyText", "For further information: press@example.org"),
    ]
    assert answer["Content-Disposition"] == f'attachment; filename="{release.slug}-en.docx"'
    assert Client().get(f"/en/press/{release.slug}/zh.pdf").content[:5] == b"%PDF-"
    assert Client().get(f"/en/press/{release.slug}/ar.docx").status_code == 404
    assert Page(Client().get(f"/en/press/{release.slug}/")).all(".margin dd a[href$='en.docx']") == ["DOCX"]


def test_the_secretariat_downloads_a_scheduled_release_marked_with_its_embargo(office):
    release = scheduled("Release")
    answer = office.get(f"/en/press/{release.slug}/en.docx")
    lines = [each.text for each in WordFile(BytesIO(answer.content)).paragraphs if each.text]
    assert lines[1].startswith("Press release. Embargo until ")
    assert Client().get(f"/en/press/{release.slug}/en.docx").status_code == 404


def test_the_media_kit_shows_what_the_reader_may_read(office):
    public, closed = make_document("Fact sheet"), make_document("Closed", audience=Audience.MEMBER_STATES)
    draft = make_material("Spot", status="draft", checked_by="", checked_on=None, published_on=None)
    for number, words, what in ((1, "Facts", {"document": public}), (2, "Shut", {"document": closed})):
        KitItem.objects.create(number=number, title=text(words), **what)
    KitItem.objects.create(number=3, title=text("Film"), material=draft)
    said = [Page(client.get("/en/press/")).all("#kit + .papers h3") for client in (Client(), office)]
    assert said == [["Facts [en]"], ["Facts [en]", "Shut [en]", "Film [en]"]]
    fill(office, "/en/acts/add-kit-item/", title_en="Logo", document=public.slug)
    assert KitItem.objects.order_by("-number").values_list("number", "title__en").first() == (4, "Logo")
    page = office.post("/en/acts/add-kit-item/", {"number": 5, "title_en": "Nothing"})
    assert "Choose either a document or material." in page.text
    item = KitItem.objects.get(number=4)
    act(office, "remove-kit-item", item.pk)
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.target_id, KitItem.objects.count()) == ("kit_item.removed", str(item.pk), 3)


def test_press_contacts_are_public_and_nothing_of_them_is_kept_afterwards(office, settings):
    settings.PALERMO_PRESS_CONTACT = "press@example.org"
    fill(office, "/en/acts/add-press-contact/", name="Ada Lovelace", email="ada@example.org", languages=["ar", "fr"])
    assert "Ada Lovelace ada@example.org العربية, Français" in Page(Client().get("/en/press/")).one(".margin")
    contact = PressContact.objects.get()
    page = office.post(f"/en/acts/change-press-contact/{contact.pk}/", {"number": 1, "name": "Ada", "email": ""})
    assert "Enter an e-mail address or a telephone number." in page.text
    act(office, "remove-press-contact", contact.pk)
    assert "Lovelace" not in "".join(map(str, AuditEvent.objects.values_list("details", "target_id")))
    assert "Lovelace" not in Client().get("/en/press/").text


def test_the_press_room_leads_to_the_accreditation_of_media_for_the_next_open_event():
    open_to = make_registration(opens_on=date(2008, 1, 1), closes_on=date(2008, 2, 5), delete_on=date(2009, 1, 1))
    open_to.categories.update_or_create(category="media", defaults={"most_each": 3})
    make_registration(opens_on=date(2007, 1, 1), closes_on=date(2007, 2, 5)).categories.get_or_create(category="media")
    soup = BeautifulSoup(Client().get("/en/press/").content, "lxml")
    links = [link["href"] for link in soup.select("#accreditation ~ .papers a[href$='/apply/']")]
    assert links == [f"/en/events/{open_to.event.activity.slug}/registration/apply/"]


def test_cuttings_are_found_by_words_language_and_year(office):
    given = {"outlet": "Gazette", "language": "pt", "link": "https://example.org/a"}
    fill(office, "/en/acts/add-cutting/", title="Tráfico de pessoas", published="March 2007", **given)
    fill(office, "/en/acts/add-cutting/", title="Opening", published="2008-01-30", outlet="Radio One", language="en")
    assert Cutting.objects.get(language="pt").slug == "2007-03-31-gazette-trafico-de-pessoas"
    visitor = Client()
    found = {
        query: Page(visitor.get(f"/en/press/cuttings/{query}")).all("main li h2")
        for query in ("", "?find=radio", "?language=pt", "?year=2008", "?find=nothing", "?language=xx&year=x&page=x")
    }
    assert found == {
        "": ["Opening", "Tráfico de pessoas"],
        "?find=radio": ["Opening"],
        "?language=pt": ["Tráfico de pessoas"],
        "?year=2008": ["Opening"],
        "?find=nothing": [],
        "?language=xx&year=x&page=x": ["Opening", "Tráfico de pessoas"],
    }
    page = office.post("/en/acts/add-cutting/", {"title": "T", "outlet": "O", "published": "2009-01-01"})
    assert "1 January 2009 is in the future. Enter the day of publication." in page.text


def test_a_cutting_names_only_what_its_reader_may_see():
    release, activity = (
        scheduled("Canaryrelease"),
        make_activity("Canaryactivity", audience=Audience.STEERING_COMMITTEE),
    )
    Cutting.objects.create(slug="one", title="Open", outlet="Gazette", published_on=date(2008, 1, 1), release=release)
    Cutting.objects.create(slug="two", title="Shut", outlet="Gazette", published_on=date(2008, 1, 1), activity=activity)
    page = Page(Client().get("/en/press/cuttings/"))
    assert page.all("main li h2") == ["Open"]
    assert "Canary" not in page.text


def test_the_press_room_asks_the_same_number_of_queries_however_much_is_in_it(office):
    def queries(path, client):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    def furnish(count):
        for _each in range(count):
            release = published("More")
            number = (KitItem.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
            KitItem.objects.create(number=number, title=text("Item"), document=make_document())
            PressContact.objects.create(number=number, name="Name", phone="1", languages="en fr")
            Cutting.objects.create(
                slug=f"cutting-{number}", title="T", outlet="O", published_on=date(2008, 1, 1), release=release
            )

    furnish(2)
    paths = ["/en/press/", "/en/press/cuttings/"]
    before = [queries(path, client) for path in paths for client in (Client(), office)]
    furnish(5)
    assert [queries(path, client) for path in paths for client in (Client(), office)] == before
