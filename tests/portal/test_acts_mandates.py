"""The pages on which mandates are made, narrowed and ended: nothing under them carries on unnoticed."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.governance.models import Activity, Amendment, Disposition, Mandate
from palermo.library.models import DocumentAlias
from palermo.library.queries import documents_by_symbol
from palermo.site.action_pages import action_links
from tests.factories.accounts import make_organisation, make_user
from tests.factories.common import text
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_draft,
    make_ended_mandate,
    make_endorsement,
    make_guidance,
    make_mandate,
)
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 1, 31)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def office(officer, client):
    client.force_login(officer)
    return client


def texts(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": f"{words} [{code}]" for code in CODES}


def no_texts(*names: str) -> dict[str, str]:
    return {f"{name}_{code}": "" for name in names for code in CODES}


def ending(**fields) -> dict[str, str]:
    return {"state": "lapsed", "on": "2008-01-30", **fields}


# Making


def test_a_decision_offers_the_mandate_of_its_first_paragraph_that_gave_none(office, officer):
    decision = make_decision("Decided")
    paragraph = decision.paragraphs.get()
    address = f"/en/acts/make-mandate-from-decision/{decision.slug}/"
    page = Page(office.get(address))
    assert action_links(decision, viewer_of(officer))[0].label == "Record mandate"
    assert page.soup.select_one("[name=paragraph] option[selected]")["value"] == str(paragraph.pk)
    assert page.soup.select_one("[name=in_force_from]")["value"] == "2007-04-27"
    fields = {"paragraph": paragraph.pk, "ask": "act", "audience": "public", "in_force_from": "2007-04-27"}
    addressee = {"addressee_organisation": make_organisation("Agency").pk}
    answer = office.post(address, {**fields, **addressee, **texts("title", "To act"), **no_texts("text")})
    mandate = Mandate.objects.get(title__en="To act [en]")
    assert (answer["Location"], mandate.paragraph) == (mandate.get_absolute_url(), paragraph)


SOURCES = {
    "make-mandate-from-paragraph": (lambda: make_decision().paragraphs.get(), "pk", "2007-04-27", "public"),
    "make-mandate-from-guidance": (make_guidance, "slug", "2007-06-18", "member_states"),
    "make-mandate-from-endorsement": (
        lambda: make_endorsement(state="approved", result_on=date(2007, 9, 30), text=text("Put")),
        *("slug", "2007-09-30", "member_states"),
    ),
}


@pytest.mark.parametrize("act", SOURCES)
def test_a_mandate_is_made_from_the_page_of_its_source_which_fills_in_what_it_can(office, act):
    make, key, since, audience = SOURCES[act]
    source, agency = make(), make_organisation()
    address = f"/en/acts/{act}/{getattr(source, key)}/"
    form = office.get(address).context["form"]
    offered = {name: str(form[name].value()) for name in ("in_force_from", "audience")}
    assert (offered, form["text"].value()) == ({"in_force_from": since, "audience": audience}, source.text)
    written = {"ask": "act", "in_force_from": since, "due": "mid 2008", "audience": audience}
    written |= texts("title", "Asked") | texts("text", "To do it") | texts("conditions", "If funds allow")
    response = office.post(address, written | {"addressee_organisation": agency.pk})
    assert response.status_code == 302, response.context["form"].errors
    made = Mandate.objects.get(title__en="Asked [en]")
    assert (made.slug, made.state, str(made.due), made.conditions) == (
        *("asked-en", "in_force", "mid 2008", text("If funds allow")),
    )
    assert made.addressee_organisation == agency
    assert source in (made.paragraph, made.guidance, made.endorsement)
    assert response["Location"] == "/en/mandates/asked-en/"


def test_a_mandate_without_an_addressee_is_not_made(office):
    source = make_guidance()
    written = {"ask": "act", "in_force_from": "2007-06-18", "audience": "public"} | texts("title", "Asked")
    form = office.post(f"/en/acts/make-mandate-from-guidance/{source.slug}/", written).context["form"]
    assert form.errors == {"addressee_organisation": ["Enter the addressee: an organization, a body or both."]}
    assert Mandate.objects.count() == 0


def test_a_paragraph_that_is_none_has_no_page(office):
    assert office.get("/en/acts/make-mandate-from-paragraph/nonsense/").status_code == 404


def test_a_drafts_paragraph_gives_no_mandate(office, officer):
    paragraph = make_draft().paragraphs.get()
    assert action_links(paragraph, viewer_of(officer)) == []
    shown = office.get(f"/en/acts/make-mandate-from-paragraph/{paragraph.pk}/")
    assert (
        shown.context["refusal"]
        == "Mandates can be recorded from adopted decisions only; the status of this one is “draft”."
    )


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
@pytest.mark.parametrize("act", SOURCES)
def test_nobody_else_makes_a_mandate(client, role, act):
    make, key, _since, _audience = SOURCES[act]
    source = make()
    client.force_login(make_user(role))
    response = client.post(f"/en/acts/{act}/{getattr(source, key)}/", texts("title", "Asked"))
    assert response.status_code in {403, 404}
    assert Mandate.objects.count() == 0


# Ending and narrowing


def test_the_page_asks_about_each_unfinished_activity_and_lists_proposals(office):
    mandate = make_mandate()
    make_activity("Unfinished", mandate=mandate)
    make_activity("Finished", mandate=mandate, state="completed")
    make_activity("Proposed", mandate=mandate, state="proposed", authorised_on=None)
    make_activity("Another's", mandate=make_mandate())
    page = Page(office.get(f"/en/acts/end-mandate/{mandate.slug}/"))
    assert page.all("main h2") == ["Activities under this mandate", "Proposals under this mandate"]
    assert page.all("main [role=group] h3") == ["Unfinished [en]"]
    assert page.all("main .papers h3") == ["Proposed [en]"]


def test_without_an_answer_nothing_is_done(office):
    mandate = make_mandate()
    activity = make_activity(mandate=mandate)
    response = office.post(f"/en/acts/end-mandate/{mandate.slug}/", ending())
    assert response.context["form"].errors == {f"fate_{activity.pk}": ["Choose an outcome for this activity."]}
    assert response.context["form"].fields[f"fate_{activity.pk}"].label == "What happens to this activity"
    mandate.refresh_from_db()
    assert (mandate.state, Disposition.objects.count()) == ("in_force", 0)


def test_the_answers_are_put_on_record_with_the_end(office):
    mandate, other = make_mandate(), make_mandate("Other")
    moved, dropped = make_activity("Moved", mandate=mandate), make_activity("Dropped", mandate=mandate)
    written = ending(state="superseded", successor=other.pk)
    written |= {f"fate_{moved.pk}": "other_mandate", f"under_{moved.pk}": other.pk}
    written |= {f"fate_{dropped.pk}": "cancelled"}
    address = f"/en/acts/end-mandate/{mandate.slug}/"
    [sentence] = office.post(address, written).context["form"].non_field_errors()
    assert sentence == "Enter the reason for cancelling “Dropped [en]”."
    assert office.post(address, written | texts(f"reason_{dropped.pk}", "No funds")).status_code == 302
    for record in (mandate, moved, dropped):
        record.refresh_from_db()
    assert (mandate.state, mandate.superseded_by, moved.mandate, dropped.state) == (
        *("superseded", other, other, "cancelled"),
    )
    assert Disposition.objects.get(activity=dropped).reason == text("No funds")


def test_going_on_under_what_remains_is_offered_only_when_something_remains(office):
    mandate = make_mandate()
    activity = make_activity(mandate=mandate)

    def offered(act):
        form = office.get(f"/en/acts/{act}/{mandate.slug}/").context["form"]
        return [value for value, _label in form.fields[f"fate_{activity.pk}"].choices if value]

    assert offered("end-mandate") == ["other_mandate", "completed", "cancelled"]
    assert offered("narrow-mandate") == ["goes_on", "other_mandate", "completed", "cancelled"]


def test_only_other_mandates_in_force_on_the_day_are_offered(office):
    mandate, other = make_mandate(), make_mandate("Other")
    activity = make_activity(mandate=mandate)
    make_ended_mandate(on=date(2007, 7, 1))
    form = office.get(f"/en/acts/end-mandate/{mandate.slug}/").context["form"]
    for name in (f"under_{activity.pk}", "successor"):
        assert [value for value, _label in form.fields[name].widget.choices if value] == [other.pk]


def test_a_mandate_is_narrowed_with_its_words_in_the_form(office):
    mandate = make_mandate(text=text("All"), conditions=text("If asked"))
    activity = make_activity(mandate=mandate)
    address = f"/en/acts/narrow-mandate/{mandate.slug}/"
    form = office.get(address).context["form"]
    assert (form["text"].value(), form["conditions"].value()) == (text("All"), text("If asked"))
    written = {"on": "2008-01-30", f"fate_{activity.pk}": "goes_on"} | texts("text", "Less") | texts("reason", "Why")
    assert office.post(address, written).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.text, dict(mandate.conditions)) == (text("Less"), {})
    assert Disposition.objects.get().fate == "goes_on"


# Drafts


def test_an_amendment_to_a_paragraph_begins_with_its_words(office):
    draft = make_draft()
    paragraph = draft.paragraphs.get()
    address = f"/en/acts/propose-amendment/{draft.slug}/"
    assert office.get(f"{address}?paragraph={paragraph.pk}").context["form"]["text"].value() == paragraph.text
    whole = office.get(address).context["form"]["text"].value()
    assert whole == {code: f"1. {words}" for code, words in paragraph.text.items()}
    written = {"paragraph": paragraph.pk, "proposed_on": "2008-01-30"} | texts("text", "New")
    response = office.post(address, written)
    amendment = Amendment.objects.get()
    assert (amendment.slug, amendment.paragraph, amendment.text) == (f"{draft.slug}-amendment", paragraph, text("New"))
    assert response["Location"] == f"/en/decisions/{draft.slug}/#{amendment.slug}"


def test_the_committees_decision_asks_for_its_mandate_and_no_other_does(office):
    committees = make_draft(body=make_body("Committee", kind="committee"))
    assert "under" not in office.get(f"/en/acts/adopt-decision/{make_draft().slug}/").context["form"].fields
    address, mandate = f"/en/acts/adopt-decision/{committees.slug}/", make_mandate()
    [sentence] = office.post(address, {"on": "2008-01-30"}).context["form"].non_field_errors()
    assert sentence.startswith(
        "No mandate allows Committee [en] to take this decision: it acts only under the guidance"
    )
    assert office.post(address, {"on": "2008-01-30", "under": mandate.pk}).status_code == 302


# Symbols


def test_the_symbol_a_document_had_stays_as_an_alias(office, officer):
    document = make_document(symbol="TEMP/1")
    address = f"/en/acts/assign-symbol/{document.slug}/"
    assert office.post(address, {"symbol": "E/CN.15/2008/1", "keep_as": "temporary"}).status_code == 302
    document.refresh_from_db()
    aliases = list(DocumentAlias.objects.values_list("symbol", "kind"))
    assert (document.symbol, aliases) == ("E/CN.15/2008/1", [("TEMP/1", "temporary")])
    assert list(documents_by_symbol(viewer_of(officer), "TEMP/1")) == [document]


def test_a_temporary_number_that_becomes_the_symbol_is_no_alias_any_more(office):
    document = make_document()
    DocumentAlias.objects.create(document=document, symbol="E/CN.15/2008/1", kind="temporary")
    office.post(f"/en/acts/assign-symbol/{document.slug}/", {"symbol": "E/CN.15/2008/1"})
    assert list(document.aliases.all()) == []


@pytest.mark.parametrize("taken_as", ["symbol", "alias"])
def test_a_symbol_is_one_documents_alone(office, taken_as):
    document, other = make_document(), make_document("Other", symbol="A/1" if taken_as == "symbol" else "")
    if taken_as == "alias":
        DocumentAlias.objects.create(document=other, symbol="A/1", kind="double")
    form = office.post(f"/en/acts/assign-symbol/{document.slug}/", {"symbol": "A/1"}).context["form"]
    assert form.non_field_errors() == ["The symbol A/1 already belongs to “Other [en]”. Check the symbol."]


def test_a_bad_symbol_is_refused_in_a_sentence(office):
    form = office.post(f"/en/acts/assign-symbol/{make_document().slug}/", {"symbol": "E 1"}).context["form"]
    assert form.non_field_errors()[0].startswith("Part 1 of the symbol E 1: expected letters, digits and full stops")


def test_a_mandate_the_reader_may_not_see_is_not_offered_nor_taken():
    client = Client()
    client.force_login(make_user(Role.DELEGATE))
    mandate = make_mandate("Secret", audience=Audience.SECRETARIAT)
    assert client.get(f"/en/acts/narrow-mandate/{mandate.slug}/").status_code == 404


def test_from_a_mandate_an_activity_is_proposed_and_authorised_under_it_with_one_form(office):
    mandate = make_mandate()
    first = Page(office.get(mandate.get_absolute_url())).soup.select_one("nav.acts > a.button")
    address = f"/en/acts/propose-activity-under-mandate/{mandate.slug}/"
    assert (first.get_text(), first["href"]) == ("Propose an activity under this mandate", address)
    written = {"title_en": "Study of routes", "kind": "study", "audience": "public", "authorised_on": "2008-01-30"}
    assert office.post(address, written).status_code == 302
    study = Activity.objects.get()
    assert (study.state, study.mandate, study.authorised_on) == ("authorised", mandate, date(2008, 1, 30))


def test_a_member_of_the_committee_proposes_under_a_mandate_and_cannot_authorise(client):
    mandate = make_mandate()
    client.force_login(make_user(Role.COMMITTEE_MEMBER))
    written = {"title_en": "Study of routes", "kind": "study", "audience": "public", "authorised_on": "2008-01-30"}
    client.post(f"/en/acts/propose-activity-under-mandate/{mandate.slug}/", written)
    study = Activity.objects.get()
    assert (study.state, study.mandate, study.authorised_on) == ("proposed", None, None)


def test_under_a_mandate_that_has_ended_nothing_is_proposed(office):
    mandate = make_ended_mandate(on=date(2008, 1, 1))
    office.post(f"/en/acts/propose-activity-under-mandate/{mandate.slug}/", {"title_en": "Late", "kind": "study"})
    assert not Activity.objects.exists()
