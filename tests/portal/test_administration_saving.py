"""What is saved in the administration goes through an action, and nothing is half saved."""

import pytest
from django.test import Client
from django.urls import reverse

from palermo.accounts.models import Organisation, User
from palermo.accounts.states import Role
from palermo.audit.chain import find_faults
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.governance.models import Activity, Decision, Mandate, OperativeParagraph
from palermo.site.administration.viewsets import VIEWSETS
from palermo.toolkit.models import Tool
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_guidance,
    make_mandate,
)
from tests.factories.library import make_document
from tests.portal.office import address, errors_of, fill, one_of_each, signed_in, texts

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
    assert errors_of(response)["__all__"][0].startswith("Another person changed this record while you were editing it.")
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
    # A report due names its mandate; an edition's state says how finished the text is; a treaty was adopted elsewhere.
    assert found == {("ReportDue", "mandate"), ("Edition", "state"), ("Treaty", "adopted_on"), ("Treaty", "adopted_at")}


def test_a_state_smuggled_into_a_form_is_not_stored(office):
    decision = make_decision(state="draft", adopted_on=None)
    url = address(Decision, "edit", decision.pk)
    office.post(url, fill(office, url) | {"state": "adopted", "adopted_on": "2007-04-27", "number": "16/9"})
    decision.refresh_from_db()
    assert (decision.number, decision.state, decision.adopted_on) == ("16/9", "draft", None)


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


def test_a_tool_is_added_to_an_activity_of_its_kind_and_once(office):
    meeting, manual = make_activity("Meeting", kind="event"), make_activity("Manual", kind="tool")

    def offered(activity):
        page = office.get(address(Activity, "edit", activity.pk))
        return {str(b.label): bool(b.add_url) for b in page.context["belongings"]}

    assert offered(meeting) == {}
    assert offered(manual) == {"Tools": True}
    add = f"{address(Tool, 'add')}?activity={manual.pk}"
    sent = {"kind": "handbook"} | texts("readers") | texts("aim")
    assert office.post(add, sent)["Location"] == address(Activity, "edit", manual.pk)
    assert Tool.objects.get().activity == manual
    assert offered(manual) == {"Tools": False}
    assert errors_of(office.post(add, sent)) != {}


# Refusals as sentences


def test_a_constraint_is_told_in_a_sentence_and_nothing_is_saved(office):
    mandate, guidance = make_mandate(), make_guidance()
    url = address(Mandate, "edit", mandate.pk)
    response = office.post(url, fill(office, url) | {"guidance": guidance.pk} | texts("title", "Two sources", "en"))
    assert errors_of(response) == {
        "__all__": ["A mandate has exactly one source: an operative paragraph, guidance or an endorsement."]
    }
    mandate.refresh_from_db()
    assert (mandate.guidance, AuditEvent.objects.count()) == (None, 0)


def test_a_number_given_twice_is_told_in_a_sentence(office):
    decision = make_decision()
    add = f"{address(OperativeParagraph, 'add')}?decision={decision.pk}"
    response = office.post(add, {"number": "1"} | texts("text", "Again", "en"))
    assert errors_of(response) == {"__all__": ["This decision already has a paragraph with that number."]}
    assert decision.paragraphs.count() == 1


def test_an_unknown_document_leaves_the_activity_as_it_was(office):
    activity = make_activity("Meeting")
    url = address(Activity, "edit", activity.pk)
    response = office.post(url, fill(office, url) | {"title_en": "Changed", "documents": "no-such-paper"})
    sentence = "No record found for “no-such-paper”. Enter its title, symbol or id."
    assert errors_of(response) == {"documents": [sentence]}
    activity.refresh_from_db()
    assert activity.title == text("Meeting")


def test_documents_are_linked_by_title_symbol_or_id_and_told_in_the_log(office):
    activity = make_activity("Meeting")
    one, two, three = make_document(symbol="E/CN.15/2008/1"), make_document(), make_document("Note [draft]")
    url = address(Activity, "edit", activity.pk)
    office.post(url, fill(office, url) | {"documents": f"E/CN.15/2008/1\r\n{two.slug}\r\nnote [draft] [FR]"})
    assert set(activity.documents.all()) == {one, two, three}
    slugs = sorted([one.slug, two.slug, three.slug])
    assert AuditEvent.objects.get().details["changes"] == {"documents": [[], slugs]}
    shown = fill(office, url)["documents"].splitlines()
    assert f"Note [draft] [en] [{three.slug}]" in shown
    assert office.post(url, fill(office, url)).status_code == 302
    assert (set(activity.documents.all()), len(shown)) == ({one, two, three}, 3)
    make_document("Note [draft]")
    twice = office.post(url, fill(office, url) | {"documents": "Note [draft] [en]"})
    sentence = "Several records are called “Note [draft] [en]”. Enter the symbol or id."
    assert errors_of(twice) == {"documents": [sentence]}
