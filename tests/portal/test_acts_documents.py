"""Documents are added where they are needed: to the library, an activity and a meeting; a meeting gets its agenda."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.governance.models import AgendaItem
from palermo.library.models import Document
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_meeting
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
GIVEN = {"audience": "member_states", "language": "en"}
WRITTEN = GIVEN | {"title_en": "Background paper", "kind": "note", "text": "One."}


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def office():
    client = Client()
    client.force_login(make_user(Role.SECRETARIAT))
    return client


def buttons(client, address: str) -> list[str]:
    return Page(client.get(address)).all("main nav.acts a")


def test_an_officer_adds_a_document_and_issues_it_in_two_languages(office):
    assert buttons(office, "/en/documents/") == ["Add document"]
    upload = SimpleUploadedFile("paper.txt", b"Un.", "text/plain")
    added = office.post(
        "/en/acts/add-document/",
        WRITTEN | {"symbol": "E/CN.15/2008/CRP.9", "dated": "late January 2008", "languages_meant": ["en", "fr"]},
    )
    document = Document.objects.get()
    assert (added.status_code, added["Location"]) == (302, document.get_absolute_url())
    assert (document.slug, document.state, document.symbol, str(document.dated), document.languages_meant) == (
        *("background-paper", "draft", "E/CN.15/2008/CRP.9", "late 2008-01"),
        ["en", "fr"],
    )
    assert Client().get(document.get_absolute_url()).status_code == 404
    assert "Add language version" in buttons(office, document.get_absolute_url())
    form = office.get(f"/en/acts/add-version/{document.slug}/").context["form"]
    assert [code for code, _name in form.fields["language"].choices] == ["fr", "ar", "zh", "ru", "es"]
    office.post(f"/en/acts/add-version/{document.slug}/", {"language": "fr", "status": "final", "upload": upload})
    assert sorted(document.versions.values_list("language", "text", "file_name")) == [
        ("en", "One.", ""),
        ("fr", "", "paper.txt"),
    ]
    office.post(f"/en/acts/issue-document/{document.slug}/", {"on": "2008-01-31"})
    document.refresh_from_db()
    assert (document.state, document.audience) == ("issued", Audience.MEMBER_STATES)


def test_what_is_missing_of_a_document_is_said_at_once(office):
    page = Page(office.post("/en/acts/add-document/", {"audience": "public", "language": "en"}))
    assert page.all(".wrong .errorlist") == ["Enter the text in at least one language.", "Choose one."]
    page = Page(office.post("/en/acts/add-document/", WRITTEN | {"text": ""}))
    assert page.all(".nonfield li") == ["Enter the text or upload a file."]
    assert not Document.objects.exists()


def test_a_document_of_an_event_is_added_on_its_page(office):
    event = make_event("Forum", slug="forum")
    on_record = make_document("On record")
    address = "/en/acts/add-activity-document/forum/"
    assert buttons(office, "/en/events/forum/documents/") == ["Add document"]
    assert office.post(address, WRITTEN).status_code == 302
    assert office.post(address, GIVEN | {"on_record": on_record.slug}).status_code == 302
    assert set(event.activity.documents.all()) == set(Document.objects.all())
    again = Page(office.post(address, GIVEN | {"on_record": on_record.slug}))
    assert again.all(".nonfield li") == ["This document already belongs to the activity."]
    verbs = AuditEvent.objects.filter(target_id="forum").order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["activity.document_added", "activity.document_added"]


def test_a_consultation_gets_its_agenda_and_documents(office):
    meeting = make_meeting(on=date(2008, 2, 6))
    shown = meeting.get_absolute_url()
    assert buttons(office, shown)[:3] == ["Add agenda", "Add document", "Reschedule meeting"]
    written = {"agenda_en": "1 Opening\n2 (b) Programme", "agenda_fr": "1 Ouverture"}
    assert office.post(f"/en/acts/add-agenda/{meeting.slug}/", written)["Location"] == shown
    office.post(f"/en/acts/add-meeting-document/{meeting.slug}/", WRITTEN)
    page = Page(office.get(shown))
    assert page.all("main ol.numbered li") == ["1. Opening", "2 (b). Programme"]
    assert page.all("main ul.papers h3") == ["Background paper"]
    assert buttons(office, shown)[:2] == ["Add document", "Edit agenda"]
    first = meeting.agenda_items.get(number="1")
    edited = Page(office.get(f"/en/acts/edit-agenda/{meeting.slug}/"))
    assert edited.soup.select_one("[name=agenda_en]").string.strip() == "1 Opening\n2 (b) Programme"
    office.post(f"/en/acts/edit-agenda/{meeting.slug}/", {"agenda_en": "1 Opening of the meeting\n3 Closing"})
    items = AgendaItem.objects.filter(meeting=meeting).order_by("order").values_list("pk", "number", "title__en")
    assert [(number, title) for _pk, number, title in items] == [("1", "Opening of the meeting"), ("3", "Closing")]
    assert items[0][0] == first.pk


def test_an_agenda_item_with_documents_is_not_dropped(office):
    meeting = make_meeting(on=date(2008, 2, 6))
    item = AgendaItem.objects.create(meeting=meeting, number="1", title=text("Opening"))
    item.documents.add(make_document())
    page = Page(office.post(f"/en/acts/edit-agenda/{meeting.slug}/", {"agenda_en": "2 Closing"}))
    assert page.all(".nonfield li") == [
        "Agenda item 1 has documents or is cited in a report. Keep it on the agenda under its number."
    ]
    assert list(meeting.agenda_items.values_list("number", flat=True)) == ["1"]


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER])
def test_nobody_else_adds_documents(role):
    make_event("Forum", slug="forum")
    client = Client()
    client.force_login(make_user(role))
    for act in ("add-document/", "add-activity-document/forum/"):
        assert client.post(f"/en/acts/{act}", WRITTEN).status_code == 403
    assert "Add document" not in Page(client.get("/en/documents/")).text
    assert not Document.objects.exists()


def test_a_draft_is_edited_until_it_is_issued(office):
    draft = make_document("Papr", audience=Audience.MEMBER_STATES, state="draft", languages_meant=["en", "fr"])
    address = f"/en/acts/edit-document/{draft.slug}/"
    assert "Edit draft" in buttons(office, draft.get_absolute_url())
    form = office.get(address).context["form"]
    sent = {"title_en": "Paper", "kind": "note", "dated": "late January 2008", "original_language": "fr"}
    sent |= {"languages_meant": ["fr"], "seen": form.initial["seen"]}
    assert Page(office.post(address, sent | {"title_en": ""})).all(".wrong .errorlist") == [
        "Enter the text in at least one language."
    ]
    office.post(address, sent)
    draft.refresh_from_db()
    kept = (draft.title["en"], draft.kind, str(draft.dated), draft.original_language, draft.languages_meant)
    assert kept == ("Paper", "note", "late 2008-01", "fr", ["fr"])
    assert (draft.state, draft.audience) == ("draft", Audience.MEMBER_STATES)
    assert AuditEvent.objects.filter(verb="document.changed").count() == 1
    # Somebody who was shown the earlier title does not overwrite the new one.
    office.post(address, sent | {"title_en": "Other"})
    draft.refresh_from_db()
    assert draft.title["en"] == "Paper"


def test_only_the_secretariat_edits_only_drafts(office):
    issued = make_document("Paper", audience=Audience.PUBLIC)
    address = f"/en/acts/edit-document/{issued.slug}/"
    assert "Edit draft" not in buttons(office, issued.get_absolute_url())
    assert "Only a draft can be edited." in Page(office.get(address)).text
    office.post(address, {"title_en": "Other", "kind": "note", "original_language": "en"})
    issued.refresh_from_db()
    assert issued.title["en"] != "Other"
    draft = make_document("Draft in confidence", audience=Audience.PUBLIC, state="draft")
    delegate = Client()
    delegate.force_login(make_user(Role.DELEGATE))
    assert delegate.get(f"/en/acts/edit-document/{draft.slug}/").status_code == 404


def test_the_page_of_issue_says_who_will_read_and_what_is_missing(office):
    draft = make_document("Paper", words="One.", audience=Audience.MEMBER_STATES, state="draft")
    Document.objects.update(languages_meant=["en", "fr"])
    page = Page(office.get(f"/en/acts/issue-document/{draft.slug}/"))
    assert page.all("main dl.facts dd") == ["Member States", "Français"]
    Document.objects.update(languages_meant=["en"])
    page = Page(office.get(f"/en/acts/issue-document/{draft.slug}/"))
    assert page.all("main dl.facts dd") == ["Member States"]
