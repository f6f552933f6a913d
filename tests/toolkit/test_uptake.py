"""The use of tools: who reports and records it, who reads it, and what the page of a tool makes of it."""

import csv
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.models import State
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.toolkit.actions import uptake as actions
from palermo.toolkit.models import Uptake
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_tool
from tests.factories.common import text
from tests.factories.laws import make_law, make_proposal
from tests.factories.uptakes import make_reported_uptake, make_uptake
from tests.portal.filling import act, client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
NOTHING = MultilingualText()


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def member_of(role, *, state=None, organisation=None):
    """Somebody with one posting, for this State or organization."""
    user = make_user(role)
    user.postings.update(state=state, organisation=organisation)
    return user


def page_of(tool, user=None, language="en"):
    client = client_of(user) if user else Client()
    response = client.get(f"/{language}/tools/{tool.activity.slug}/")
    assert response.status_code == 200
    return response


def use_of(response):
    """The headings of the entries under “Use”, as the page has them."""
    soup = BeautifulSoup(response.content, "lxml")
    return [entry.select_one("h3, h4").get_text(strip=True) for entry in soup.select("li[id^=use-]")]


def test_the_secretariat_records_who_uses_a_tool_and_the_page_shows_it_to_everybody():
    tool, state = make_tool("Model law"), make_state("Atlantis")
    office = client_of(make_user(Role.SECRETARIAT))
    act(
        office, "record-uptake", tool.activity.slug, state=state.pk, kind="adapted", since="May 2007", evidence_en="Act"
    )
    uptake = Uptake.objects.get()
    assert (uptake.state, uptake.kind, str(uptake.since), uptake.status) == (state, "adapted", "2007-05", "recorded")
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.details["kind"], entry.details["participant"]) == (
        "uptake.recorded",
        "adapted",
        state.slug,
    )
    assert use_of(page_of(tool)) == ["Atlantis [en]"]
    assert "Use of tools" in Page(Client().get(f"/en/states/{state.slug}/")).all("h2")


def test_a_focal_point_reports_for_its_own_state_only_and_the_secretariat_confirms():
    tool, state, other = make_tool(), make_state(), make_state()
    reporter = member_of(Role.FOCAL_POINT, state=state)
    act(client_of(reporter), "report-uptake", tool.activity.slug, kind="taught", evidence_en="Police school")
    uptake = Uptake.objects.get()
    assert (uptake.state, uptake.status, uptake.reported_on) == (state, "reported", date(2008, 2, 1))
    foreign = Uptake(tool=tool, state=other, kind="taught", evidence=text("E"))
    with pytest.raises(Refused, match=r"^Report what your own State or organization does with the tool\.$"):
        actions.report_uptake(foreign, by=reporter)
    office = client_of(make_user(Role.SECRETARIAT))
    assert "Reported uses of tools" in Page(office.get("/en/desk/")).all("h3")
    act(office, "confirm-uptake", uptake.slug)
    uptake.refresh_from_db()
    assert (uptake.status, uptake.decided_on) == ("recorded", date(2008, 2, 1))


def test_a_reported_use_is_read_by_those_who_reported_it_and_the_secretariat_alone():
    tool, state = make_tool(), make_state("Canaria")
    uptake = make_reported_uptake("Canary evidence", tool=tool, state=state)
    readers = {"visitor": None, "own": member_of(Role.DELEGATE, state=state)}
    readers |= {"other": member_of(Role.DELEGATE, state=make_state())}
    readers |= {role: make_user(role) for role in (Role.COMMITTEE_MEMBER, Role.SECRETARIAT)}
    seen = {}
    for name, reader in readers.items():
        client = client_of(reader) if reader else Client()
        paths = [f"/en/tools/{tool.activity.slug}/", f"/en/tools/{tool.activity.slug}/use.csv"]
        paths += [f"/en/states/{state.slug}/", f"/en/history/uptakes/{uptake.slug}/", "/en/updates/"]
        paths += [f"/en/acts/confirm-uptake/{uptake.slug}/", f"/en/tools/{tool.activity.slug}/?chart=uptake&as=csv"]
        answers = [client.get(path) for path in paths]
        texts = [b"".join(each.streaming_content).decode() if each.streaming else each.text for each in answers]
        seen[name] = any("Canary evidence" in words for words in texts)
    assert seen == {
        "visitor": False,
        "own": True,
        "other": False,
        Role.COMMITTEE_MEMBER: False,
        Role.SECRETARIAT: True,
    }


def test_the_use_of_a_restricted_tool_is_as_restricted_as_the_tool():
    tool, state = make_tool(audience=Audience.STEERING_COMMITTEE), make_state()
    make_uptake("Canary evidence", tool=tool, state=state, since_on=date(2007, 5, 5))
    for path in (f"/en/states/{state.slug}/", "/en/updates/", "/en/search/?q=evidence"):
        assert "Canary" not in Client().get(path).text
    assert Client().get(f"/en/tools/{tool.activity.slug}/use.csv").status_code == 404


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"evidence": NOTHING}, "Enter the evidence: a description, a web address, a document or a provision of law."),
        (
            {"since_on": date(2008, 2, 2)},
            "2 February 2008 is in the future. Enter the day since which the tool is used.",
        ),
    ],
)
def test_a_use_without_evidence_or_of_tomorrow_is_refused(changed, sentence):
    given = {"tool": make_tool(), "state": make_state(), "kind": "adopted", "evidence": text("E")}
    with pytest.raises(Refused) as refused:
        actions.uptakes.add(Uptake(**{**given, **changed}), by=make_user(Role.SECRETARIAT))
    assert str(refused.value) == sentence
    assert Uptake.objects.count() == 0


def test_a_citation_names_a_recorded_provision_of_the_same_state():
    tool, state, officer = make_tool(), make_state(), make_user(Role.SECRETARIAT)
    for law, sentence in (
        (make_law(), "Choose a provision of the law of the same State."),
        (make_proposal(state=state), "Choose a recorded provision, not a proposal."),
    ):
        with pytest.raises(Refused) as refused:
            actions.uptakes.add(Uptake(tool=tool, state=state, kind="cited", law=law), by=officer)
        assert str(refused.value) == sentence
    law = make_law("Act on trafficking", state=state)
    actions.uptakes.add(Uptake(tool=tool, state=state, kind="cited", law=law), by=officer)
    assert law.citations.get().tool == tool
    assert law.get_absolute_url() in page_of(tool).text


def test_nobody_uses_what_is_a_proposal_only():
    tool = make_tool(state="proposed")
    with pytest.raises(Refused, match=r"^This tool is only a proposal\. It cannot be used yet\.$"):
        actions.uptakes.add(
            Uptake(tool=tool, state=make_state(), kind="adopted", evidence=text("E")), by=make_user(Role.SECRETARIAT)
        )


def test_a_declined_report_has_its_reason_and_is_decided_once():
    uptake, officer = make_reported_uptake(), make_user(Role.SECRETARIAT)
    with pytest.raises(Refused, match=r"^Enter the reason\.$"):
        actions.decline_uptake(uptake, answer=NOTHING, by=officer)
    actions.decline_uptake(uptake, answer=text("No curriculum found"), by=officer)
    with pytest.raises(Refused, match=r"^This use is not awaiting confirmation\.$"):
        actions.confirm_uptake(uptake, answer=NOTHING, by=officer)
    own = member_of(Role.DELEGATE, state=uptake.state)
    assert "No curriculum found" in page_of(uptake.tool, own).text
    assert "No curriculum found" not in page_of(uptake.tool).text


def test_counts_map_and_file_say_the_same_and_states_without_use_are_listed():
    tool = make_tool("Manual")
    first, second = make_state("Atlantis"), make_state("Bensalem")
    make_state("Cimmeria")
    make_uptake(tool=tool, state=first, kind="adopted")
    make_uptake(tool=tool, state=first, kind="adopted", evidence="Again")
    make_uptake(tool=tool, state=second, kind="taught")
    agency = make_organisation("Agency")
    make_uptake(tool=tool, organisation=agency, kind="translated", language="pt")
    response = page_of(tool)
    soup = BeautifulSoup(response.content, "lxml")
    facts = soup.select_one("#use").find_next("dl")
    pairs = zip(facts.select("dt"), facts.select("dd"), strict=True)
    assert [(name.get_text(strip=True), value.get_text(strip=True)) for name, value in pairs] == [
        ("Adopted", "1"),
        ("Translated", "1"),
        ("In a training curriculum", "1"),
    ]
    assert use_of(response) == ["Agency [en]", "Atlantis [en]", "Atlantis [en]", "Bensalem [en]"]
    unused = BeautifulSoup(Client().get(f"/en/tools/{tool.activity.slug}/no-use/").content, "lxml")
    assert {link["href"] for link in unused.select(".papers h2 a")} == {
        each.get_absolute_url() for each in State.objects.exclude(pk__in=[first.pk, second.pk])
    }
    rows = list(
        csv.reader(Client().get(f"/en/tools/{tool.activity.slug}/use.csv").getvalue().decode("utf-8-sig").splitlines())
    )
    assert [row[1:3] for row in rows] == [
        ["State or organization", "Kind of use"],
        ["Agency [en]", "Translated"],
        ["Atlantis [en]", "Adopted"],
        ["Atlantis [en]", "Adopted"],
        ["Bensalem [en]", "In a training curriculum"],
    ]
    chart = Client().get(f"/en/tools/{tool.activity.slug}/?chart=uptake&as=csv").content.decode("utf-8-sig")
    assert list(csv.reader(chart.splitlines()))[1:] == [
        ["Atlantis [en]", "Adopted, adapted or translated"],
        ["Bensalem [en]", "In law or in a training curriculum"],
    ]


def test_what_was_removed_is_gone_from_the_page_and_kept_in_the_log():
    uptake, office = make_uptake(), client_of(make_user(Role.SECRETARIAT))
    act(office, "remove-uptake", uptake.slug, reason_en="Entered for the wrong State")
    assert Uptake.objects.count() == 0
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.details["reason"]) == ("uptake.removed", {"en": "Entered for the wrong State"})


def test_the_page_of_a_tool_asks_the_same_number_of_queries_for_one_use_and_for_twelve(django_assert_num_queries):
    tool, client = make_tool(), Client()
    make_uptake(tool=tool)
    address = f"/en/tools/{tool.activity.slug}/"
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _each in range(11):
        make_uptake(tool=tool)
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_a_use_supplied_as_an_example_says_so_and_is_no_news(client):
    state, tool = make_state("Atlantis"), make_tool("Manual", audience="public")
    example = make_uptake("Example", tool=tool, state=state, since_on=date(2007, 12, 1), arranged=["evidence"])
    make_uptake("Recorded", tool=tool, state=make_state("Utopia"), since_on=date(2007, 12, 1))
    page = Page(client.get(f"/en/states/{state.slug}/"))
    assert page.all("#tools + ul .meta") == [f"Supplied as an example · {example.get_kind_display()}"]
    listed = [name for name in Page(client.get("/en/updates/")).all("main a") if "· Manual" in name]
    assert listed == ["Utopia [en] · Manual [en]"]
