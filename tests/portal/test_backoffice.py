"""The back office: only its officers enter, everything saved goes through an action, and nothing is half saved."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palermo.accounts.backoffice.sentences import SENTENCES
from palermo.accounts.backoffice.viewsets import VIEWSETS, RecordViewSet
from palermo.accounts.models import Organisation, Posting, User
from palermo.accounts.states import Role
from palermo.audit.chain import find_faults
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.events.models import Event
from palermo.governance.models import Activity, Decision, Mandate, OperativeParagraph
from palermo.library.media import EXCEL, WORD
from palermo.library.models import LanguageVersion
from palermo.reporting.models import Report, ReportRecommendation
from tests.factories.accounts import make_organisation, make_place, make_state, make_user
from tests.factories.activities import make_event, make_outcome, make_study, make_tool
from tests.factories.common import text
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _viewsets_are_registered():
    # Wagtail registers them when its addresses are first asked for.
    reverse("wagtailadmin_home")


@pytest.fixture
def officer() -> User:
    return make_user(Role.SECRETARIAT, is_staff=True)


@pytest.fixture
def office(officer) -> Client:
    return signed_in(officer)


def signed_in(user: User) -> Client:
    user.groups.set(_editorial_groups())
    client = Client()
    client.force_login(user)
    return client


def _editorial_groups():
    from django.contrib.auth.models import Group

    return Group.objects.filter(name__in=["Editors", "Moderators"])


def texts(name: str, words: str = "", *codes: str) -> dict[str, str]:
    return {f"{name}_{code}": f"{words} [{code}]" if code in codes else "" for code in CODES}


def address(model: type[models.Model], view: str, *args: object) -> str:
    return reverse(VIEWSETS[model].get_url_name(view), args=args)


def errors_of(response) -> dict:
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def fill(client: Client, url: str) -> dict[str, str]:
    """What a browser would send back from a form that was only looked at."""
    form = client.get(url).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "decompress"):
            data |= {
                f"{bound.name}_{code}": words
                for code, words in zip(CODES, bound.field.widget.decompress(value), strict=True)
            }
        elif value is not None and value is not False:
            data[bound.name] = bound.field.prepare_value(value)
    return data


def one_of_each() -> list[models.Model]:
    """One record for every viewset that stands at the top, and some of what belongs to them."""
    event = make_event()
    outcome = make_outcome(event, recommendations=1)
    return [
        make_organisation(),
        make_place(),
        make_document(words="A text"),
        make_decision(),
        make_decision().paragraphs.get(),
        make_mandate(),
        make_guidance(),
        make_endorsement(),
        make_meeting(),
        make_body(),
        make_activity(),
        event,
        outcome,
        outcome.recommendations.get(),
        make_tool(),
        make_study(),
    ]


OUTSIDERS = [None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT]


def every_address() -> list[str]:
    pages = [reverse(v.get_url_name(name)) for v in VIEWSETS.values() for name in ("index", "index_results", "add")]
    records = one_of_each()
    pages += [address(type(r), view, r.pk) for r in records for view in ("edit", "history")]
    return [reverse("wagtailadmin_home"), *pages]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_page_opens_to_anybody_else(role):
    # Even with a staff account and Wagtail's groups: the posting decides.
    client = signed_in(make_user(role, is_staff=True, is_superuser=True))
    pages = every_address()
    assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(pages, 403)
    assert {url: client.post(url).status_code for url in pages} == dict.fromkeys(pages, 403)


def test_no_page_opens_to_a_visitor():
    pages = every_address()
    assert {Client().get(url).headers.get("Location") for url in pages} == {"/en/accounts/login/?next=%2Fadmin%2F"}


def test_no_page_opens_to_an_officer_whose_account_is_not_open_for_it():
    client = signed_in(make_user(Role.SECRETARIAT, is_staff=False))
    pages = every_address()
    assert {client.get(url).status_code for url in pages} == {403}


def test_no_page_opens_once_the_posting_has_ended(officer, office):
    Posting.objects.filter(user=officer).update(until_on="2007-02-01")
    assert {office.get(url).status_code for url in every_address()} == {403}


def test_every_list_and_form_opens_to_an_officer(office):
    records = one_of_each()
    pages = [address(type(r), view, r.pk) for r in records for view in ("edit", "history")]
    pages += [address(model, "index") for model in VIEWSETS]
    pages += [address(model, "add") for model, viewset in VIEWSETS.items() if not viewset.parents]
    assert {url: office.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)


def test_every_record_has_a_list_but_nothing_deletes_or_copies():
    allowed = {"index", "index_results", "add", "edit", "history"}
    assert {name for v in VIEWSETS.values() for name in {p.name for p in v.get_urlpatterns()} - allowed} == set()


@pytest.mark.parametrize("room", ["users/", "users/1/", "groups/", "documents/", "redirects/", "forms/"])
def test_wagtails_own_rooms_for_accounts_and_papers_stay_shut(office, room):
    assert office.get(f"/admin/{room}").status_code == 403


@pytest.mark.parametrize("room", ["login/", "password_reset/"])
def test_there_is_one_sign_in_only(room):
    response = Client().post(f"/admin/{room}", {"username": "a@example.org", "password": "x"})
    assert (response.status_code, response["Location"]) == (302, "/en/accounts/login/?next=%2Fadmin%2F")


def test_the_menu_shows_each_app_and_none_of_the_rooms_that_are_shut(office):
    html = office.get(reverse("wagtailadmin_home")).content.decode()
    assert all(
        f'"name": "{name}"' in html for name in ["governance", "library", "events", "toolkit", "reporting", "people"]
    )
    assert not any(
        f'"url": "/admin/{room}"' in html for room in ["users/", "groups/", "documents/", "redirects/", "forms/"]
    )


# Saving


def test_a_new_record_is_saved_with_an_entry_in_the_log(office, officer):
    sent = {"slug": "agency", "kind": "united_nations"} | texts("name", "Agency", *CODES) | texts("acronym")
    response = office.post(address(Organisation, "add"), sent)
    organisation = Organisation.objects.get(slug="agency")
    assert response["Location"] == address(Organisation, "edit", organisation.pk)
    assert organisation.name == text("Agency")
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_id, event.target_id) == ("organisation.created", str(officer.pk), "agency")
    assert event.details["after"]["name"] == dict(text("Agency"))
    assert find_faults() == []


def test_a_form_that_was_only_looked_at_changes_nothing(office):
    records = one_of_each()
    for record in records:
        url = address(type(record), "edit", record.pk)
        assert office.post(url, fill(office, url)).status_code == 302, url
    assert AuditEvent.objects.count() == 0


def test_a_change_is_told_with_what_was_there_before(office):
    body = make_body("Commission")
    url = address(type(body), "edit", body.pk)
    office.post(url, fill(office, url) | {"name_fr": "Commission"})
    event = AuditEvent.objects.get()
    assert event.verb == "body.changed"
    assert event.details["changes"] == {"name": [dict(text("Commission")), {**text("Commission"), "fr": "Commission"}]}
    assert "Commission [fr]" in office.get(address(type(body), "history", body.pk)).content.decode()


def test_an_edit_on_top_of_somebody_elses_is_refused_and_nothing_is_lost(office):
    body = make_body("Commission")
    url = address(type(body), "edit", body.pk)
    mine = fill(office, url) | {"name_en": "Mine"}
    office.post(url, fill(office, url) | {"name_en": "Theirs"})
    response = office.post(url, mine)
    assert errors_of(response)["__all__"][0].startswith("Somebody else changed this record")
    body.refresh_from_db()
    assert body.name["en"] == "Theirs"
    assert 'value="Mine"' in response.content.decode()


def test_no_form_can_write_what_changes_by_an_act():
    by_acts = {
        *("mandate", "authorised_on", "proposed_on", "adopted", "adopted_on", "adopted_at", "superseded_by"),
        *("ended_on", "end_reason", "result", "result_on", "result_note", "cancelled_on", "cancellation_reason"),
        *("withdrawn_on", "withdrawal_reason", "is_superuser", "is_demonstration", "sha256", "file"),
    }
    found = {
        (model.__name__, name)
        for model, viewset in VIEWSETS.items()
        for name in {*viewset.get_form_class().base_fields, *viewset.get_form_class(for_update=True).base_fields}
        if name in by_acts or (name == "state" and model._meta.get_field(name).choices)
    }
    # A report due names its mandate; an edition's state says how finished the text is.
    assert found == {("ReportDue", "mandate"), ("Edition", "state")}


def test_a_state_smuggled_into_a_form_is_not_stored(office):
    decision = make_decision(state="draft", adopted_on=None)
    url = address(Decision, "edit", decision.pk)
    office.post(url, fill(office, url) | {"state": "adopted", "adopted_on": "2007-04-27", "number": "16/9"})
    decision.refresh_from_db()
    assert (decision.number, decision.state, decision.adopted_on) == ("16/9", "draft", None)


def test_a_new_activity_is_a_proposal_whatever_is_sent(office):
    mandate = make_mandate()
    document = make_document()
    sent = {
        **{"slug": "expert-meeting", "kind": "event", "audience": "public", "starts": "late 2007-10"},
        **{"state": "authorised", "mandate": mandate.pk, "authorised_on": "2007-05-01", "documents": document.slug},
        **texts("title", "Expert meeting", "en"),
        **texts("summary"),
    }
    office.post(address(Activity, "add"), sent)
    activity = Activity.objects.get(slug="expert-meeting")
    assert (activity.state, activity.mandate, activity.authorised_on) == ("proposed", None, None)
    assert (str(activity.starts), list(activity.documents.all())) == ("late 2007-10", [document])
    assert AuditEvent.objects.get().verb == "activity.proposed"


def test_what_belongs_to_a_record_is_added_from_its_form_and_leads_back_there(office):
    decision = make_decision(paragraphs=0)
    page = office.get(address(Decision, "edit", decision.pk))
    [add] = [b.add_url for b in page.context["belongings"] if b.label == "Operative paragraphs"]
    response = office.post(add, {"number": "1"} | texts("text", "Requests a report", "en"))
    assert response["Location"] == address(Decision, "edit", decision.pk)
    assert [(p.number, dict(p.text)) for p in decision.paragraphs.all()] == [(1, {"en": "Requests a report [en]"})]


def test_what_belongs_to_a_record_cannot_be_added_to_nothing(office):
    assert office.get(address(OperativeParagraph, "add"), follow=True).status_code == 404
    assert office.get(f"{address(OperativeParagraph, 'add')}?decision=999", follow=True).status_code == 404


def test_an_event_is_added_to_an_activity_of_its_kind_and_once(office):
    meeting, manual = make_activity("Meeting", kind="event"), make_activity("Manual", kind="tool")

    def offered(activity):
        page = office.get(address(Activity, "edit", activity.pk))
        return {str(b.label): bool(b.add_url) for b in page.context["belongings"]}

    assert offered(meeting) == {"Partners": True, "Events": True}
    assert offered(manual) == {"Partners": True, "Tools": True}
    add = f"{address(Event, 'add')}?activity={meeting.pk}"
    sent = {"kind": "regional"} | texts("theme") | texts("participants")
    assert office.post(add, sent)["Location"] == address(Activity, "edit", meeting.pk)
    assert Event.objects.get().activity == meeting
    assert offered(meeting) == {"Partners": True, "Events": False}
    assert errors_of(office.post(add, sent)) != {}


# Files


PDF = b"%PDF-1.7\n"


def _office_file(*parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for part in ("[Content_Types].xml", *parts):
            packed.writestr(part, "<x/>")
    return held.getvalue()


KINDS = {
    "paper.pdf": (PDF, "application/pdf"),
    "paper.docx": (_office_file("word/document.xml"), WORD),
    "table.XLSX": (_office_file("xl/workbook.xml"), EXCEL),
    "note.txt": ("Заметка\n".encode(), "text/plain"),
    "page.html": (b"\xef\xbb\xbf <!DOCTYPE html><p>A text", "text/html"),
}


def version_form(document) -> str:
    return f"{address(LanguageVersion, 'add')}?document={document.pk}"


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_kept_under_its_hash_and_told_by_its_content(office, name):
    content, media_type = KINDS[name]
    document = make_document()
    upload = SimpleUploadedFile(name, content, content_type="application/x-whatever")
    office.post(version_form(document), {"language": "en", "status": "final", "upload": upload})
    version = document.versions.get()
    assert (version.file_name, version.media_type, version.size) == (name, media_type, len(content))
    with version.file.open() as kept:
        assert kept.read() == content
    assert AuditEvent.objects.get().details["after"]["sha256"] == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("paper.pdf", b"MZ\x90\x00", "is none of the kinds that the library takes"),
        ("paper.docx", _office_file("word/document.xml", "word/vbaProject.bin"), "is none of the kinds"),
        ("paper.docx", b"PK\x03\x04broken", "is none of the kinds"),
        ("paper.docx", _office_file("other.xml"), "is none of the kinds"),
        ("picture.svg", b"<svg onload='x()'/>", "is named as one kind of file, but its content is another (.txt)"),
        ("paper.docx", PDF, "is named as one kind of file, but its content is another (.pdf)"),
        ("note.txt", b"<html><script>x()</script>", "is named as one kind of file, but its content is another (.html)"),
        ("note.txt", b"", "The file is empty."),
        ("paper.pdf", PDF + b"0" * 1024 * 1024, "The file has 2 MB; the library takes files up to 1 MB."),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_with_a_sentence(office, name, content, words):
    document = make_document()
    sent = {"language": "en", "status": "final", "upload": SimpleUploadedFile(name, content)}
    with override_settings(PALERMO_MAX_UPLOAD_MB=1):
        response = office.post(version_form(document), sent)
    [sentence] = errors_of(response)["upload"]
    assert words in sentence
    assert document.versions.count() == 0


def test_a_version_is_a_text_or_a_file_and_one_a_language(office):
    document = make_document(words="A text")
    empty = office.post(version_form(document), {"language": "fr", "status": "final"})
    assert errors_of(empty) == {"__all__": ["Write the text, or choose a file, or both."]}
    second = office.post(version_form(document), {"language": "en", "status": "final", "text": "Another"})
    sentence = "This document has a version in that language already. Change that one."
    assert errors_of(second) == {"__all__": [sentence]}
    assert [version.text for version in document.versions.all()] == ["A text"]


def test_a_file_that_is_replaced_leaves_its_digest_in_the_log(office):
    document = make_document()
    first, second = PDF + b"1", PDF + b"2"
    sent = {"language": "en", "status": "draft", "upload": SimpleUploadedFile("a.pdf", first)}
    office.post(version_form(document), sent)
    version = document.versions.get()
    url = address(LanguageVersion, "edit", version.pk)
    office.post(url, fill(office, url) | {"upload": SimpleUploadedFile("a.pdf", second)})
    changes = AuditEvent.objects.order_by("sequence").last().details["changes"]
    assert changes["sha256"] == [hashlib.sha256(content).hexdigest() for content in (first, second)]


# Accounts


def test_an_account_is_made_with_a_password_that_never_reaches_the_log(office):
    sent = {
        "email": "new@example.org",
        "name": "New",
        "language": "fr",
        "is_staff": "on",
        "password": "a-long-phrase-42",
    }
    office.post(address(User, "add"), sent | {"is_superuser": "on", "is_demonstration": "on"})
    person = User.objects.get(email="new@example.org")
    assert person.check_password("a-long-phrase-42")
    assert (person.is_staff, person.is_superuser, person.is_demonstration) == (True, False, False)
    assert set(person.groups.values_list("name", flat=True)) == {"Editors", "Moderators"}
    assert "argon2" not in str(AuditEvent.objects.get().details)
    url = address(User, "edit", person.pk)
    office.post(url, {name: value for name, value in fill(office, url).items() if name != "is_staff"})
    person.refresh_from_db()
    assert (person.is_staff, person.groups.count()) == (False, 0)
    assert AuditEvent.objects.order_by("sequence").last().details["changes"] == {"is_staff": ["True", "False"]}


def test_a_weak_password_is_refused(office):
    sent = {"email": "new@example.org", "name": "New", "language": "en", "password": "short"}
    assert list(errors_of(office.post(address(User, "add"), sent))) == ["password"]
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_posting_is_given_and_ended_but_not_moved(office):
    person, state = make_user(), make_state()
    add = f"{address(Posting, 'add')}?user={person.pk}"
    assert errors_of(office.post(add, {"role": "delegate", "since_on": "2007-01-01"})) == {
        "__all__": ["A delegate or national focal point acts for a State. Name it."]
    }
    office.post(add, {"role": "delegate", "state": state.pk, "since_on": "2007-01-01"})
    posting = person.postings.get()
    office.post(address(Posting, "edit", posting.pk), {"until_on": "2007-09-01", "role": "secretariat"})
    posting.refresh_from_db()
    assert (posting.role, posting.until_on) == ("delegate", date(2007, 9, 1))
    assert AuditEvent.objects.order_by("sequence").last().verb == "posting.ended"


# Reports


def test_an_issued_report_stays_as_it_is(office):
    title = text("Progress")
    report = Report.objects.create(slug="progress", blueprint="PROGRESS", title=title, cutoff_on=date(2008, 1, 31))
    url = address(Report, "edit", report.pk)
    mine = fill(office, url) | {"title_en": "Changed"}
    Report.objects.filter(pk=report.pk).update(state="issued", issued_on=date(2008, 2, 4))
    sentence = "This report was issued on 2008-02-04 and stays as it is. Prepare a new report for what has changed."
    assert errors_of(office.post(url, mine)) == {"__all__": [sentence]}
    recommendation = {"number": "1"} | texts("text", "Do it", "en")
    add = f"{address(ReportRecommendation, 'add')}?report={report.pk}"
    assert errors_of(office.post(add, recommendation)) == {"__all__": [sentence]}
    report.refresh_from_db()
    assert (report.title, report.recommendations.count()) == (title, 0)


# Choosing one of many


def test_a_record_is_found_by_a_word_in_any_language(office):
    manual = make_document("Manual")
    manual.title = {"ru": "Руководство", "en": "Manual"}
    manual.save()
    make_document("Other")
    found = office.get(reverse("choose_document:choose_results"), {"q": "уководство"}).content.decode()
    assert ("Manual" in found, "Other" in found) == (True, False)


def test_a_list_is_searched_by_word_and_filtered_by_state(office):
    make_decision("Trafficking"), make_decision("Budget", state="draft", adopted_on=None)

    def listed(**asked):
        return [str(d.title) for d in office.get(address(Decision, "index"), asked).context["object_list"]]

    assert listed(q="trafficking [fr]") == ["Trafficking [en]"]
    assert listed(state="draft") == ["Budget [en]"]


def test_a_list_asks_as_many_questions_for_three_records_as_for_one(office, django_assert_num_queries):
    def questions(model):
        with CaptureQueriesContext(connection) as asked:
            office.get(address(model, "index"))
        return len(asked)

    for model, make in [
        (Event, make_event),
        (Decision, make_decision),
        (Mandate, make_mandate),
        (Activity, make_activity),
    ]:
        make()
        one = questions(model)
        make(), make()
        assert questions(model) == one, model


# Refusals as sentences


def test_a_constraint_is_told_in_a_sentence_and_nothing_is_saved(office):
    guidance, paragraph = make_guidance(), make_decision().paragraphs.get()
    sent = {
        **{"slug": "two-sources", "ask": "act", "in_force_from": "2007-06-18", "audience": "public"},
        **{"guidance": guidance.pk, "paragraph": paragraph.pk, "addressee_organisation": make_organisation().pk},
        **texts("title", "Two sources", "en"),
        **texts("text"),
    }
    response = office.post(address(Mandate, "add"), sent)
    assert errors_of(response) == {
        "__all__": [
            "A mandate has exactly one source: an operative paragraph, guidance, or an endorsement. "
            "Name one of the three."
        ]
    }
    assert (Mandate.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_number_given_twice_is_told_in_a_sentence(office):
    decision = make_decision()
    add = f"{address(OperativeParagraph, 'add')}?decision={decision.pk}"
    response = office.post(add, {"number": "1"} | texts("text", "Again", "en"))
    assert errors_of(response) == {"__all__": ["This decision has a paragraph of that number already."]}
    assert decision.paragraphs.count() == 1


def test_an_unknown_document_leaves_the_activity_as_it_was(office):
    activity = make_activity("Meeting")
    url = address(Activity, "edit", activity.pk)
    response = office.post(url, fill(office, url) | {"title_en": "Changed", "documents": "no-such-paper"})
    assert errors_of(response) == {"documents": ["There is no record with the id “no-such-paper”."]}
    activity.refresh_from_db()
    assert activity.title == text("Meeting")


def test_documents_are_linked_by_symbol_or_id_and_told_in_the_log(office):
    activity = make_activity("Meeting")
    one, two = make_document(symbol="E/CN.15/2008/1"), make_document()
    url = address(Activity, "edit", activity.pk)
    office.post(url, fill(office, url) | {"documents": f"E/CN.15/2008/1\r\n{two.slug}"})
    assert set(activity.documents.all()) == {one, two}
    assert AuditEvent.objects.get().details["changes"] == {"documents": [[], sorted([one.slug, two.slug])]}


def test_every_constraint_that_speaks_for_itself_has_a_sentence():
    silent = {
        constraint.name
        for model in VIEWSETS
        for constraint in model._meta.constraints
        if constraint.name not in SENTENCES
    }
    assert silent == set()


def test_every_field_of_every_form_has_a_label():
    from palermo.accounts.backoffice.labels import LABELS

    unnamed = {
        name
        for viewset in VIEWSETS.values()
        for name in {*viewset.get_form_class().base_fields, *viewset.get_form_class(for_update=True).base_fields}
    } - set(LABELS)
    assert unnamed == set()


def test_every_model_of_the_record_is_in_the_back_office():
    from django.apps import apps

    ours = {
        m
        for m in apps.get_models()
        if m.__module__.startswith("palermo.") and not m.__module__.startswith("palermo.portal")
    }
    elsewhere = {m.__name__ for m in ours - set(VIEWSETS)}
    # The log, what a report states and its frozen files are written by acts alone; the installation by its commands.
    assert elsewhere == {"AuditEvent", "ChainHead", "Installation", "IssuedFile", "StatedRecord"}


def test_viewsets_are_of_one_kind():
    assert {type(viewset) for viewset in VIEWSETS.values()} == {RecordViewSet}
