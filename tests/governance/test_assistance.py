"""Requests for technical assistance: who asks, offers, accepts and records, and who reads what."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.actions import assistance as actions
from palermo.governance.models import OfferOfAssistance, RequestForAssistance
from palermo.search.actions import index_records
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event, make_tool
from tests.factories.assistance import make_assistance, make_offer, make_proposed_assistance
from tests.factories.common import text
from tests.factories.governance import make_mandate
from tests.factories.laws import make_review
from tests.factories.library import make_document
from tests.factories.treaties import make_action, make_treaty
from tests.portal.filling import act, client_of, fill
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
NOBODY = MultilingualText()
TODAY = date(2008, 2, 1)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


def posted(role, **place):
    """Somebody with this role for a State or an organization."""
    user = make_user(role)
    user.postings.update(**place)
    return user


def delegate_of(state):
    return posted(Role.DELEGATE, state=state)


def member_for(organisation):
    return posted(Role.COMMITTEE_MEMBER, organisation=organisation)


def officer():
    return make_user(Role.SECRETARIAT)


def statuses(request):
    request.refresh_from_db()
    return request.status, [each.status for each in request.offers.order_by("number")]


def test_the_secretariat_records_a_request_with_its_basis_and_its_readers():
    treaty, state, tool, mandate = make_treaty(), make_state(), make_tool(), make_mandate()
    fill(
        client_of(officer()),
        "/en/acts/record-assistance/",
        state=state.pk,
        title_en="Drafting of a law",
        summary_en="Two experts for a month.",
        field="legislation",
        asked_on="9 January 2008",
        due="2008-06",
        treaty=treaty.slug,
        provision="5(1), 9",
        tool=tool.activity.slug,
        mandate=mandate.pk,
    )
    request = RequestForAssistance.objects.get()
    assert (request.state, request.treaty, request.provision, request.tool) == (state, treaty, "5(1), 9", tool.activity)
    assert (request.asked_on, str(request.due), request.audience) == (date(2008, 1, 9), "2008-06", "member_states")
    assert (request.status, request.recorded_on, request.mandate) == ("open", TODAY, mandate)
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.details["asked_by"]) == ("assistance.recorded", state.slug)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose the treaty or the tool to which the request relates."),
        ({"provision": "9"}, "Choose the treaty or the tool to which the request relates."),
        ({"treaty": "t", "provision": "nine"}, "Enter provisions such as 15(2) or 6(3)(b), separated by commas."),
        ({"treaty": "t", "asked_on": "2 March 2008"}, "2 March 2008 is in the future. Enter the day on which it was"),
        (
            {"treaty": "t", "due": "2007"},
            "Assistance is needed by a day after that of the request. Check the two dates.",
        ),
        ({"treaty": "t", "state": ""}, "Choose a State or an organization, not both."),
    ],
)
def test_what_does_not_hold_together_is_refused_in_a_sentence_and_nothing_is_saved(sent, sentence):
    make_treaty(slug="t")
    given = {
        "state": make_state().pk,
        "title_en": "T",
        "summary_en": "S",
        "field": "training",
        "asked_on": "2008-01-09",
    }
    page = Page(client_of(officer()).post("/en/acts/record-assistance/", {**given, "audience": "public", **sent}))
    assert [each for each in page.all("ul.errorlist li") if sentence in each] != []
    assert RequestForAssistance.objects.count() == 0


def test_a_provision_is_of_a_treaty_and_only_a_tool_is_a_tool():
    tool, event = make_tool().activity, make_event().activity
    given = {"state": make_state(), "title": text("T"), "summary": text("S"), "field": "other", "asked_on": TODAY}
    with pytest.raises(Refused, match="Choose a tool"):
        actions.record_assistance(RequestForAssistance(tool=event, **given), by=officer())
    given["state"] = make_state()
    with pytest.raises(Refused, match="Choose a review of the State"):
        actions.record_assistance(RequestForAssistance(tool=tool, review=make_review(), **given), by=officer())
    assert RequestForAssistance.objects.count() == 0


def test_a_mission_asks_and_only_it_and_the_secretariat_read_the_proposal():
    state, other = make_state(), make_state()
    delegate = delegate_of(state)
    client = client_of(delegate)
    sent = {
        "title_en": "Canary request",
        "summary_en": "Canary words",
        "field": "training",
        "treaty": make_treaty().slug,
    }
    fill(client, "/en/acts/request-assistance/", **sent)
    request = RequestForAssistance.objects.get()
    assert (request.state, request.status, request.recorded_on) == (state, "proposed", None)
    readers = {"visitor": None, "own": delegate, "own focal point": posted(Role.FOCAL_POINT, state=state)}
    readers |= {"other": delegate_of(other), "other focal point": posted(Role.FOCAL_POINT, state=other)}
    readers |= {role: make_user(role) for role in (Role.COMMITTEE_MEMBER, Role.SECRETARIAT)}
    paths = ("/en/assistance/", request.get_absolute_url(), f"/en/states/{state.slug}/", "/en/desk/")
    paths += (f"/en/history/assistance-requests/{request.slug}/", f"/en/acts/accept-assistance/{request.slug}/")
    paths += (f"/en/acts/offer-assistance/{request.slug}/",)
    seen = {}
    for name, reader in readers.items():
        reading = client_of(reader) if reader else Client()
        seen[name] = ["Canary" in reading.get(path).text for path in paths]
    nothing, everything = [False] * len(paths), [True] * len(paths)
    assert seen == {
        "visitor": nothing,
        "own": everything,
        "own focal point": everything,
        "other": nothing,
        "other focal point": nothing,
        Role.COMMITTEE_MEMBER: nothing,
        Role.SECRETARIAT: everything,
    }


def test_nobody_asks_for_another_state_and_a_focal_point_for_data_asks_for_none():
    given = {"treaty": make_treaty(), "title": text("T"), "summary": text("S"), "field": "other", "asked_on": TODAY}
    state = make_state()
    for user, sentence in (
        (delegate_of(make_state()), "that you act for"),
        (posted(Role.FOCAL_POINT, state=state), "Only members of missions and agencies"),
        (officer(), "Record the request instead"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.request_assistance(RequestForAssistance(state=state, **given), by=user)
    assert RequestForAssistance.objects.count() == 0


def test_an_agency_asks_for_itself():
    agency = make_organisation()
    sent = {"title_en": "T", "summary_en": "S", "field": "training", "treaty": make_treaty().slug}
    fill(client_of(member_for(agency)), "/en/acts/request-assistance/", **sent)
    request = RequestForAssistance.objects.get()
    assert (request.organisation, request.state) == (agency, None)


def test_an_agency_that_names_none_is_asked_for_it_at_the_only_field_there_is():
    """Nobody acts for a State here, so the form has no field for one."""
    client = client_of(member_for(make_organisation()))
    form = client.post("/en/acts/request-assistance/", {"title_en": "T"}).context["form"]
    assert (form.errors["organisation"], "state" in form.fields) == (["Choose one."], False)


def test_an_accepted_proposal_is_read_by_its_audience_and_a_refused_one_by_its_state_alone():
    state = make_state()
    accepted, refused = (make_proposed_assistance(f"Canary {word}", state=state) for word in ("yes", "no"))
    office = client_of(officer())
    act(office, "accept-assistance", accepted.slug, audience="member_states", answer_en="With pleasure")
    with pytest.raises(Refused, match="Enter the reason"):
        actions.refuse_assistance(refused, answer=NOBODY, by=officer())
    act(office, "refuse-assistance", refused.slug, answer_en="Under another treaty")
    accepted.refresh_from_db()
    refused.refresh_from_db()
    assert (accepted.status, accepted.recorded_on, accepted.answer["en"]) == ("open", TODAY, "With pleasure")
    assert (refused.status, refused.recorded_on, refused.closed_on) == ("declined", None, TODAY)
    with pytest.raises(Refused, match="no open proposal"):
        actions.accept_assistance(refused, audience="public", mandate=None, about=None, answer=NOBODY, by=officer())
    seen = {}
    for name, reader in {"own": delegate_of(state), "other": delegate_of(make_state()), "visitor": None}.items():
        page = (client_of(reader) if reader else Client()).get("/en/assistance/").text
        seen[name] = ("Canary yes" in page, "Canary no" in page)
    assert seen == {"own": (True, True), "other": (True, False), "visitor": (False, False)}


def test_a_request_is_read_by_its_audience_and_by_those_who_ask():
    state = make_state()
    made = {each: make_assistance(f"Canary{each}", state=state, audience=each) for each in Audience}
    for request in made.values():
        make_offer(request, f"Offer canary{request.audience}")
    readers = {role: make_user(role) for role in Role} | {"own": posted(Role.FOCAL_POINT, state=state), "visitor": None}
    seen = {}
    for name, reader in readers.items():
        client = client_of(reader) if reader else Client()
        listed = client.get("/en/assistance/").text
        profile = client.get(f"/en/states/{state.slug}/").text
        opened = {each: client.get(request.get_absolute_url()) for each, request in made.items()}
        shown = [each.value for each in Audience if f"Canary{each} " in listed]
        assert [each.value for each in Audience if f"Canary{each} " in profile] == shown
        assert [each.value for each, page in opened.items() if page.status_code == 200] == shown
        assert [each.value for each, page in opened.items() if f"Offer canary{each} " in page.text] == shown
        seen[name] = shown
    everything = [each.value for each in Audience]
    assert seen == {
        Role.SECRETARIAT: everything,
        Role.DELEGATE: everything[:2],
        Role.COMMITTEE_MEMBER: everything[:3],
        Role.FOCAL_POINT: everything[:1],
        Role.PARTNER: everything[:1],
        "own": everything,
        "visitor": everything[:1],
    }


def test_records_that_a_reader_may_not_see_leave_no_trace_on_a_request():
    state = make_state()
    request = make_assistance(
        status="completed",
        state=state,
        tool=make_tool("Canary tool", audience="secretariat").activity,
        treaty=make_treaty(),
        review=make_review("Canary review", state=state, audience="secretariat"),
        mandate=make_mandate("Canary mandate", audience="secretariat"),
        evidence=make_document("Canary document", audience="secretariat"),
    )
    for name, expected in (("delegate", 0), ("secretariat", 4)):
        page = Page(client_of(make_user(name)).get(request.get_absolute_url()))
        assert page.text.count("Canary") == expected
        facts = [each for each in page.all(".margin dt") if each in ("Tool", "Review", "Mandate")]
        assert facts == (["Tool", "Review", "Mandate"] if expected else [])


def test_a_request_that_a_reader_may_not_see_leaves_no_trace_beside_other_records():
    state, tool, treaty = make_state(), make_tool(), make_treaty()
    make_action(treaty, state)
    review = make_review(state=state, treaty=treaty)
    mandate = make_mandate()
    hidden = {"state": state, "treaty": treaty, "tool": tool.activity, "review": review, "audience": "secretariat"}
    make_offer(make_assistance("Canary", mandate=mandate, **hidden), state=make_state())
    paths = (f"/en/states/{state.slug}/", f"/en/tools/{tool.activity.slug}/", f"/en/mandates/{mandate.slug}/")
    with override("en"):
        paths += (reverse("treaty_participant", args=[treaty.slug, state.slug]),)
    delegate, office = client_of(make_user(Role.DELEGATE)), client_of(officer())
    assert [office.get(path).text.count(">Canary [en]<") for path in paths] == [2, 1, 1, 1]
    for path in paths:
        page = Page(delegate.get(path))
        assert ("Canary" in page.text, "Requests for assistance" in page.text) == (False, False)
        assert [each for each in page.all("main h2, .margin h2") if each == "Technical assistance"] == []


def test_an_offer_is_made_accepted_and_its_result_recorded():
    state, agency = make_state("Asking State"), make_organisation("Agency")
    request = make_assistance("Training of judges", state=state, audience="member_states")
    delegate, member = delegate_of(state), member_for(agency)
    act(client_of(member), "offer-assistance", request.slug, text_en="Two trainers")
    assert statuses(request) == ("offered", ["made"])
    offer = OfferOfAssistance.objects.get()
    assert (offer.organisation, offer.made_on, offer.number) == (agency, TODAY, 1)
    desk = Page(client_of(delegate).get("/en/desk/"))
    assert "Offers of assistance awaiting your reply" in desk.all("main h3")
    act(client_of(delegate), "accept-offer", offer.pk, answer_en="With thanks")
    assert statuses(request) == ("under_way", ["accepted"])
    assert "Offers of assistance awaiting your reply" not in Page(client_of(delegate).get("/en/desk/")).all("main h3")
    document = make_document("Course report")
    act(
        client_of(officer()),
        "record-assistance-result",
        request.slug,
        delivered="January 2008",
        result_en="A course of five days",
        outcome_en="Forty judges trained",
        evidence=document.slug,
    )
    request.refresh_from_db()
    assert (request.status, str(request.delivered), request.closed_on) == ("completed", "2008-01", TODAY)
    assert (request.result["en"], request.evidence) == ("A course of five days", document)
    page = Page(client_of(delegate).get(request.get_absolute_url()))
    assert [each in page.text for each in ("Two trainers", "With thanks", "Forty judges trained", "Course report")] == [
        *[True] * 4
    ]
    verbs = list(AuditEvent.objects.filter(verb__startswith="assistance.").values_list("verb", flat=True))
    assert verbs == ["assistance.offered", "assistance.offer_accepted", "assistance.completed"]


def test_offers_declined_and_withdrawn_take_the_request_back():
    request = make_assistance()
    first, second = make_offer(request), make_offer(request)
    RequestForAssistance.objects.filter(pk=request.pk).update(status="offered")
    asker = delegate_of(request.state)
    actions.accept_offer(first, answer=NOBODY, by=asker)
    actions.decline_offer(second, answer=text("Too late"), by=asker)
    assert statuses(request) == ("under_way", ["accepted", "declined"])
    with pytest.raises(Refused, match="Enter the reason"):
        actions.withdraw_offer(first, answer=NOBODY, by=delegate_of(first.state))
    actions.withdraw_offer(first, answer=text("No funds"), by=delegate_of(first.state))
    assert statuses(request) == ("open", ["withdrawn", "declined"])
    with pytest.raises(Refused, match="This offer was decided on 1 February 2008"):
        actions.accept_offer(second, answer=NOBODY, by=asker)


def test_offers_are_made_by_others_and_answered_by_those_who_asked():
    request = make_assistance()
    asker, other = delegate_of(request.state), delegate_of(make_state())
    state = make_state()

    def offered(**who):
        return OfferOfAssistance(request=request, text=text("T"), made_on=TODAY, **who)

    with pytest.raises(Refused, match="your own request"):
        actions.offer_assistance(offered(state=request.state), by=asker)
    with pytest.raises(Refused, match="that you act for"):
        actions.offer_assistance(offered(state=state), by=other)
    with pytest.raises(Refused, match="others than those that requested it"):
        actions.offer_assistance(offered(state=request.state), by=officer())
    early = OfferOfAssistance(request=request, text=text("T"), made_on=date(2008, 1, 1), state=state)
    with pytest.raises(Refused, match="Assistance was requested on 7 January 2008"):
        actions.offer_assistance(early, by=officer())
    with pytest.raises(Refused, match="Only members of missions"):
        actions.offer_assistance(offered(state=state), by=posted(Role.FOCAL_POINT, state=state))
    assert OfferOfAssistance.objects.count() == 0
    offer = actions.offer_assistance(offered(state=state), by=officer())
    for user in (other, delegate_of(state)):
        with pytest.raises(Refused, match="Only those who requested"):
            actions.accept_offer(offer, answer=NOBODY, by=user)
    with pytest.raises(Refused, match="Only those who made an offer"):
        actions.withdraw_offer(offer, answer=text("R"), by=asker)
    assert statuses(request) == ("offered", ["made"])


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_only_the_secretariat_records_accepts_corrects_and_closes(role):
    user, state = make_user(role), make_state()
    request, proposed = make_assistance(state=state, status="under_way"), make_proposed_assistance(state=state)
    closed = make_assistance(state=state, status="withdrawn")
    result = {"delivered": PartialDate(TODAY), "result": text("R"), "outcome": NOBODY, "evidence": None}
    acts = [
        lambda: actions.record_assistance(RequestForAssistance(state=state, treaty=request.treaty), by=user),
        lambda: actions.accept_assistance(
            proposed, audience="public", mandate=None, about=None, answer=NOBODY, by=user
        ),
        lambda: actions.refuse_assistance(proposed, answer=text("R"), by=user),
        lambda: actions.change_assistance(request, values={"provision": "9"}, by=user),
        lambda: actions.decline_assistance(request, answer=text("R"), by=user),
        lambda: actions.withdraw_assistance(request, answer=text("R"), by=user),
        lambda: actions.reopen_assistance(closed, reason=text("R"), by=user),
        lambda: actions.record_result(request, **result, by=user),
    ]
    for each in acts:
        with pytest.raises(Refused):
            each()
    assert sorted(RequestForAssistance.objects.values_list("status", "provision")) == [
        ("proposed", ""),
        ("under_way", ""),
        ("withdrawn", ""),
    ]


def test_a_result_needs_an_accepted_offer_and_a_day_from_the_request_until_today():
    request, user = make_assistance(status="offered"), officer()
    given = {"result": text("R"), "outcome": NOBODY, "evidence": None, "by": user}
    with pytest.raises(Refused, match="No offer has been accepted"):
        actions.record_result(request, delivered=PartialDate(TODAY), **given)
    RequestForAssistance.objects.filter(pk=request.pk).update(status="under_way")
    for day, sentence in (
        (date(2008, 3, 1), "is in the future"),
        (date(2008, 1, 1), "was requested on 7 January 2008"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.record_result(request, delivered=PartialDate(day), **given)
    assert statuses(request) == ("under_way", [])


def test_those_who_ask_withdraw_with_a_reason_and_the_secretariat_reopens():
    request = make_assistance(status="offered")
    make_offer(request)
    asker = delegate_of(request.state)
    with pytest.raises(Refused, match="Enter the reason"):
        actions.withdraw_assistance(request, answer=NOBODY, by=asker)
    actions.withdraw_assistance(request, answer=text("Done by ourselves"), by=asker)
    assert statuses(request) == ("withdrawn", ["made"])
    page = Page(client_of(asker).get(request.get_absolute_url()))
    assert ("Done by ourselves" in page.text, "Awaiting a reply" in page.text) == (True, False)
    with pytest.raises(Refused, match="closed on 1 February 2008"):
        actions.accept_offer(request.offers.get(), answer=NOBODY, by=asker)
    actions.reopen_assistance(request, reason=text("By mistake"), by=officer())
    request.refresh_from_db()
    assert (request.status, request.closed_on, request.answer) == ("offered", None, NOBODY)
    with pytest.raises(Refused, match="not closed"):
        actions.reopen_assistance(request, reason=text("By mistake"), by=officer())


def test_a_proposal_that_was_withdrawn_stays_among_those_who_made_it():
    proposed = make_proposed_assistance("Canary")
    asker = delegate_of(proposed.state)
    actions.withdraw_assistance(proposed, answer=text("R"), by=asker)
    for user, expected in ((asker, 200), (make_user(Role.DELEGATE), 404)):
        assert client_of(user).get(proposed.get_absolute_url()).status_code == expected
    with pytest.raises(Refused, match="This proposal was closed on 1 February 2008"):
        actions.reopen_assistance(proposed, reason=text("R"), by=officer())


def test_a_request_begins_from_the_needs_that_a_review_names():
    state, treaty = make_state(), make_treaty()
    review = make_review(state=state, treaty=treaty, needs=text("Needs of the review"))
    delegate = delegate_of(state)
    sent = {"title_en": "Training", "field": "training"}
    act(client_of(delegate), "request-assistance-on-review", review.slug, **sent)
    request = RequestForAssistance.objects.get()
    assert (request.state, request.review, request.treaty, request.status) == (state, review, treaty, "proposed")
    assert request.summary == text("Needs of the review")
    card = Page(client_of(delegate).get(f"/en/states/{state.slug}/"))
    assert "Requests for assistance" in card.all("main dt")
    other = client_of(delegate_of(make_state()))
    page = other.get(f"/en/acts/request-assistance-on-review/{review.slug}/")
    assert "Only delegates of this State may request assistance on this review." in page.text


def test_the_list_is_narrowed_and_offers_only_what_leaves_something():
    first, second = make_treaty("First"), make_treaty("Second")
    one, two = make_state("One"), make_state("Two")
    make_assistance("A", state=one, treaty=first, field="training")
    make_assistance("B", state=two, treaty=second, field="awareness", status="declined")
    make_assistance("C", organisation=make_organisation("Office"), treaty=first)
    client = Client()

    def titles(query):
        return Page(client.get(f"/en/assistance/{query}")).all("ul.papers h2")

    assert titles("") == ["A [en]", "B [en]", "C [en]"]
    assert titles(f"?treaty={first.slug}") == ["A [en]", "C [en]"]
    assert titles(f"?state={two.slug}") == ["B [en]"]
    assert titles("?status=declined") == ["B [en]"]
    assert titles("?field=training&status=open") == ["A [en]", "C [en]"]
    assert titles("?find=B") == ["B [en]"]
    assert titles("?status=nonsense&field=nonsense&page=x") == ["A [en]", "B [en]", "C [en]"]
    narrowed = Page(client.get("/en/assistance/?status=declined"))
    assert "Training" not in narrowed.all("main nav a")


def test_desks_have_what_waits():
    request, proposed = make_assistance("Waiting request"), make_proposed_assistance("Proposed one")
    office = Page(client_of(officer()).get("/en/desk/"))
    assert [each in office.text for each in ("Waiting request", "Proposed one")] == [True, True]
    for user in (member_for(make_organisation()), delegate_of(make_state())):
        desk = Page(client_of(user).get("/en/desk/"))
        assert ("Waiting request" in desk.text, "Proposed one" in desk.text) == (True, False)
        assert "Requests for assistance without an offer" in desk.all("main h3")
    own = Page(client_of(delegate_of(request.state)).get("/en/desk/"))
    assert "Your requests and offers of assistance" in own.all("main h3")
    assert "Requests for assistance without an offer" not in own.all("main h3")
    assert "Proposed one" in Page(client_of(delegate_of(proposed.state)).get("/en/desk/")).text


def test_the_past_of_a_request_that_was_opened_to_more_readers_stays_closed():
    request = make_proposed_assistance("Canary title", summary=text("Canary summary"))
    given = {"mandate": None, "about": None, "answer": NOBODY, "by": officer()}
    actions.accept_assistance(request, audience="secretariat", **given)
    opened = {"title": text("Public title"), "summary": text("Public summary"), "audience": "public"}
    actions.change_assistance(request, values=opened, by=officer())
    pages = [f"/en/history/assistance-requests/{request.slug}/", f"{request.get_absolute_url()}?on=2008-02-01"]
    for page in (Client().get(each).text for each in pages):
        assert ("Public title" in page, "Canary" in page) == (True, False)
    asker = client_of(delegate_of(request.state))
    assert "Canary" in asker.get(pages[0]).text


def test_an_edit_keeps_what_is_not_changed():
    state, mandate = make_state(), make_mandate()
    basis = {"tool": make_tool().activity, "review": make_review(state=state), "mandate": mandate, "provision": "9"}
    request = make_assistance(
        state=state, treaty=make_treaty(), due_on=date(2008, 6, 30), due_precision="month", **basis
    )
    act(client_of(officer()), "change-assistance", request.slug, title_en="Another title")
    before = {name: getattr(request, name) for name in ("state", "treaty", "field", "asked_on", "due", "audience")}
    request = RequestForAssistance.objects.get()
    assert request.title["en"] == "Another title"
    assert {name: getattr(request, name) for name in before} == before
    assert {name: getattr(request, name) for name in basis} == basis


def test_those_who_ask_find_their_proposal_by_search_and_others_do_not():
    state, agency = make_state(), make_organisation()
    made = [
        make_proposed_assistance("alphaword", state=state),
        make_proposed_assistance("alphaword", organisation=agency),
    ]
    index_records("assistance-requests", [each.pk for each in made])
    readers = {"state": posted(Role.FOCAL_POINT, state=state), "agency": member_for(agency), "officer": officer()}
    readers |= {"other": delegate_of(make_state()), "visitor": None}
    found = {}
    for name, reader in readers.items():
        response = (client_of(reader) if reader else Client()).get("/en/search/", {"q": "alphaword"})
        found[name] = sorted(row.hit.record.slug for row in response.context["rows"])
    of_state, of_agency = (each.slug for each in made)
    assert found == {
        "state": [of_state],
        "agency": [of_agency],
        "officer": sorted([of_state, of_agency]),
        "other": [],
        "visitor": [],
    }
