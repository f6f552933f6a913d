"""Good practices: recorded, published with what shows that they work, withdrawn with a reason; where they are shown."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.core.refusals import Refused
from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.actions import practices as actions
from palermo.knowledge.models import GoodPractice
from palermo.knowledge.practice_links import PracticeLinks
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event, make_outcome, make_tool
from tests.factories.common import text
from tests.factories.governance import make_activity
from tests.factories.knowledge import make_practice
from tests.factories.library import make_document
from tests.knowledge.test_studies import authorised_study, offers_form
from tests.portal.filling import act, client_of, fill, six
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def page(path: str, client: Client | None = None) -> Page:
    return Page((client or Client()).get(f"/en/{path}"))


def refusal_of(action, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def test_an_officer_records_and_publishes_a_practice_and_everybody_reads_it():
    officer, state, body = client_of(make_user(Role.SECRETARIAT)), make_state("Atlantis"), make_organisation("Shelter")
    tool, study = make_tool(title=text("Manual")), authorised_study("Flows")
    outcome = make_outcome(make_event(), "Declaration", audience="public")
    fill(
        officer,
        "/en/acts/add-practice/",
        **six("title", "Open doors"),
        **six("summary", "A shelter was opened."),
        field="protection",
        audience="public",
        states=[state.pk],
        organisations=body.slug,
        starts="2006",
        ends="2007-03",
        evidence_level="evaluated",
        **six("evidence", "Numbers"),
        **six("evaluation", "It worked"),
        **six("evaluated_by", "University"),
        evaluated_on="2008-01-10",
        **six("transferability", "Where there is a house"),
        activities=f"{tool.activity.slug}\nFlows [en]",
        outcomes=outcome.slug,
    )
    practice = GoodPractice.objects.get()
    assert (practice.slug, practice.status) == ("open-doors-en", "draft")
    assert Client().get("/en/good-practices/open-doors-en/").status_code == 404
    act(officer, "publish-practice", practice.slug)
    shown = page("good-practices/open-doors-en/")
    for words in (
        "A shelter was opened. [en]",
        "It worked [en]",
        "University [en]",
        "Evaluated independently",
        "Atlantis",
    ):
        assert words in shown.text
    links = [link["href"] for link in shown.soup.select("a[href]")]
    for address in (
        tool.get_absolute_url(),
        study.get_absolute_url(),
        outcome.get_absolute_url(),
        state.get_absolute_url(),
    ):
        assert address in links


def test_a_practice_above_described_needs_its_evidence_and_its_evaluation():
    officer = make_user(Role.SECRETARIAT)

    def add(level, **fields):
        practice = GoodPractice(title=text("Title"), summary=text("Done"), field="data", evidence_level=level, **fields)
        return actions.add_practice(practice, links=PracticeLinks(), by=officer)

    assert refusal_of(add, "monitored") == "Enter the evidence for this level of evidence."
    evidence = {"evidence": text("Numbers")}
    assert add("monitored", **evidence).pk
    for level in ("evaluated", "compared"):
        assert refusal_of(add, level, **evidence) == "Enter the evaluation and who carried it out."
    assert add("evaluated", **evidence, evaluation=text("Good"), evaluated_by=text("University")).pk


def test_a_practice_is_published_once_it_says_where_or_by_whom():
    officer = make_user(Role.SECRETARIAT)
    practice = make_practice(status="draft", published_on=None)
    expected = "Enter where, or by whom, the practice was carried out."
    assert refusal_of(actions.publish_practice, practice, by=officer) == expected
    practice.states.add(make_state())
    assert actions.publish_practice(practice, by=officer).published_on == date(2008, 2, 1)
    assert refusal_of(actions.publish_practice, practice, by=officer) == "This practice is already published."


def test_the_audience_of_a_practice_can_read_its_evaluation_report():
    officer = make_user(Role.SECRETARIAT)
    report = make_document(audience="member_states")
    practice = make_practice(status="draft", published_on=None, carried_out_by=text("A"), evaluation_document=report)
    expected = "The audience of the practice cannot see the evaluation report. Change one of the two."
    assert refusal_of(actions.publish_practice, practice, by=officer) == expected


def test_a_practice_belongs_to_tools_and_studies_only():
    activity = make_activity("Other", kind=ActivityKind.OTHER)
    links = PracticeLinks(activities=[activity])
    practice = GoodPractice(title=text("Title"), summary=text("Done"), field="data")
    said = refusal_of(actions.add_practice, practice, links=links, by=make_user(Role.SECRETARIAT))
    assert said == f"“{activity.display_name()}” is no tool or study."


def test_a_withdrawn_practice_stays_readable_with_the_reason_and_leaves_the_list():
    officer, practice = client_of(make_user(Role.SECRETARIAT)), make_practice("Quartz")
    act(officer, "withdraw-practice", practice.slug, **six("reason", "It did harm"))
    assert "It did harm [en]" in page(f"good-practices/{practice.slug}/").text
    assert "Quartz" not in page("good-practices/").text
    assert "Quartz" in page("good-practices/?status=withdrawn").text
    assert not offers_form(officer, f"/en/acts/change-practice/{practice.slug}/")
    practice.states.add(make_state())
    act(officer, "publish-practice", practice.slug)
    practice.refresh_from_db()
    assert (practice.status, practice.withdrawn_on, practice.reason) == ("published", None, {})


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.PARTNER, Role.FOCAL_POINT, Role.COMMITTEE_MEMBER])
def test_only_the_secretariat_keeps_practices(role):
    practice, person = make_practice(), make_user(role)
    for action in (
        lambda: actions.withdraw_practice(practice, reason=text("Reason"), by=person),
        lambda: actions.change_practice(practice, values={}, links=PracticeLinks(), by=person),
    ):
        with pytest.raises(Refused):
            action()


def test_the_list_is_narrowed_by_field_evidence_state_and_words():
    state = make_state("Atlantis")
    make_practice("Alpha", field="data").states.add(state)
    make_practice("Beta", field="prevention", evidence_level="monitored", evidence=text("Numbers"))
    make_practice("Gamma", audience="member_states")

    def found(query=""):
        return [words.split(" ")[0] for words in page(f"good-practices/{query}").all("ul.papers h2")]

    assert found() == ["Alpha", "Beta"]
    assert found("?field=data") == ["Alpha"]
    assert found("?evidence=monitored") == ["Beta"]
    assert found(f"?state={state.slug}") == ["Alpha"]
    assert found("?find=Beta") == ["Beta"]
    assert found("?find=nothing") == []


def test_the_list_asks_a_constant_number_of_queries():
    make_practice().states.add(make_state())

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page("good-practices/")
        return len(caught)

    queries()
    few = queries()
    for _number in range(5):
        make_practice().states.add(make_state())
    assert queries() == few


def test_pages_of_tools_studies_outcomes_and_states_name_the_practices_that_the_reader_may_see():
    state, tool, study, event = make_state("Atlantis"), make_tool(), authorised_study(), make_event()
    outcome = make_outcome(event, audience="public")
    for title, fields in (
        ("Alpha", {}),
        ("Quartz", {"audience": "secretariat"}),
        ("Onyx", {"status": "draft", "published_on": None}),
        ("Topaz", {"status": "withdrawn", "withdrawn_on": date(2008, 1, 20), "reason": text("Harm")}),
    ):
        practice = make_practice(title, **fields)
        practice.states.add(state)
        practice.activities.add(tool.activity, study.activity)
        practice.outcomes.add(outcome)
    for path in (
        f"tools/{tool.activity.slug}/",
        f"studies/{study.activity.slug}/",
        f"events/{event.activity.slug}/outcomes/",
        f"states/{state.slug}/",
    ):
        words = page(path).text
        assert [name in words for name in ("Alpha [en]", "Quartz", "Onyx", "Topaz")] == [True, False, False, False], (
            path
        )


def test_a_practice_links_only_to_what_its_reader_may_see():
    practice, hidden = make_practice(), authorised_study("Quartz")
    hidden.activity.audience = "secretariat"
    hidden.activity.save()
    practice.activities.add(hidden.activity)
    practice.outcomes.add(make_outcome(make_event(), "Onyx", audience="secretariat"))
    words = page(f"good-practices/{practice.slug}/").text
    assert ["Quartz" in words, "Onyx" in words] == [False, False]
