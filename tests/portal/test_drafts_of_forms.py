"""What somebody typed into a form and saved as a draft: kept for them alone, checked only when it is submitted."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.governance.models import Activity, Mandate
from palermo.site.drafts import delete_old_drafts
from palermo.site.models import Draft
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_decision, make_mandate
from tests.portal.filling import client_of, held
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 31)
PROPOSE = "/en/acts/propose-activity/"
TYPED = {
    "title_en": "Expert meeting",
    "kind": "event",
    "event_kind": "expert_meeting",
    "starts": "in spring",
    "audience": "public",
}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def office(officer):
    return client_of(officer)


def save(client: Client, path: str, **typed):
    """Save a draft, and give the page that follows."""
    answer = client.post(path, {**typed, "draft": "1"})
    assert (answer.status_code, answer["Location"]) == (302, path)
    return Page(client.get(path)).soup


def notice(page) -> str:
    return " ".join(page.select_one(".draft").text.split())


def shown(page, *names: str) -> list[str]:
    filled = held(page.select_one("form.act"))
    return [filled.get(name, "") for name in names]


def test_what_was_typed_is_kept_unchecked_and_nothing_enters_the_record(office):
    page = save(office, PROPOSE, **TYPED)
    assert shown(page, "title_en", "kind", "starts", "audience") == ["Expert meeting", "event", "in spring", "public"]
    assert page.select(".errorlist, .error-summary") == []
    assert (Activity.objects.count(), AuditEvent.objects.count(), RecordVersion.objects.count()) == (0, 0, 0)
    words = notice(page)
    assert words.startswith("Draft saved on 31 January 2008,")
    assert "Only you can see it. It will be deleted on 30 April 2008." in words


def test_a_draft_takes_the_place_of_the_one_before(office):
    save(office, PROPOSE, **TYPED)
    page = save(office, PROPOSE, **TYPED | {"title_en": "", "title_fr": "Réunion", "text_language": "fr"})
    assert (Draft.objects.count(), shown(page, "title_en", "title_fr")) == (1, ["", "Réunion"])
    assert page.select_one("[name=text_language][checked]")["value"] == "fr"


def test_the_draft_is_gone_once_the_form_is_submitted(office):
    save(office, PROPOSE, **TYPED)
    answer = office.post(PROPOSE, TYPED)
    assert answer.status_code == 200
    assert (Draft.objects.count(), "Draft saved on" in answer.text) == (1, True)
    assert office.post(PROPOSE, TYPED | {"starts": "2008-04"}).status_code == 302
    assert (Draft.objects.count(), Activity.objects.count()) == (0, 1)
    assert Page(office.get(PROPOSE)).soup.select(".draft") == []


def test_a_draft_belongs_to_one_record_and_one_act(office):
    first, second = make_mandate("First"), make_mandate("Second")
    save(office, f"/en/acts/end-mandate/{first.slug}/", reason_en="Done")
    for path in (f"/en/acts/end-mandate/{second.slug}/", f"/en/acts/narrow-mandate/{first.slug}/"):
        page = Page(office.get(path)).soup
        assert (page.select(".draft"), shown(page, "reason_en")) == ([], [""])


def test_nobody_else_sees_or_discards_a_draft(office):
    save(office, PROPOSE, **TYPED)
    other, draft = client_of(make_user(Role.SECRETARIAT)), Draft.objects.get()
    for path in (PROPOSE, "/en/desk/", "/en/secretariat/"):
        answer = other.get(path, follow=True)
        assert ("Expert meeting" in answer.text, Page(answer).soup.select(".draft, #drafts")) == (False, [])
    assert other.post(f"/en/drafts/{draft.pk}/discard/").status_code == 404
    assert Client().post(f"/en/drafts/{draft.pk}/discard/").status_code == 302
    assert Draft.objects.count() == 1


def test_a_draft_is_discarded_by_a_button_of_its_page_and_of_the_desk(office):
    page = save(office, PROPOSE, **TYPED)
    form = page.select_one(".draft form")
    answer = office.post(form["action"], {"to": form.button["value"]}, follow=True)
    assert answer.redirect_chain == [(PROPOSE, 302)]
    assert [str(each) for each in answer.context["messages"]] == ["Draft discarded."]
    save(office, PROPOSE, **TYPED)
    desk = Page(office.get("/en/desk/")).soup
    answer = office.post(desk.select_one("#drafts + ul form")["action"])
    assert (answer["Location"], Draft.objects.count()) == ("/en/desk/", 0)


def test_a_draft_is_neither_saved_nor_discarded_from_another_site(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post(PROPOSE, {**TYPED, "draft": "1"}).status_code == 403
    assert Draft.objects.count() == 0
    save(client_of(officer), PROPOSE, **TYPED)
    assert client.post(f"/en/drafts/{Draft.objects.get().pk}/discard/").status_code == 403
    assert client_of(officer).get(f"/en/drafts/{Draft.objects.get().pk}/discard/").status_code == 405
    assert Draft.objects.count() == 1


def test_the_page_asks_for_the_permission_again(office, officer):
    mandate = make_mandate()
    path = f"/en/acts/end-mandate/{mandate.slug}/"
    save(office, path, reason_en="What was typed")
    Posting.objects.filter(user=officer).update(role=Role.DELEGATE, state=make_state())
    page = Page(office.get(path)).soup
    assert page.select("form.act") == []
    assert "What was typed" not in page.text
    assert page.select_one(".draft form button").text == "Discard draft"
    assert office.post(path, {"reason_en": "More", "draft": "1"}).status_code == 403


def test_the_desk_lists_drafts_with_their_page_and_record(office):
    mandate, hidden = make_mandate("Regional events"), make_mandate("Secret")
    save(office, PROPOSE, **TYPED)
    save(office, f"/en/acts/end-mandate/{hidden.slug}/", reason_en="Done")
    save(office, f"/en/acts/end-mandate/{mandate.slug}/", reason_en="Done")
    Mandate.objects.filter(pk=hidden.pk).delete()
    rows = Page(office.get("/en/desk/")).soup.select("#drafts + ul > li")
    assert [" ".join(row.get_text(" ").split()) for row in rows] == [
        "Close mandate 31 January 2008 Regional events [en] Discard draft",
        "Close mandate 31 January 2008 The page is no longer available to you. Discard draft",
        "Propose an activity 31 January 2008 Discard draft",
    ]
    assert [row.a and row.a["href"] for row in rows] == [f"/en/acts/end-mandate/{mandate.slug}/", None, PROPOSE]


def test_the_name_of_a_record_that_was_restricted_since_is_not_on_the_desk():
    state = make_state()
    delegate = make_person("Delegate", Role.DELEGATE, state=state)
    event = make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    client = client_of(delegate)
    save(client, f"/en/acts/propose-speaker/{event.activity.slug}/", name="Somebody")
    assert "Forum" in Page(client.get("/en/desk/")).soup.select_one("#drafts + ul").text
    Activity.objects.update(audience=Audience.SECRETARIAT)
    assert "Forum" not in Page(client.get("/en/desk/")).soup.select_one("#drafts + ul").text


def test_what_the_record_says_now_stands_beside_what_was_typed(office):
    event = make_event("Forum", starts_on=date(2008, 11, 26), ends_on=date(2008, 11, 28), state="authorised")
    path = f"/en/acts/move-event/{event.activity.slug}/"
    typed = {f"title_{code}": f"New name [{code}]" for code in CODES} | {"starts": "2008-12-01"}
    page = save(office, path, **typed)
    assert "has changed" not in notice(page)
    activity = Activity.objects.get()
    activity.title = text("Renamed")
    activity.save()
    page = Page(office.get(path)).soup
    assert "The record has changed since then." in notice(page)
    assert shown(page, "title_en", "starts") == ["New name [en]", "2008-12-01"]
    helps = [" ".join(each.text.split()) for each in page.select("form.act .helptext")]
    assert [each for each in helps if "The record now says" in each] == ["The record now says: Renamed [en]"]


def test_files_and_what_must_not_be_stored_are_not_kept_and_the_form_says_so():
    state = make_state()
    delegate = make_person("Delegate", Role.DELEGATE, state=state)
    event = make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    typed = {"name": "Somebody", "survivor": "yes", "upload": SimpleUploadedFile("cv.pdf", b"%PDF-1.7")}
    page = save(client_of(delegate), f"/en/acts/propose-speaker/{event.activity.slug}/", **typed)
    assert shown(page, "name", "survivor") == ["Somebody", ""]
    assert page.select_one("#id_upload_helptext").text == "Files are not kept in a draft."
    assert page.select_one("#id_survivor_helptext").text.endswith(" This answer is not kept in a draft.")
    assert "It will be deleted on 7 February 2008." in notice(page)


def test_what_is_kept_is_sealed(office):
    save(office, PROPOSE, **TYPED)
    assert "Expert" not in str(Draft.objects.values().get())


def test_a_draft_sealed_with_a_key_that_is_gone_is_as_if_it_were_not_there(office, settings):
    save(office, PROPOSE, **TYPED)
    content = Draft.objects.get().content
    Draft.objects.update(content=content[:-4] + "AAA=")
    assert Page(office.get(PROPOSE)).soup.select(".draft") == []
    assert shown(save(office, PROPOSE, **TYPED), "title_en") == ["Expert meeting"]


def test_old_drafts_and_those_of_closed_accounts_are_deleted(office, officer):
    colleague = make_user(Role.SECRETARIAT)
    save(office, PROPOSE, **TYPED)
    save(client_of(colleague), PROPOSE, **TYPED)
    assert delete_old_drafts() == 0
    colleague.is_active = False
    colleague.save()
    assert (delete_old_drafts(), Draft.objects.get().person) == (1, officer)
    Draft.objects.update(delete_at=clock.machine_now() - timedelta(minutes=1))
    assert (delete_old_drafts(), Draft.objects.count()) == (1, 0)


def test_drafts_go_with_the_account(office, officer):
    save(office, PROPOSE, **TYPED)
    officer.postings.all().delete()
    officer.delete()
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "has"),
    [
        (lambda: f"/en/acts/end-mandate/{make_mandate().slug}/", True),
        (lambda: f"/en/acts/number-decision/{make_decision(number='').slug}/", False),
        (lambda: PROPOSE, True),
    ],
)
def test_only_forms_with_more_than_a_few_fields_or_a_text_have_drafts(office, path, has):
    page = Page(office.get(path())).soup
    assert [each.text for each in page.select("form.act button[name=draft]")] == (["Save as draft"] if has else [])
