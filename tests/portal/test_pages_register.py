"""The pages of the register and its files: what is listed, counted, found and taken away, by whom."""

import csv
import io
import re
from datetime import date, datetime

import pytest
from django.test import Client
from openpyxl import load_workbook

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.follow_ups.files import COLUMNS
from palermo.follow_ups.overview import BY
from palermo.governance.actions.follow_ups import change_due, move_follow_up
from palermo.governance.models import Membership
from palermo.governance.states.follow_ups import FollowUpState
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import number, text
from tests.factories.governance import make_body
from tests.factories.library import make_document
from tests.factories.register import (
    ORIGINS,
    make_entry,
    make_orphan,
    make_progress,
    make_recommendation,
    make_report_recommendation,
    make_topic,
)
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 1, 31)
PAST, SOON, LATER = date(2008, 1, 1), date(2008, 2, 20), date(2009, 6, 1)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


def client_of(role_or_user) -> Client:
    client = Client()
    client.force_login(make_user(role_or_user) if isinstance(role_or_user, Role) else role_or_user)
    return client


@pytest.fixture
def secretariat():
    return client_of(Role.SECRETARIAT)


def listed(client: Client, query: str = "") -> list[str]:
    return Page(client.get(f"/en/follow-up/{query}")).all("ul.papers h2")


def restricted(words: str = "PLANTED") -> list:
    """An entry of each origin that is for the secretariat only, in everything that can be asked for."""
    state, topic = make_state("PLANTEDSTATE"), make_topic("PLANTEDTOPIC")
    return [
        make_entry(
            words, origin=origin, audience=Audience.SECRETARIAT, responsible_state=state, about=topic, due_on=PAST
        )
        for origin in ORIGINS
    ]


# The list


def test_what_is_to_be_done_comes_first_each_by_its_due_date(client):
    make_entry("Done long ago", state="done", due_on=date(2007, 1, 1))
    make_entry("Without a date"), make_entry("Later", due_on=LATER), make_entry("Late", due_on=PAST)
    assert listed(client) == ["Late [en]", "Later [en]", "Without a date [en]", "Done long ago [en]"]


def test_a_page_holds_fifty_and_the_settled_follow_across_pages(client):
    for place in range(49):
        make_entry(f"Open {place}", due_on=SOON)
    for place in range(4):
        make_entry(f"Settled {place}", state="done")
    assert [len(listed(client)), len(listed(client, "?page=2"))] == [50, 3]
    assert listed(client)[-1] == "Settled 0 [en]"
    assert listed(client, "?page=2") == ["Settled 1 [en]", "Settled 2 [en]", "Settled 3 [en]"]


def test_a_row_says_where_it_comes_from_who_does_it_and_that_no_result_is_on_record(client):
    entry = make_entry("Prosecute", due_on=PAST, responsible_state=make_state("Thailand"))
    page = Page(client.get("/en/follow-up/"))
    assert page.all("ul.papers .side") == ["1 January 2008 no result on record"]
    assert page.all("ul.papers .meta") == [
        f"Open · Recommendation {entry.recommendation.number}, Outcome [en] · Responsible: Thailand [en]"
    ]


FILTERS = {
    "?state=done": {"Done"},
    "?due=late": {"Late"},
    "?due=4": {"Soon"},
    "?due=2": set(),
    "?due=none": {"Undated", "Nobody"},
    "?origin=report": {"Report"},
    "?topic=research": {"Research"},
    "?country=tha": {"Thai"},
    "?organisation=unodc": {"Office"},
    "?body=committee": {"Body"},
    "?year=2009": {"Research"},
    "?year=none": {"Undated", "Nobody", "Done"},
    "?find=phrase+rare": {"Soon"},
    "?state=done&due=late": set(),
    "?nobody=1": {"Nobody", "Late", "Soon", "Done", "Research", "Report"},
}


@pytest.mark.parametrize("query", FILTERS)
def test_the_list_is_narrowed_by_what_the_address_asks(secretariat, query):
    one = {"responsible_state": make_state("Elsewhere")}
    make_entry("Done", state="done")
    make_entry("Late", due_on=PAST)
    make_entry("Soon rare phrase", due_on=SOON)
    make_entry("Undated", **one)
    make_entry("Nobody")
    make_entry("Report", origin="report", due_on=LATER.replace(year=2010))
    make_entry("Research", about=make_topic(slug="research"), due_on=LATER)
    make_entry("Thai", responsible_state=make_state(slug="tha"), due_on=LATER.replace(year=2010))
    make_entry("Office", responsible_organisation=make_organisation(slug="unodc"), due_on=LATER.replace(year=2010))
    make_entry("Body", responsible_body=make_body(slug="committee"), due_on=LATER.replace(year=2010))
    assert {name.split()[0] for name in listed(secretariat, query)} == FILTERS[query]


def test_what_cannot_be_understood_narrows_nothing(client):
    make_entry("Entry")
    query = "?state=nonsense&due=7&year=99999&origin=x&topic=%27&mine=2&page=x"
    assert listed(client, query) == ["Entry [en]"]


@pytest.mark.parametrize("word", ["起诉", "انسحاب", "преступник", 'a "quoted" word', "back\\slash"])
def test_words_of_any_script_are_found_and_nothing_beside_them(client, word):
    make_entry(f"Before {word} after"), make_entry("Something else en fr ar zh")
    assert listed(client, f"?find={word}") == [f"Before {word} after [en]"]
    assert listed(client, "?find=nowhere") == []


def test_those_who_act_for_a_state_or_sit_in_a_body_find_what_is_theirs(client):
    user = make_user(Role.COMMITTEE_MEMBER)
    organisation, body = user.postings.get().organisation, make_body()
    Membership.objects.create(body=body, organisation=organisation)
    make_entry("Own", responsible_organisation=organisation), make_entry("Body's", responsible_body=body)
    make_entry("Other", responsible_body=make_body()), make_entry("Nobody's")
    assert sorted(listed(client_of(user), "?mine=1")) == ["Body's [en]", "Own [en]"]
    assert listed(client, "?mine=1") == []


# What a reader may not see


QUERIES = [
    "", "?state=open", "?due=late", "?origin=recommendation", "?origin=report", "?origin=action_point", "?year=2008",
    "?find=PLANTED", "?mine=1",
]  # fmt: skip


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER])
def test_what_is_restricted_is_in_no_list_no_count_and_no_file(role):
    entries = restricted()
    client = client_of(role) if role else Client()
    queries = [*QUERIES, *(f"?event={e.recommendation.outcome.event.activity.slug}" for e in entries[:1])]
    queries += [f"?topic={entries[0].about.slug}", f"?country={entries[0].responsible_state.slug}"]
    for query in queries:
        shown = client.get(f"/en/follow-up/{query}")
        words = re.sub(r'(value="|find=|Find by)[^"<]*', "", shown.content.decode())
        assert (listed(client, query), "PLANTED [en]" in words) == ([], False)
        taken = client.get(f"/en/follow-up/register.csv{query}")
        assert len(list(csv.reader(io.StringIO(b"".join(taken.streaming_content).decode())))) == 1
        assert rows_of(client, query)[1:] == []
    for by in BY:
        shown = Page(client.get(f"/en/follow-up/overview/?by={by}"))
        assert (shown.soup.select("main table"), "PLANTED" in shown.text) == ([], False)
    assert {client.get(f"/en/follow-up/{entry.slug}/").status_code for entry in entries} == {404}


def test_a_count_holds_only_what_its_reader_may_see(secretariat, client):
    state = make_state("Thailand", slug="tha")
    make_entry("Open to all", responsible_state=state, due_on=PAST)
    make_entry("Restricted", responsible_state=state, due_on=PAST, audience=Audience.SECRETARIAT)
    assert cells(secretariat, "country") == [["Thailand [en]", "2", "0", "0", "0", "2", "2"]]
    assert cells(client, "country") == [["Thailand [en]", "1", "0", "0", "0", "1", "1"]]


def test_an_entry_that_nothing_names_is_shown_to_the_secretariat_with_a_way_out(secretariat, client):
    orphan = make_orphan()
    shown = Page(secretariat.get(f"/en/follow-up/{orphan.slug}/"))
    assert "This entry is not linked to a recommendation, action point or commitment." in shown.text
    assert client.get(f"/en/follow-up/{orphan.slug}/").status_code == 404


# Overviews


def cells(client: Client, by: str) -> list[list[str]]:
    page = Page(client.get(f"/en/follow-up/overview/?by={by}"))
    return [[" ".join(c.get_text(" ").split()) for c in row.select("th, td")] for row in page.soup.select("tbody tr")]


def test_events_are_counted_by_state_and_each_number_leads_to_its_entries(client):
    outcome = make_outcome(make_event("Regional event"), audience=Audience.PUBLIC)
    for fields in ({"due_on": PAST}, {"state": "in_progress"}, {"state": "done"}, {"state": "done"}):
        make_entry(f"One {number()}", named_by=make_recommendation("Words", outcome=outcome), **fields)
    make_entry("Of a report", origin="report")
    assert cells(client, "event") == [["Regional event [en]", "1", "1", "2", "0", "1", "4"]]
    page = Page(client.get("/en/follow-up/overview/?by=event"))
    assert page.one("main > p.meta") == "Counted: 4 of 5 entries. The others cannot be grouped in this way."
    assert page.all("tfoot td") == ["1", "1", "2", "0", "1", "4"]
    leads = [link["href"] for link in page.soup.select("tbody td a")]
    assert [len(listed(client, f"?{address.partition('?')[2]}")) for address in leads] == [1, 1, 2, 1]


def test_the_first_overview_counts_every_entry_by_its_origin(client):
    make_entry("Of an event", state="done")
    make_entry("Of a report", origin="report")
    make_entry("Of another", origin="report", due_on=PAST)
    page = Page(client.get("/en/follow-up/overview/"))
    assert cells(client, "origin") == [
        ["Recommendation of a report", "2", "0", "0", "0", "1", "2"],
        ["Recommendation of an event", "0", "0", "1", "0", "0", "1"],
    ]
    assert (page.all("tfoot td")[-1], page.all("main > p.meta")) == ("3", [])
    assert len(listed(client, "?of=recommendations")) == 3


@pytest.mark.parametrize("by", BY)
def test_every_overview_counts_what_belongs_to_it(client, by):
    fields = {
        "country": {"responsible_state": make_state("Named")},
        "organisation": {"responsible_organisation": make_organisation("Named")},
        "body": {"responsible_body": make_body("Named")},
        "topic": {"about": make_topic("Named")},
        "year": {"due_on": SOON},
    }.get(by, {})
    origin = {"report": "report", "meeting": "action_point"}.get(by, "recommendation")
    make_entry(origin=origin, **fields)
    [row] = cells(client, by)
    assert row[1:] == ["1", "0", "0", "0", "0", "1"]


def test_years_stand_latest_first_and_what_has_no_date_last(client):
    make_entry(due_on=SOON), make_entry(due_on=LATER), make_entry()
    assert [row[0] for row in cells(client, "year")] == ["2009", "2008", "No due date"]


# One entry


def test_an_entry_shows_its_chain_its_progress_and_what_waits_for_whom(client):
    state = make_state("Thailand")
    recommendation = make_recommendation("Prosecute or extradite", event=make_event("Regional event"))
    entry = make_entry(named_by=recommendation, responsible_state=state, due_on=date(2008, 2, 12))
    make_progress(entry, "A law was drafted", state_by=state, state="queried", review=text("When is it adopted?"))
    page = Page(client.get(f"/en/follow-up/{entry.slug}/"))
    assert [words for words, _address in page.chain()][1:] == [
        "Regional event [en]",
        "Outcome [en]",
        f"Recommendation {recommendation.number}",
    ]
    assert "in 12 days" in page.one(".page-head .meta")
    assert page.one(".reading.lead") == "Prosecute or extradite [en]"
    assert "The secretariat’s question of 1 December 2007 awaits a reply" in page.text
    assert "When is it adopted? [en]" in page.text


def test_evidence_is_shown_to_those_who_may_read_it():
    entry = make_entry()
    document = make_document("Law in force", audience=Audience.MEMBER_STATES)
    make_progress(entry, state="accepted", evidence=document)
    seen = {
        role: "Law in force" in Page((client_of(role) if role else Client()).get(f"/en/follow-up/{entry.slug}/")).text
        for role in (None, Role.DELEGATE)
    }
    assert seen == {None: False, Role.DELEGATE: True}


def test_changes_are_told_with_their_reasons_but_not_who_made_them(client):
    officer = make_user(Role.SECRETARIAT, name="Officer Named")
    entry = make_entry(due_on=PAST)
    change_due(entry, due=None, reason=text("No longer urgent."), by=officer)
    move_follow_up(entry, FollowUpState.DONE, on=TODAY, reason=text("A law was passed."), by=officer)
    page = Page(client.get(f"/en/follow-up/{entry.slug}/"))
    assert "Due date changed from 1 January 2008 to no date. No longer urgent. [en]" in page.text
    assert "Changed from open to done. A law was passed. [en]" in page.text
    assert "Officer Named" not in page.text


# Files


def rows_of(client: Client, query: str = "", language: str = "en") -> list[list]:
    answer = client.get(f"/{language}/follow-up/register.xlsx{query}")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_file_holds_the_list_with_dates_as_dates_and_numbers_as_numbers(secretariat):
    entry = make_entry("Prosecute", due_on=PAST, responsible_state=make_state("Thailand"), about=make_topic("research"))
    make_progress(entry, made_on=date(2007, 12, 24))
    make_entry("Other", origin="report")
    headings, row = rows_of(secretariat, "?origin=recommendation")
    found = dict(zip(headings, row, strict=True))
    assert headings == [str(heading) for heading, _value in COLUMNS]
    assert found == {
        "Identifier": entry.slug,
        "Origin": "Recommendation of an event",
        "Event, report, meeting or commitment": "Event [en]",
        "Outcome": "Outcome [en]",
        "Number": entry.recommendation.number,
        "Text": "Prosecute [en]",
        "Addressee": None,
        "Responsible": "Thailand [en]",
        "Topic": "research [en]",
        "Added on": datetime(2007, 10, 10),
        "Due (last day)": datetime(2008, 1, 1),
        "Due (text)": "1 January 2008",
        "Status": "Open",
        "Since": None,
        "After the due date": "no result on record",
        "Progress": None,
        "Last progress report": datetime(2007, 12, 24),
        "Report status": "Reported",
        "Web address": f"http://127.0.0.1:8000/en/follow-up/{entry.slug}/",
    }


def test_what_nobody_reviewed_is_in_the_file_of_nobody_else(client):
    make_progress(make_entry())
    headings, row = rows_of(client)
    found = dict(zip(headings, row, strict=True))
    assert (found["Last progress report"], found["Report status"]) == (None, None)


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1"])
def test_no_text_is_taken_for_a_formula(client, words):
    recommendation = make_recommendation()
    recommendation.text = {"en": f"x{words}"}
    recommendation.save()
    make_entry(named_by=recommendation)
    # Set in the database as an import could, past every form.
    type(recommendation).objects.filter(pk=recommendation.pk).update(text={"en": words.strip() or words})
    answer = client.get("/en/follow-up/register.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cell = sheet["F2"]
    assert (cell.data_type, cell.value) == ("s", words.strip())
    page = b"".join(client.get("/en/follow-up/register.csv").streaming_content).decode()
    assert f"'{words.strip()}" in page


def test_csv_is_what_a_spreadsheet_opens_and_named_after_the_day_and_the_language(client):
    make_entry("起诉")
    answer = client.get("/zh-hans/follow-up/register.csv")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"] == 'attachment; filename="register-2008-01-31.zh.csv"'
    [_headings, row] = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert (row[5], row[9]) == ("起诉 [zh]", "2007-10-10")


def test_a_sheet_in_arabic_runs_from_the_right(client):
    make_entry()
    answer = client.get("/ar/follow-up/register.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.sheet_view.rightToLeft is True


def test_what_somebody_took_away_is_on_the_log(client):
    user = make_user(Role.DELEGATE)
    make_entry()
    rows_of(client_of(user), "?state=open&find=words")
    entry = AuditEvent.objects.get()
    assert (entry.verb, entry.actor_id, entry.details) == (
        *("register.exported", str(user.pk)),
        {"format": "xlsx", "asked": {"state": "open", "find": "words"}},
    )
    rows_of(client)
    assert AuditEvent.objects.count() == 1


# Desks


def test_a_delegate_finds_what_their_state_is_responsible_for_with_the_open_question_first():
    user = make_user(Role.DELEGATE)
    state = user.postings.get().state
    make_entry("Late", responsible_state=state, due_on=PAST)
    asked = make_entry("Asked", responsible_state=state, due_on=LATER)
    make_progress(asked, state_by=state, state="queried", review=text("Which law?"))
    make_entry("Settled", responsible_state=state, state="done")
    make_entry("Restricted", responsible_state=state, audience=Audience.SECRETARIAT)
    make_entry("Of another State", responsible_state=make_state())
    page = Page(client_of(user).get("/en/desk/"))
    assert [w for w in page.all("ul.papers h4") if w.split()[0] in {"Asked", "Late"}] == ["Asked [en]", "Late [en]"]
    assert "Which law? [en]" in page.text
    assert not {"Settled [en]", "Restricted [en]", "Of another State [en]"} & set(page.all("ul.papers h4"))


def test_a_question_that_was_answered_is_asked_no_more():
    user = make_user(Role.DELEGATE)
    state = user.postings.get().state
    entry = make_entry("Asked", responsible_state=state)
    make_progress(entry, state_by=state, state="queried", review=text("Which law?"))
    make_progress(entry, state_by=state)
    assert "Which law?" not in Page(client_of(user).get("/en/desk/")).text


def test_the_secretariat_finds_reports_to_review_and_what_is_late(secretariat):
    entry = make_entry("Reported on")
    make_progress(entry, state_by=make_state("Thailand"))
    make_progress(make_entry("Reviewed"), state="accepted")
    make_entry("Late", due_on=PAST), make_entry("Soon", due_on=SOON)
    desk = Page(secretariat.get("/en/desk/"))
    assert desk.all("main h3:-soup-contains('Progress reports to review') + ul h4") == ["Reported on [en]"]
    area = Page(secretariat.get("/en/secretariat/"))
    (entry,) = [row for row in area.soup.select("main li") if row.h3 and row.h3.get_text(strip=True) == "Follow-up"]
    late = entry.select_one(".late").get_text(strip=True)
    assert (late, entry.a["href"]) == ("Overdue: 1", "/en/follow-up/?due=late")
    assert listed(secretariat, "?due=late") == ["Late [en]"]


# Taking over, on the site


def test_who_assigns_responsibility_does_so_from_the_list(secretariat):
    make_entry("Of nobody")
    make_entry("Of Austria", responsible_state=make_state("Austria"))
    make_entry("Done", state="done")
    page = Page(secretariat.get("/en/follow-up/"))
    rows = {
        row.h2.get_text(strip=True): row.select("p.meta > a[aria-label]") for row in page.soup.select(".papers > li")
    }
    assert {name: [link.get_text() for link in links] for name, links in rows.items()} == {
        "Of nobody [en]": ["Assign responsibility"],
        "Of Austria [en]": [],
        "Done [en]": [],
    }
    assert page.all("nav.choose[aria-label=Responsible] li") == ["all", "Not assigned"]
    assert listed(secretariat, "?nobody=1") == ["Of nobody [en]", "Done [en]"]
    delegate = Page(client_of(Role.DELEGATE).get("/en/follow-up/"))
    assert delegate.soup.select("p.meta > a[aria-label], nav.choose[aria-label=Responsible]") == []


def test_the_register_offers_only_filters_that_leave_an_entry(client):
    make_entry("Soon", due_on=SOON)
    make_entry("Late", due_on=PAST, about=make_topic("labour"))
    make_entry("Point", origin="action_point")
    make_entry("Done", state="done")

    def offered(query: str) -> dict[str, list[str]]:
        page = Page(client.get(f"/en/follow-up/{query}"))
        navs = page.soup.select("main nav.choose")
        return {nav["aria-label"]: [item.get_text(strip=True) for item in nav.select("li")[1:]] for nav in navs}

    due = ["due, no result on record", "in the next 4 weeks", "in the next 12 weeks", "no due date"]
    assert offered("") == {
        "Status": ["Open", "Done"],
        "Due": due,
        "Origin": ["Recommendation of an event", "Action point of a meeting"],
    }
    assert offered("?due=late") == {"Due": due}
    assert offered("?origin=action_point") == {"Origin": ["Recommendation of an event", "Action point of a meeting"]}
    assert offered("?topic=labour") == {}


def test_one_or_all_recommendations_of_an_event_are_taken_over_from_its_page(secretariat):
    outcome = make_outcome(make_event(), recommendations=3, audience=Audience.PUBLIC)
    first, second, third = outcome.recommendations.order_by("number")
    state = make_state()
    page = Page(secretariat.get(f"/en/events/{outcome.event.activity.slug}/outcomes/"))
    offered = [a["href"] for a in page.soup.select('a[href*="/acts/take-over"]')]
    one, many = f"/en/acts/take-over-recommendation/{first.pk}/", f"/en/acts/take-over-outcome/{outcome.slug}/"
    assert {one, many} <= set(offered)
    answer = secretariat.post(one, {"on": "2008-01-31", "responsible": f"state:{state.slug}", "due": "2008-06"})
    first.refresh_from_db()
    assert (answer["Location"], first.follow_up.responsible_state) == (f"/en/follow-up/{first.follow_up.slug}/", state)
    assert secretariat.post(many, {"on": "2008-01-31", "responsible": ""}).status_code == 302
    second.refresh_from_db(), third.refresh_from_db()
    assert None not in {second.follow_up, third.follow_up}
    assert secretariat.post(many, {"on": "2008-01-31"}).status_code == 403
    after = Page(secretariat.get(f"/en/events/{outcome.event.activity.slug}/outcomes/"))
    assert not after.soup.select('a[href*="/acts/take"]')


def test_a_new_recommendation_is_added_to_follow_up_with_it(secretariat):
    outcome, state = make_outcome(make_event(), status="adopted"), make_state()
    address = f"/en/acts/add-outcome-item/{outcome.slug}/"
    box = Page(secretariat.get(address)).soup.select_one("[name=takes_over]")
    assert box.has_attr("checked")
    typed = {"text_en": "Ratify", "due": "2008-06", "takes_over": "on", "responsible": f"state:{state.slug}"}
    assert secretariat.post(address, typed).status_code == 302
    entry = outcome.recommendations.get().follow_up
    assert (entry.responsible_state, str(entry.due), entry.taken_over_on) == (state, "2008-06", date(2008, 1, 31))
    secretariat.post(address, {"text_en": "Report"})
    assert outcome.recommendations.get(number=2).follow_up is None


def test_a_recommendation_of_a_draft_is_not_offered_for_follow_up(secretariat):
    outcome = make_outcome(make_event(), status="draft")
    page = Page(secretariat.get(f"/en/acts/add-outcome-item/{outcome.slug}/"))
    assert page.soup.select("[name=takes_over], [name=responsible]") == []


def test_recommendations_of_a_report_are_taken_over(secretariat):
    recommendation = make_report_recommendation()
    answer = secretariat.post(f"/en/acts/take-over-report/{recommendation.report.slug}/", {"on": "2008-01-31"})
    recommendation.refresh_from_db()
    assert (answer.status_code, recommendation.follow_up.origin) == (302, "report")


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_nobody_else_takes_over_or_reviews(role):
    recommendation, progress = make_recommendation(), make_progress(make_entry())
    client = client_of(role)
    outcome = recommendation.outcome
    for address in (f"take-over-recommendation/{recommendation.pk}", f"take-over-outcome/{outcome.slug}"):
        assert client.post(f"/en/acts/{address}/", {"on": "2008-01-31"}).status_code == 403
    for act in ("accept-progress", "query-progress"):
        assert client.post(f"/en/acts/{act}/{progress.pk}/", {"on": "2008-01-31"}).status_code == 404
    recommendation.refresh_from_db(), progress.refresh_from_db()
    assert (recommendation.follow_up, progress.state) == (None, "reported")


def test_progress_is_reported_queried_answered_and_accepted_on_the_pages(secretariat):
    user = make_user(Role.DELEGATE)
    entry = make_entry(responsible_state=user.postings.get().state)
    document = make_document("Law", symbol="E/CN.15/2008/1")
    delegate = client_of(user)
    written = {"claims": "done", "text_en": "Adopted.", "on": "2008-01-30", "evidence": document.symbol}
    assert delegate.post(f"/en/acts/report-progress/{entry.slug}/", written).status_code == 302
    first = entry.progress.get()
    assert (first.state_by, first.evidence, first.claims) == (user.postings.get().state, document, "done")
    question = {"on": "2008-01-31", "review_en": "In force since when?"}
    answer = secretariat.post(f"/en/acts/query-progress/{first.pk}/", question)
    assert answer["Location"] == f"/en/follow-up/{entry.slug}/#progress-1"
    assert "In force since when?" in Page(delegate.get("/en/desk/")).text
    delegate.post(f"/en/acts/report-progress/{entry.slug}/", written | {"text_en": "Since 1 January."})
    secretariat.post(f"/en/acts/accept-progress/{entry.progress.get(number=2).pk}/", {"on": "2008-01-31"})
    entry.refresh_from_db()
    assert (entry.state, entry.state_on) == ("done", TODAY)


def test_evidence_that_the_reporter_may_not_read_is_not_found_by_its_symbol():
    user = make_user(Role.DELEGATE)
    entry = make_entry(responsible_state=user.postings.get().state)
    make_document("Secret", symbol="E/SECRET", audience=Audience.SECRETARIAT)
    written = {"claims": "done", "text_en": "Adopted.", "on": "2008-01-30", "evidence": "E/SECRET"}
    answer = client_of(user).post(f"/en/acts/report-progress/{entry.slug}/", written)
    assert answer.context["form"].errors["evidence"] == ["No document has the symbol, title or identifier “E/SECRET”."]
    assert entry.progress.count() == 0
