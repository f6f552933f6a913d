"""Action plans: who keeps them, how editions follow one another, and who reads drafts."""

import csv
import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.governance.models import Activity
from palermo.outreach.actions import plans as actions
from palermo.outreach.measures import Links
from palermo.outreach.models import ActionPlan, Measure, PartnerContact, PlanEdition, PlanSection
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event, make_outcome, make_tool
from tests.factories.common import text
from tests.factories.laws import make_law
from tests.factories.outreach import make_partner, make_plan
from tests.factories.plans import (
    make_draft_edition,
    make_evaluation,
    make_lesson,
    make_measure,
    make_measure_progress,
    make_progress_round,
    make_section,
)
from tests.factories.texts import make_version
from tests.factories.treaties import make_treaty
from tests.portal.filling import act, client_of, fill, six
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def member_of(role, *, state=None, organisation=None):
    """Somebody with one posting, for this State or organization."""
    user = make_user(role)
    user.postings.update(state=state, organisation=organisation)
    return user


def page(path: str, client: Client | None = None) -> Page:
    response = (client or Client()).get(f"/en/{path}")
    assert response.status_code == 200, (path, response.status_code)
    return Page(response)


def texts_of(client: Client, paths: list[str]) -> dict[str, str]:
    found = {}
    for path in paths:
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found[path] = body.decode(errors="replace") if response.status_code < 400 else ""
    return found


def test_a_focal_point_records_a_national_plan_writes_its_draft_and_adopts_it():
    state = make_state("Atlantis")
    focal = member_of(Role.FOCAL_POINT, state=state)
    client = client_of(focal)
    act_new(client, "add-plan", title_en="National plan", level="national", audience="public")
    plan = ActionPlan.objects.get()
    assert (plan.state, plan.slug, plan.audience) == (state, "national-plan", "public")
    act(client, "begin-plan-edition", plan.slug, period_from="2008-01-01", period_until="2010-12-31")
    edition = plan.editions.get()
    assert (edition.number, edition.status) == (1, "draft")
    act(client, "add-plan-section", edition.pk, **six("heading", "Prevention"))
    section = edition.sections.get()
    act(
        client,
        "add-measure",
        edition.pk,
        **{"section": section.pk, "budget": "12000", "currency": "eur", "due": "December 2008"},
        **six("text", "Train police"),
    )
    measure = edition.measures.get()
    assert (measure.key, measure.section, measure.currency, str(measure.due)) == (
        "measure-1",
        section,
        "EUR",
        "2008-12",
    )
    assert page(f"action-plans/{plan.slug}/").all("h2") == ["Editions"]
    assert Client().get(f"/en/action-plans/{plan.slug}/1/").status_code == 404
    act(client, "adopt-plan-edition", edition.pk, adopted="15 January 2008")
    edition.refresh_from_db()
    assert (edition.status, edition.adopted_on) == ("adopted", date(2008, 1, 15))
    shown = page(f"action-plans/{plan.slug}/1/")
    assert shown.all("h2") == ["Prevention [en]", "Download"]
    entries = AuditEvent.objects.filter(target_kind="action-plans").order_by("sequence")
    assert [entry.verb for entry in entries] == [
        "plan.added",
        "plan_edition.begun",
        "plan_section.added",
        "measure.added",
        "plan_edition.adopted",
    ]
    assert {entry.target_id for entry in entries} == {"national-plan"}


def act_new(client: Client, name: str, /, **written) -> None:
    """Fill in the form of an act that makes something new."""
    fill(client, f"/en/acts/{name}/", **written)


def test_others_keep_only_the_plans_of_their_own_party():
    state, agency = make_state(), make_organisation()
    partner = make_partner()
    representative = make_user(Role.PARTNER)
    PartnerContact.objects.create(partnership=partner, number=1, name="Rep", user=representative)
    drafts = {
        "state": make_draft_edition(state=state),
        "agency": make_draft_edition(organisation=agency),
        "partner": make_draft_edition(partnership=partner),
        "group": make_draft_edition(),
    }
    people = {
        "delegate": member_of(Role.DELEGATE, state=state),
        "focal point": member_of(Role.FOCAL_POINT, state=state),
        "other delegate": member_of(Role.DELEGATE, state=make_state()),
        "committee": member_of(Role.COMMITTEE_MEMBER, organisation=agency),
        "partner": representative,
        "secretariat": make_user(Role.SECRETARIAT),
    }
    kept = {
        name: [whose for whose, edition in drafts.items() if _may_change(edition, person)]
        for name, person in people.items()
    }
    assert kept == {
        "delegate": ["state"],
        "focal point": ["state"],
        "other delegate": [],
        "committee": ["agency"],
        "partner": ["partner"],
        "secretariat": ["state", "agency", "partner", "group"],
    }


def _may_change(edition: PlanEdition, person) -> bool:
    try:
        actions.change_edition(edition, values={"drafted_on": date(2008, 1, 1)}, by=person)
    except Refused:
        return False
    return True


def test_nobody_records_a_plan_of_another_party():
    delegate = member_of(Role.DELEGATE, state=make_state())
    foreign = ActionPlan(title=text("Foreign"), level="national", state=make_state())
    with pytest.raises(Refused, match=r"^Only representatives of the party whose plan this is and the secretariat"):
        actions.add_plan(foreign, by=delegate)
    own = make_plan(state=delegate.postings.get().state)
    with pytest.raises(Refused, match=r"^Only representatives of the party"):
        actions.change_plan(own, values={"state": foreign.state}, by=delegate)
    assert Client().get("/en/acts/add-plan/").status_code == 302


def test_a_new_edition_has_the_sections_and_measures_of_the_last_one_under_the_same_keys():
    office = make_user(Role.SECRETARIAT)
    plan = make_plan("Plan", measures=2)
    first = plan.editions.get()
    tool, event = make_tool(), make_event()
    outcome = make_outcome(event, recommendations=2)
    linked = first.measures.get(key="measure-2")
    linked.tools.add(tool.activity)
    linked.recommendations.add(*outcome.recommendations.all())
    edition = actions.begin_edition(plan, values={}, by=office)
    copied = list(edition.measures.order_by("order"))
    assert [(each.key, each.section.key, each.section.edition) for each in copied] == [
        ("measure-1", "goal-1", edition),
        ("measure-2", "goal-1", edition),
    ]
    assert list(copied[1].tools.all()) == [tool.activity]
    assert copied[1].recommendations.count() == 2
    with pytest.raises(Refused, match=r"^Edition 2 is still a draft\. Adopt or abandon it first\.$"):
        actions.begin_edition(plan, values={}, by=office)
    added = actions.add_measure(Measure(edition=edition, text=text("Third")), by=office)
    assert added.key == "measure-3"
    actions.remove_measure(added, by=office)
    assert actions.add_measure(Measure(edition=edition, text=text("Fourth")), by=office).key == "measure-3"
    with pytest.raises(Refused, match=r"^Only a draft can be changed\. Begin a new edition\.$"):
        actions.change_measure(linked, values={"text": text("Changed")}, by=office)


def test_a_first_edition_begins_with_the_headings_of_the_template_that_one_may_read():
    """They are those of the latest version published to the focal point, unless the box is cleared."""
    state, tool = make_state("Atlantis"), make_tool()
    client = client_of(member_of(Role.FOCAL_POINT, state=state))
    make_version(tool, [("p", "chapter", "", "Prevention"), ("p-1", "paragraph", "p", "Words")])
    make_version(
        tool, [("p", "chapter", "", "Care"), ("q", "chapter", "", "Courts"), ("q-1", "section", "q", "Judges")]
    )
    make_version(tool, [("r", "chapter", "", "Canary")], audience=Audience.SECRETARIAT)
    for slug, template in (("taken", tool.activity), ("cleared", tool.activity), ("without", None)):
        plan = ActionPlan(slug=slug, title=text(slug), level="national", audience="public", state=state)
        plan.template = template
        plan.save()
    act(client, "begin-plan-edition", "taken")
    act(client, "begin-plan-edition", "cleared", takes_headings=[])
    assert page("acts/begin-plan-edition/without/", client).all("[name=takes_headings]") == []
    sections = PlanSection.objects.order_by("edition__plan__slug", "order")
    assert [(each.edition.plan.slug, each.key, each.order, each.heading["en"]) for each in sections] == [
        ("taken", "section-1", 1, "Care"),
        ("taken", "section-2", 2, "Courts"),
    ]


def test_who_may_not_see_the_origin_of_a_plan_edits_it_without_reading_or_losing_it():
    state = make_state("Atlantis")
    client = client_of(member_of(Role.FOCAL_POINT, state=state))
    tool, event = make_tool("Hidden canary"), make_event("Open")
    Activity.objects.filter(pk=tool.activity.pk).update(slug="slug-canary", audience=Audience.SECRETARIAT)
    plan = make_plan(slug="national", state=state, template=tool.activity, activity=event.activity)
    assert "canary" not in client.get("/en/acts/change-plan/national/").text.lower()
    act(client, "change-plan", "national", title_en="New title")
    plan.refresh_from_db()
    assert (plan.title["en"], plan.template, plan.activity) == ("New title", tool.activity, event.activity)


def test_an_adopted_edition_replaces_the_one_in_force_and_not_before_it_was_adopted():
    office = client_of(make_user(Role.SECRETARIAT))
    plan = make_plan(measures=1)
    draft = make_draft_edition(plan)
    with pytest.raises(AssertionError, match=r"Edition 1 was adopted on 4 October 2007\. Enter a later day\."):
        act(office, "adopt-plan-edition", draft.pk, adopted="1 October 2007")
    act(office, "adopt-plan-edition", draft.pk, adopted="20 January 2008")
    found = plan.editions.order_by("number").values_list("number", "status", "adopted_on", "ended_on")
    assert list(found) == [
        (1, "replaced", date(2007, 10, 4), date(2008, 1, 20)),
        (2, "adopted", date(2008, 1, 20), None),
    ]
    in_force = {
        day: page(f"action-plans/?on={day}").all("ul.papers h2") for day in ("2007-10-01", "2007-11-01", "2008-01-25")
    }
    assert in_force == {"2007-10-01": [], "2007-11-01": ["Plan [en]"], "2008-01-25": ["Plan [en]"]}


def test_an_edition_without_measures_is_not_adopted_and_an_abandoned_draft_has_a_reason():
    office = make_user(Role.SECRETARIAT)
    empty = make_draft_edition(measures=0)
    with pytest.raises(Refused, match=r"^This edition has no measures\. Add a measure first\.$"):
        actions.adopt_edition(empty, adopted=PartialDate(date(2008, 1, 1)), by=office)
    act(client_of(office), "abandon-plan-edition", empty.pk, on="2008-01-31", **six("reason", "No agreement"))
    empty.refresh_from_db()
    assert (empty.status, empty.ended_on) == ("abandoned", date(2008, 1, 31))
    assert AuditEvent.objects.latest("sequence").details["reason"]["en"] == "No agreement [en]"
    address = empty.get_absolute_url()
    assert Client().get(f"/en{address.removeprefix('/en')}").status_code == 404
    shared = make_draft_edition(make_plan(measures=1), is_shared=True)
    actions.abandon_edition(shared, on=date(2008, 1, 31), reason=text("Given up"), by=office)
    assert page(f"action-plans/{shared.plan.slug}/2/").one("main h1") == "Plan [en]"
    assert page(f"action-plans/{shared.plan.slug}/").all("h2#edition") == ["Edition 1"]


def test_sections_and_measures_are_moved_and_a_section_with_measures_is_not_removed():
    office = make_user(Role.SECRETARIAT)
    edition = make_draft_edition(measures=3)
    first, second = edition.sections.get(), make_section(edition, "Second")
    actions.move_section(second, after=None, by=office)
    assert list(edition.sections.order_by("order").values_list("key", flat=True)) == ["goal-2", "goal-1"]
    last = edition.measures.get(key="measure-3")
    client = client_of(office)
    act(client, "move-measure", last.pk, section=first.pk, after="")
    assert list(edition.measures.order_by("order").values_list("key", flat=True)) == [
        "measure-3",
        "measure-1",
        "measure-2",
    ]
    with pytest.raises(Refused, match=r"^This section has measures\. Move or remove them first\.$"):
        actions.sections.remove(first, by=office)
    act(client, "remove-plan-section", second.pk)
    assert list(edition.sections.values_list("key", flat=True)) == ["goal-1"]


def test_a_measure_has_law_of_its_own_state_only_and_what_it_implements_is_shown():
    office, state = make_user(Role.SECRETARIAT), make_state()
    edition = make_draft_edition(state=state)
    own, foreign = make_law(state=state), make_law(state=make_state())
    measure = edition.measures.get()
    with pytest.raises(Refused, match=r"is not a law of the State whose plan this is\.$"):
        actions.change_measure(measure, values={}, links=Links(laws=[foreign]), by=office)
    outcome = make_outcome(make_event(), "Declaration", recommendations=2, audience="public")
    treaty = make_treaty("Protocol")
    act(
        client_of(office),
        "change-measure",
        measure.pk,
        laws=[own.pk],
        recommendations=f"{outcome.slug} 1",
        recommendation=f"{outcome.slug} 2",
        treaty=treaty.slug,
        provision="9(1)",
    )
    assert list(measure.laws.all()) == [own]
    assert [each.number for each in measure.recommendations.order_by("number")] == [1, 2]
    act(client_of(office), "adopt-plan-edition", edition.pk, adopted="2008-01-10")
    event_page = Client().get(f"/en/events/{outcome.event.activity.slug}/outcomes/")
    soup = BeautifulSoup(event_page.content, "lxml")
    items = soup.select(f"li[id^='{outcome.slug}-'] .implemented")
    assert [each.get_text(" ", strip=True) for each in items] == ["Implemented by: Draft plan [en]"] * 2


def test_a_draft_is_read_by_its_authors_and_the_secretariat_alone_until_it_is_shared():
    state = make_state("Lemuria")
    plan = make_plan("Open", state=state, measures=1)
    draft = make_draft_edition(plan, measures=0, changes=text("Canary changes"))
    section = make_section(draft, "Canary heading")
    outcome = make_outcome(make_event(), recommendations=1, audience="public")
    measure = make_measure(draft, "Canary wording", section=section)
    measure.recommendations.add(outcome.recommendations.get())
    paths = [
        f"/en/action-plans/{plan.slug}/",
        "/en/action-plans/",
        f"/en/action-plans/{plan.slug}/2/",
        f"/en/action-plans/{plan.slug}/2/gaps/",
        f"/en/action-plans/{plan.slug}/2/progress/",
        f"/en/action-plans/{plan.slug}/2/measures.csv",
        f"/en/action-plans/{plan.slug}/2/progress.csv",
        f"/en/action-plan-comparison/?from={plan.slug}/1&to={plan.slug}/2",
        f"/en/history/action-plans/{plan.slug}/",
        f"/en/events/{outcome.event.activity.slug}/outcomes/",
        f"/en/acts/change-measure/{measure.pk}/",
        f"/en/acts/change-plan-section/{section.pk}/",
        "/en/search/?q=canary",
    ]
    readers = {
        "visitor": Client(),
        "own": client_of(member_of(Role.DELEGATE, state=state)),
        "other": client_of(member_of(Role.DELEGATE, state=make_state())),
        "committee": client_of(make_user(Role.COMMITTEE_MEMBER)),
        "secretariat": client_of(make_user(Role.SECRETARIAT)),
    }
    seen = {
        name: {path for path, words in texts_of(client, paths).items() if "Canary" in words}
        for name, client in readers.items()
    }
    assert (seen["visitor"], seen["other"], seen["committee"]) == (set(), set(), set())
    assert seen["own"] >= set(paths[2:8]) - {paths[4]}
    assert seen["secretariat"] >= set(paths[2:8]) - {paths[4]}
    act(readers["own"], "share-plan-draft", draft.pk)
    shared = {name: "Canary" in readers[name].get(paths[2]).text for name in ("visitor", "other", "own")}
    assert shared == {"visitor": True, "other": True, "own": True}
    act(readers["own"], "stop-sharing-plan-draft", draft.pk)
    assert readers["visitor"].get(paths[2]).status_code == 404


def test_a_plan_for_member_states_is_in_no_page_of_a_visitor():
    plan = make_plan("Canary plan", measures=1, audience="member_states")
    visitor = texts_of(Client(), ["/en/action-plans/", "/en/action-plan-comparison/", "/en/search/?q=canary"])
    assert [path for path, words in visitor.items() if "Canary" in words] == []
    assert Client().get(f"/en/action-plans/{plan.slug}/").status_code == 404
    delegate = client_of(make_user(Role.DELEGATE))
    assert "Canary plan" in delegate.get("/en/action-plans/").text


def table(*rows: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def test_measures_are_imported_from_a_table_and_its_export_can_be_imported_again():
    office = client_of(make_user(Role.SECRETARIAT))
    edition = make_draft_edition(measures=1)
    outcome = make_outcome(make_event(), recommendations=3)
    tool = make_tool()
    rows = table(
        ["key", "section", "text_en", "due", "budget", "currency", "recommendations", "tools"],
        ["measure-1", "goal-1", "Changed words", "2009", "", "", "", ""],
        [
            "",
            "New goal",
            "Open a shelter",
            "2008-12",
            "5000",
            "usd",
            f"{outcome.slug} 1; {outcome.slug} 3",
            tool.activity.slug,
        ],
    )
    act(office, "import-measures", edition.pk, pasted=rows)
    edition.measures.filter(key="measure-1").update(starts_on=date(2008, 1, 2))
    first, second = edition.measures.order_by("order")
    assert (first.text["en"], first.text["fr"], str(first.due)) == (
        "Changed words",
        "Draft plan measure 1 [fr]",
        "2009",
    )
    assert (second.key, second.section.heading["en"], second.budget, second.currency) == (
        "measure-2",
        "New goal",
        5000,
        "USD",
    )
    assert [each.number for each in second.recommendations.order_by("number")] == [1, 3]
    assert list(second.tools.all()) == [tool.activity]
    exported = office.get(f"/en/action-plans/{edition.plan.slug}/1/measures.xlsx")
    content = b"".join(exported.streaming_content)
    before = [list(Measure.objects.order_by("pk").values()), second.recommendations.count()]
    form = office.get(f"/en/acts/import-measures/{edition.pk}/")
    assert form.status_code == 200
    again = office.post(
        f"/en/acts/import-measures/{edition.pk}/",
        {"file": SimpleUploadedFile("measures.xlsx", content), "once": "", "pasted": ""},
    )
    assert "Would be imported: 0 new, 0 changed, 2 unchanged." in again.text
    assert [list(Measure.objects.order_by("pk").values()), second.recommendations.count()] == before


def _draft_with_hidden_links():
    """The draft of a State whose measure is linked to a tool and a recommendation for all and to one hidden of each."""
    state = make_state()
    edition = make_draft_edition(state=state)
    measure = edition.measures.get()
    open_event, hidden = (make_event(audience=each) for each in (Audience.PUBLIC, Audience.SECRETARIAT))
    of_secretariat = {"slug": "canary-outcome", "audience": Audience.SECRETARIAT}
    kept = {
        "tools": [
            make_tool("Open", slug="open-tool", audience=Audience.PUBLIC).activity,
            make_tool("Hidden", slug="canary-tool", audience=Audience.SECRETARIAT).activity,
        ],
        "recommendations": [
            make_outcome(
                open_event, recommendations=1, slug="open-outcome", audience=Audience.PUBLIC
            ).recommendations.get(),
            make_outcome(hidden, recommendations=1, **of_secretariat).recommendations.get(),
        ],
    }
    measure.tools.set(kept["tools"])
    measure.recommendations.set(kept["recommendations"])
    return measure, client_of(member_of(Role.FOCAL_POINT, state=state))


def _linked(measure) -> list[str]:
    """The identifiers of what a measure is linked to."""
    tools = measure.tools.order_by("slug").values_list("slug", flat=True)
    return [*tools, *measure.recommendations.order_by("outcome__slug").values_list("outcome__slug", flat=True)]


ALL_LINKS = ["canary-tool", "open-tool", "canary-outcome", "open-outcome"]


def test_links_that_an_editor_may_not_see_are_not_named_and_stay_when_a_measure_is_edited():
    measure, focal = _draft_with_hidden_links()
    assert "canary" not in focal.get(f"/en/acts/change-measure/{measure.pk}/").text
    act(focal, "change-measure", measure.pk, text_en="Other words")
    measure.refresh_from_db()
    assert (measure.text["en"], _linked(measure)) == ("Other words", ALL_LINKS)
    act(focal, "change-measure", measure.pk, tools=[], recommendations="")
    assert _linked(measure) == ["canary-tool", "canary-outcome"]


def test_links_that_an_editor_may_not_see_are_in_no_table_and_stay_when_one_is_imported():
    measure, focal = _draft_with_hidden_links()
    exported = focal.get(f"/en/action-plans/{measure.edition.plan.slug}/1/measures.csv")
    rows = list(csv.reader(io.StringIO(b"".join(exported.streaming_content).decode("utf-8-sig"))))
    assert [rows[1][rows[0].index(name)] for name in ("recommendations", "tools")] == ["open-outcome 1", "open-tool"]
    rows[1][rows[0].index("text_en")] = "Words of the table"
    act(focal, "import-measures", measure.edition.pk, pasted=table(*rows))
    measure.refresh_from_db()
    assert (measure.text["en"], _linked(measure)) == ("Words of the table", ALL_LINKS)
    act(focal, "import-measures", measure.edition.pk, pasted=table(["key", "tools"], ["measure-1", ""]))
    assert _linked(measure) == ["canary-tool", "canary-outcome", "open-outcome"]


def test_the_table_of_measures_names_to_a_visitor_what_the_page_names():
    plan = make_plan("Plan", measures=1)
    measure = Measure.objects.get()
    measure.tools.set(
        make_tool(f"Tool for {audience}", slug=f"for-{audience}", audience=audience).activity for audience in Audience
    )
    linked = Client().get(f"/en/action-plans/{plan.slug}/1/").text
    table_of_plan = b"".join(Client().get(f"/en/action-plans/{plan.slug}/1/measures.csv").streaming_content).decode()
    for words in (linked, table_of_plan):
        assert [each for each in Audience if f"for-{each}" in words] == [Audience.PUBLIC]


def test_a_table_with_faults_is_refused_with_all_of_them_and_nothing_is_kept():
    office = client_of(make_user(Role.SECRETARIAT))
    edition = make_draft_edition(measures=1)
    rows = table(
        ["key", "text_en", "due", "budget", "currency", "recommendations"],
        ["measure-9", "Words", "soon", "", "", ""],
        ["", "", "2008", "-3", "EUR", ""],
        ["", "More", "2008", "10", "", "nothing 1"],
    )
    response = office.post(f"/en/acts/import-measures/{edition.pk}/", {"pasted": rows})
    errors = [each.get_text(strip=True) for each in BeautifulSoup(response.content, "lxml").select(".errorlist li")]
    assert errors[0] == (
        "Row 2, column “key”: expected the key of a measure of this edition, or nothing for a new measure, "
        "found “measure-9”."
    )
    assert [error.split(":")[0] for error in errors] == [
        "Row 2, column “key”",
        "Row 2, column “due”",
        "Row 3, column “budget”",
        "Row 3",
        "Row 4, column “recommendations”",
        "Row 4",
    ]
    assert edition.measures.count() == 1


def test_the_gap_list_names_what_measures_sections_recommendations_and_articles_lack():
    state = make_state()
    treaty = make_treaty("Protocol", slug="trafficking-protocol")
    event = make_event()
    outcome = make_outcome(event, recommendations=2, audience="public")
    plan = make_plan(state=state, measures=1, outcome=outcome)
    edition = plan.editions.get()
    make_section(edition, "Empty goal")
    whole = make_measure(
        edition,
        "Whole",
        responsible=text("Ministry"),
        due_on=date(2008, 12, 31),
        indicator=text("Number"),
        budget=10,
        currency="EUR",
        treaty=treaty,
        provision="9(1), 10",
    )
    whole.recommendations.add(outcome.recommendations.get(number=1))
    shown = page(f"action-plans/{plan.slug}/1/gaps/")
    assert shown.all("#articles ~ ul:first-of-type li") == [f"article {number}" for number in (5, 6, 7, 8, 11, 12, 13)]
    assert shown.all("h3") == [
        "Protocol [en]",
        "Recommendation 2: Outcome [en]",
        "Plan measure 1 [en]",
    ]
    assert "Empty goal [en]" in shown.all("li a")
    assert "No responsible body · No indicator · No budget" in shown.all("p.meta")


def test_two_editions_and_two_plans_are_compared_passage_by_passage():
    office = make_user(Role.SECRETARIAT)
    plan = make_plan("Compared", measures=3)
    edition = actions.begin_edition(plan, values={}, by=office)
    one, two, three = edition.measures.order_by("order")
    actions.change_measure(one, values={"text": text("Compared measure one")}, by=office)
    actions.remove_measure(two, by=office)
    actions.change_measure(three, values={"due_on": date(2009, 6, 30)}, by=office)
    actions.add_measure(Measure(edition=edition, text=text("Added"), section=one.section), by=office)
    client = client_of(office)
    shown = page(f"action-plan-comparison/?from={plan.slug}/1&to={plan.slug}/2", client)
    assert shown.all("ul.papers h3") == [
        "Compared measure one [en]",
        "Compared measure 2 [en]",
        "Compared measure 3 [en]",
        "Added [en]",
    ]
    assert shown.all("ul.papers p.meta:nth-of-type(2)") == ["Changed", "Removed", "Changed", "New"]
    assert shown.all("ul.papers li:first-child div[class~=reading] p ins") == ["one"]
    other = make_plan("Other compared", measures=0)
    make_measure(other.editions.get(), "Compared measure for judges")
    across = page(f"action-plan-comparison/?from={plan.slug}/1&to={other.slug}/1", client)
    assert "Passages of different plans are matched by their words." in across.all("p.meta")


def test_a_plan_with_a_draft_is_compared_by_the_latest_edition_that_the_reader_may_read():
    plan = make_plan("In force", measures=1)
    make_draft_edition(plan)

    def offered(client: Client) -> list[str]:
        options = page("action-plan-comparison/", client).soup.select("[name=from] option")
        return [each["value"] for each in options if each["value"]]

    assert offered(Client()) == [f"{plan.slug}/1"]
    assert offered(client_of(make_user(Role.SECRETARIAT))) == [f"{plan.slug}/2"]


def test_a_table_names_each_column_once_in_small_or_capital_letters():
    office, edition = client_of(make_user(Role.SECRETARIAT)), make_draft_edition(measures=1)
    rows = table(["key", "text_en", "Text_EN"], ["measure-1", "First words", "Second words"])
    response = office.post(f"/en/acts/import-measures/{edition.pk}/", {"pasted": rows})
    errors = [each.get_text(strip=True) for each in BeautifulSoup(response.content, "lxml").select(".errorlist li")]
    assert errors == ["Row 1: expected each column once, found “text_en” and “Text_EN”."]
    assert edition.measures.get().text["en"] == "Draft plan measure 1 [en]"


def test_pages_of_five_hundred_measures_ask_as_many_questions_as_those_of_two():
    def queries(plan, path):
        Client().get(f"/en/action-plans/{plan.slug}/{path}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert Client().get(f"/en/action-plans/{plan.slug}/{path}").status_code == 200
        return len(asked)

    small, large = make_plan("Small", measures=2), make_plan("Large", measures=120)
    outcome = make_outcome(make_event(), recommendations=1, audience="public")
    for plan in (small, large):
        edition = plan.editions.get()
        progress_round = make_progress_round(edition, status="published")
        make_lesson(make_evaluation(edition, published_on=date(2008, 1, 30)))
        for measure in edition.measures.all():
            make_measure_progress(progress_round, measure=measure)
            measure.recommendations.add(outcome.recommendations.get())
    paths = ["", "1/", "1/gaps/", "1/progress/", "1/progress/1/", "1/?at=measure-2"]
    assert {path: queries(small, path) for path in paths} == {path: queries(large, path) for path in paths}
