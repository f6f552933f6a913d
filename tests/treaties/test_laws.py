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
        checked_on="30 January 2008",
    )
    law = LawArticle.objects.get()
    assert (law.state, law.treaty, law.since_on, law.status) == (state, treaty, date(2004, 5, 1), "recorded")
    assert law.checked_on == date(2008, 1, 30)
    assert dict(law.elements.values_list("element", "is_covered")) == {"fraud": True, "organs": True, "consent": False}
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.details["elements"]) == (
        "law.recorded",
        {"fraud": True, "organs": True, "consent": False},
    )


def test_an_element_in_both_lists_is_refused_with_a_sentence_and_nothing_is_saved():
    office, state = client_of(make_user(Role.SECRETARIAT)), make_state()
    sent = {"treaty": make_treaty().slug, "title_en": "T", "covered": ["fraud"], "not_covered": ["fraud"]}
    sent |= {"checked_on": "1 January 2008"}
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
        (
            {"supplied_by": "state", "checked_on": "2 March 2008"},
            "2 March 2008 is in the future. Enter the day on which it was done.",
        ),
        ({"supplied_by": "state", "checked_on": ""}, "Enter a date."),
    ],
)
def test_what_does_not_hold_together_is_refused_in_a_sentence(sent, sentence):
    office = client_of(make_user(Role.SECRETARIAT))
    given = {"treaty": make_treaty().slug, "title_en": "T", "checked_on": "1 January 2008", **sent}
    page = Page(office.post(f"/en/acts/record-law/{make_state().slug}/", given))
    assert sentence in page.all("ul.errorlist li")
    assert LawArticle.objects.count() == 0


def test_a_mission_proposes_and_only_it_and_the_secretariat_read_the_proposal():
    state, other = make_state(), make_state()
    delegate = delegate_of(state)
    sent = {"treaty": make_treaty().slug, "title_en": "Canary provision", "checked_on": "1 February 2008"}
    act(client_of(delegate), "propose-law", state.slug, **sent)
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
        state=law.state,
        treaty=law.treaty,
        title=text("New"),
        supplied_by="mission",
        corrects=law,
        citation="Art. 7",
        checked_on=date(2008, 1, 31),
    )
    proposal = actions.propose_law(corrected, elements={Element.CHILD: True}, by=delegate)
    assert [each.slug for each in recorded_laws()] == [law.slug]
    actions.accept_law(proposal, answer=NOBODY, by=make_user(Role.SECRETARIAT))
    law.refresh_from_db()
    proposal.refresh_from_db()
    assert (law.title, law.citation, law.supplied_by, law.status) == (text("New"), "Art. 7", "mission", "recorded")
    assert dict(law.elements.values_list("element", "is_covered")) == {"child": True}
    assert law.checked_on == date(2008, 1, 31)
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


def state_page(client, settings, day, slug):
    settings.PALERMO_TODAY = day
    return Page(client.get(f"/en/states/{slug}/"))


@pytest.mark.parametrize(
    ("day", "checked"),
    [
        (date(2008, 2, 1), "as checked on 1 February 2008"),
        (date(2009, 1, 31), "as checked on 1 February 2008"),
        (date(2009, 2, 1), "as checked on 1 February 2008 · possibly out of date"),
        (date(2026, 12, 2), "as checked on 1 February 2008 · possibly out of date"),
    ],
)
def test_a_provision_is_stated_as_checked_and_after_a_year_as_possibly_out_of_date(client, settings, day, checked):
    law = make_law(
        since_on=date(2005, 3, 29),
        checked_on=date(2008, 2, 1),
        elements={Element.PROSTITUTION: True, Element.LABOUR: False},
    )
    page = state_page(client, settings, day, law.state.slug)
    assert page.all(f"#law-{law.slug} .meta")[1] == checked
    rows = {row.split(" ")[0]: row for row in page.all("details tbody tr")}
    assert rows["Forced"] == "Forced labour or services Not stated in the articles on record"
    assert rows["Organs" if "Organs" in rows else "Removal"] == "Removal of organs Not known"
    whole = ["Law on record as checked on 1 February 2008."]
    if "possibly" in checked:
        whole.append("1 provision is possibly out of date.")
    assert page.all("details > p.meta") == [" ".join(whole)]


def test_a_provision_without_a_day_of_check_says_so(client, settings):
    law = make_law(checked_on=None)
    page = state_page(client, settings, date(2008, 2, 1), law.state.slug)
    assert page.all(f"#law-{law.slug} .meta")[1] == "date of check not recorded · possibly out of date"
    assert page.all("details > p.meta") == [
        "When the law on record was checked is not recorded. 1 provision is possibly out of date."
    ]


def test_a_provision_that_is_no_longer_in_force_does_not_go_out_of_date(client, settings):
    law = make_law(since_on=date(1997, 1, 1), until_on=date(2008, 6, 5), checked_on=date(2008, 6, 5))
    page = state_page(client, settings, date(2026, 12, 2), law.state.slug)
    assert page.all(f"#law-{law.slug} .meta")[1] == "as checked on 5 June 2008"


def test_files_of_law_say_when_it_was_checked_and_claim_no_force_without_a_first_day(client, settings):
    settings.PALERMO_TODAY = date(2026, 12, 2)
    treaty = make_treaty()
    make_law(treaty=treaty, slug="dated", since_on=date(2005, 3, 29), state=make_state("Alba", slug="alba"))
    make_law(treaty=treaty, slug="undated", state=make_state("Bora", slug="bora"), checked_on=date(2026, 11, 1))
    entries = client.get(f"/en/treaties/{treaty.slug}/laws.json").json()["laws"]
    assert [(each["id"], each["in_force"], each["checked"], each["possibly_out_of_date"]) for each in entries] == [
        ("dated", True, "2008-01-10", True),
        ("undated", None, "2026-11-01", False),
    ]
    lines = client.get(f"/en/treaties/{treaty.slug}/laws.csv").getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(",")[-2:] for line in lines] == [
        ["Checked on", "Possibly out of date"],
        ["2008-01-10", "Yes"],
        ["2026-11-01", "No"],
    ]
