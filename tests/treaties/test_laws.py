"""National law and reviews: who records and proposes what, and who reads it."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.treaties.actions import laws as actions
from palermo.treaties.models import LawArticle, Review
from palermo.treaties.queries.laws import coverage_of, laws_visible_to, recorded_laws, reviews_visible_to
from palermo.treaties.states.laws import Coverage, Element
from tests.factories.accounts import make_state, make_user
from tests.factories.common import text
from tests.factories.laws import make_law, make_proposal, make_review
from tests.factories.treaties import make_treaty
from tests.portal.filling import act, client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
NOBODY = MultilingualText()


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def delegate_of(state):
    delegate = make_user(Role.DELEGATE)
    delegate.postings.update(state=state)
    return delegate


def test_a_provision_is_recorded_with_what_it_covers_and_what_it_does_not():
    treaty, state = make_treaty(), make_state()
    act(
        client_of(make_user(Role.SECRETARIAT)),
        "record-law",
        state.slug,
        treaty=treaty.slug,
        title_en="Trafficking",
        since="1 May 2004",
        covered=["fraud", "organs"],
        not_covered=["consent"],
        supplied_by="source",
        source="Gazette",
    )
    law = LawArticle.objects.get()
    assert (law.state, law.treaty, law.since_on, law.status) == (state, treaty, date(2004, 5, 1), "recorded")
    assert dict(law.elements.values_list("element", "is_covered")) == {"fraud": True, "organs": True, "consent": False}
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.details["elements"]) == (
        "law.recorded",
        {"fraud": True, "organs": True, "consent": False},
    )


def test_an_element_in_both_lists_is_refused_with_a_sentence_and_nothing_is_saved():
    office, state = client_of(make_user(Role.SECRETARIAT)), make_state()
    sent = {"treaty": make_treaty().slug, "title_en": "T", "covered": ["fraud"], "not_covered": ["fraud"]}
    page = Page(office.post(f"/en/acts/record-law/{state.slug}/", {**sent, "supplied_by": "source", "source": "G"}))
    assert page.all("ul.errorlist li")[:1] == ["“Fraud” is chosen in both lists. Choose it in one of them."]
    assert LawArticle.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"supplied_by": "source"}, "Name the published source of the provision."),
        (
            {"supplied_by": "state", "since": "2007-01-01", "until": "2006-01-01"},
            "A law must cease to be in force after the day on which it enters into force. Check the two dates.",
        ),
        ({"supplied_by": "state", "text_language": "Klingon!"}, "Enter the code of a language, for example pt or uk."),
        (
            {"supplied_by": "state", "supplied_on": "2 March 2008"},
            "2 March 2008 is in the future. Enter the day on which it was done.",
        ),
    ],
)
def test_what_does_not_hold_together_is_refused_in_a_sentence(sent, sentence):
    office = client_of(make_user(Role.SECRETARIAT))
    given = {"treaty": make_treaty().slug, "title_en": "T", **sent}
    page = Page(office.post(f"/en/acts/record-law/{make_state().slug}/", given))
    assert sentence in page.all("ul.errorlist li")
    assert LawArticle.objects.count() == 0


def test_a_mission_proposes_and_only_it_and_the_secretariat_read_the_proposal():
    state, other = make_state(), make_state()
    delegate = delegate_of(state)
    act(client_of(delegate), "propose-law", state.slug, treaty=make_treaty().slug, title_en="Canary provision")
    law = LawArticle.objects.get()
    assert (law.status, law.supplied_by) == ("proposed", "mission")
    readers = {"visitor": None, "own": delegate, "other": delegate_of(other)}
    readers |= {role: make_user(role) for role in (Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, Role.SECRETARIAT)}
    seen = {}
    for name, reader in readers.items():
        client = client_of(reader) if reader else Client()
        pages = [client.get(f"/en/states/{state.slug}/"), client.get(f"/en/history/laws/{law.slug}/")]
        pages += [client.get(f"/en/treaties/{law.treaty.slug}/gaps/"), client.get(f"/en/acts/accept-law/{law.slug}/")]
        seen[name] = any("Canary provision" in page.text for page in pages)
    assert seen == {
        "visitor": False,
        "own": True,
        "other": False,
        Role.COMMITTEE_MEMBER: False,
        Role.FOCAL_POINT: False,
        Role.SECRETARIAT: True,
    }


def test_nobody_proposes_for_another_state():
    state = make_state()
    with pytest.raises(Refused, match="Only delegates of this State"):
        actions.propose_law(
            LawArticle(state=state, treaty=make_treaty(), title=text("T"), supplied_by="mission"),
            elements={},
            by=delegate_of(make_state()),
        )
    assert LawArticle.objects.count() == 0


def test_an_accepted_correction_gives_its_content_to_the_provision_that_it_corrects():
    law = make_law("Old", elements={Element.FRAUD: True, Element.CHILD: False})
    delegate = delegate_of(law.state)
    corrected = LawArticle(
        state=law.state, treaty=law.treaty, title=text("New"), supplied_by="mission", corrects=law, citation="Art. 7"
    )
    proposal = actions.propose_law(corrected, elements={Element.CHILD: True}, by=delegate)
    assert [each.slug for each in recorded_laws()] == [law.slug]
    actions.accept_law(proposal, answer=NOBODY, by=make_user(Role.SECRETARIAT))
    law.refresh_from_db()
    proposal.refresh_from_db()
    assert (law.title, law.citation, law.supplied_by, law.status) == (text("New"), "Art. 7", "mission", "recorded")
    assert dict(law.elements.values_list("element", "is_covered")) == {"child": True}
    assert (proposal.status, proposal.decided_on) == ("merged", date(2008, 2, 1))


def test_a_proposal_is_decided_once_and_declined_with_a_reason():
    proposal, officer = make_proposal(), make_user(Role.SECRETARIAT)
    with pytest.raises(Refused, match="Enter the reason"):
        actions.decline_law(proposal, answer=NOBODY, by=officer)
    actions.decline_law(proposal, answer=text("Repealed"), by=officer)
    with pytest.raises(Refused, match="no open proposal"):
        actions.accept_law(proposal, answer=NOBODY, by=officer)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.answer) == ("declined", text("Repealed"))


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_only_the_secretariat_records(role):
    user, law, review = make_user(role), make_law(), make_review()
    with pytest.raises(Refused):
        actions.record_law(LawArticle(state=law.state, treaty=law.treaty), elements={}, by=user)
    with pytest.raises(Refused):
        actions.change_law(law, values={"citation": "x"}, elements={}, by=user)
    with pytest.raises(Refused):
        actions.change_review(review, values={"cycle": "x"}, documents=[], by=user)
    assert (LawArticle.objects.count(), LawArticle.objects.get().citation, Review.objects.get().cycle) == (1, "", "")


def test_known_said_lacking_and_not_known_are_different_things():
    state, treaty = make_state(), make_treaty()
    made = {"state": state, "treaty": treaty}
    make_law(elements={Element.FRAUD: True, Element.CHILD: False}, **made)
    make_law(elements={Element.CHILD: False, Element.FORCE: True, Element.FRAUD: True}, supplied_by="state", **made)
    make_proposal(elements={Element.ORGANS: True}, **made)
    laws = list(recorded_laws())
    elements = (Element.FRAUD, Element.FORCE, Element.CHILD, Element.ORGANS)
    assert [coverage_of(laws, each) for each in elements] == [
        *(Coverage.KNOWN, Coverage.SAID, Coverage.LACKING, Coverage.NOT_KNOWN)
    ]


def test_a_review_is_read_by_its_audience():
    state = make_state()
    for audience in Audience:
        make_review(f"Review for {audience}", state=state, audience=audience, summary=text(f"Summary for {audience}"))
    seen = {}
    for role in (None, *Role):
        client = client_of(make_user(role)) if role else Client()
        page = client.get(f"/en/states/{state.slug}/").text
        shown = [audience.value for audience in Audience if f"Review for {audience}" in page]
        assert shown == [audience.value for audience in Audience if f"Summary for {audience}" in page]
        seen[role] = shown
    everything = [audience.value for audience in Audience]
    assert seen == {
        None: ["public"],
        Role.FOCAL_POINT: ["public"],
        Role.PARTNER: ["public"],
        Role.DELEGATE: ["public", "member_states"],
        Role.COMMITTEE_MEMBER: ["public", "member_states", "steering_committee"],
        Role.SECRETARIAT: everything,
    }


def test_a_completed_review_has_its_day():
    office, state = client_of(make_user(Role.SECRETARIAT)), make_state()
    sent = {"treaty": make_treaty().slug, "mechanism_en": "Review", "stage": "completed", "audience": "public"}
    page = Page(office.post(f"/en/acts/record-review/{state.slug}/", sent))
    assert "Enter the day on which the review was completed." in page.all("ul.errorlist li")
    assert Review.objects.count() == 0


def test_what_the_queries_give_to_a_visitor():
    make_proposal(), make_law("Recorded"), make_review(audience="secretariat"), make_review("Open")
    viewer = Client().get("/en/states/").wsgi_request.viewer
    assert [str(law.title) for law in laws_visible_to(viewer)] == ["Recorded [en]"]
    assert [str(review.mechanism) for review in reviews_visible_to(viewer)] == ["Open [en]"]


def test_a_proposal_waits_on_the_desk_of_the_secretariat_until_it_is_decided():
    proposal, officer = make_proposal("Waiting provision"), make_user(Role.SECRETARIAT)
    desk = Page(client_of(officer).get("/en/desk/"))
    assert ("Proposed provisions of law" in desk.text, "Waiting provision [en]" in desk.text) == (True, True)
    actions.accept_law(proposal, answer=NOBODY, by=officer)
    assert "Waiting provision" not in Page(client_of(officer).get("/en/desk/")).one("main")
