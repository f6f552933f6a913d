"""Nothing beyond the list: a status is as at the last day that the list covers, on every channel; without one, none.

The site is asked at 2 December 2026. The list of the protocol ends on 13 December 2013, that of the convention on
24 October 2013; Dora acceded on 1 March 2014, which is on record; the charter has neither list nor rule.
"""

import csv
import json
from datetime import date
from importlib import import_module
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.figures.actions.shipped_indicators import load_shipped_indicators
from palermo.figures.record_counts import ratification_of
from palermo.governance.models import Initiative
from palermo.reporting.context import Context
from palermo.reporting.paragraphs.treaties import treaty_map, treaty_status, treaty_table
from palermo.reporting.record_snapshot import read_snapshot
from palermo.treaties.actions.treaties import publish_treaty, record_index
from palermo.treaties.indexes import IndexEntry
from palermo.treaties.models import Treaty
from palermo.treaties.rules.treaties import check_may_draft_notes
from palermo.treaties.states.participation import ActionKind
from tests.factories.accounts import make_group, make_group_membership, make_state, make_user
from tests.factories.common import text
from tests.factories.register import make_report
from tests.factories.treaties import make_action, make_statement, make_treaty
from tests.portal.filling import client_of
from tests.portal.reading import Page, words

pytestmark = pytest.mark.django_db

TODAY, LAST, OLDER = date(2026, 12, 2), date(2013, 12, 13), date(2013, 10, 24)
LATER = "The list of participants on record covers no day after 13 December 2013. Later actions are not included."
NO_LIST = "No list of participants on record."
WARNING = (
    "The status of this treaty on record is as at 13 December 2013, more than a year ago. Check the depositary’s "
    "current list first: States may have become parties since."
)


@pytest.fixture(autouse=True)
def _real_day(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def protocol() -> Treaty:
    """Alba is a party, Bora signed, Cora did nothing, Dora acceded after the last day of the list."""
    convention = make_treaty("Convention", slug="convention", short_name=text("Convention"), known_until=OLDER)
    protocol = make_treaty(
        "Protocol", slug="protocol", short_name=text("Protocol"), supplements=convention, known_until=LAST
    )
    charter = make_treaty(
        "Charter", slug="charter", short_name=text("Charter"), known_until=None, instruments_needed=None
    )
    Initiative.objects.create(slug="initiative", name=text("Initiative"), treaty=protocol)
    group = make_group("Group", slug="group", kind="regional")
    alba, bora, cora, dora = (make_state(name, slug=name.lower()) for name in ("Alba", "Bora", "Cora", "Dora"))
    for state in (alba, bora, cora, dora):
        make_group_membership(group, state)
    make_action(convention, alba, on=date(2003, 1, 1))
    make_action(convention, cora, on=date(2003, 9, 24))
    make_action(protocol, alba, on=date(2004, 3, 9))
    make_action(protocol, bora, ActionKind.SIGNATURE, date(2002, 6, 7))
    make_action(protocol, dora, on=date(2014, 3, 1))
    make_action(charter, alba, on=date(1946, 1, 1))
    make_statement(charter, alba)
    return protocol


def table(page: Page, selector: str) -> list[list[str]]:
    found = page.soup.select_one(selector)
    return [[words(cell) for cell in row.select("th, td")] for row in found.select("tbody tr")] if found else []


def lines(response) -> list[list[str]]:
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize("query", ["", "?on=2026-12-02", "?on=2014-06-01", "?on=2030"])
def test_the_page_of_a_treaty_is_as_at_the_last_day_of_its_list_whatever_later_day_is_asked_for(
    client: Client, protocol, query
):
    page = Page(client.get(f"/en/treaties/protocol/{query}"))
    assert page.all(".page-head .meta") == ["As at 13 December 2013"]
    assert page.soup.select_one("input[name=on]")["value"] == "2013-12-13"
    assert page.all("main > p.meta")[0] == LATER
    assert page.all("main > .facts div") == [
        "Signatories 1",
        "Parties 1",
        "Signed, not a party 1",
        "Entry into force not in force",
    ]
    assert [row[0::5] for row in table(page, "[aria-labelledby=status]")] == [
        ["Alba [en]", "Party, not yet in force"],
        ["Bora [en]", "Signed, not a party"],
        ["Cora [en]", "Neither signed nor a party"],
        ["Dora [en]", "Neither signed nor a party"],
    ]
    assert "status as at 13 December 2013," in page.one("h2:-soup-contains('Cite this page') + p")
    assert "2026" not in page.one("main")


def test_an_earlier_day_is_answered_with_that_day(client, protocol):
    page = Page(client.get("/en/treaties/protocol/?on=2003-01-01"))
    assert page.one(".page-head .meta") == "As at 1 January 2003 · Show the latest status."
    assert page.all("main > p.meta")[:1] != [LATER]


def test_a_day_before_its_adoption_is_answered_with_the_day_of_adoption(client, protocol):
    Treaty.objects.filter(pk=protocol.pk).update(adopted_on=date(2000, 11, 15))
    earlier, later = (Page(client.get(f"/en/treaties/protocol/?on={day}")) for day in ("2000-11-14", "2000-11-15"))
    said = "This treaty was adopted later, on 15 November 2000."
    assert [said in page.all("main > p.meta") for page in (earlier, later)] == [True, False]


def test_files_of_a_treaty_say_the_day(client, protocol):
    response = client.get("/en/treaties/protocol/status.csv?on=2026-12-02")
    assert "protocol-2013-12-13.en.csv" in response["Content-Disposition"]
    head, *rows = lines(response)
    assert (head[-1], {row[-1] for row in rows}) == ("Status as at", {"2013-12-13"})
    found = json.loads(client.get("/en/treaties/protocol/status.json").content)
    assert (found["as_at"], found["note"]) == ("2013-12-13", LATER)
    deposits = {each["id"]: each["deposited"] for each in found["participants"]}
    assert deposits == {"alba": "2004-03-09", "bora": None, "cora": None, "dora": None}
    response = client.get("/en/treaties/protocol/actions.csv")
    assert "protocol-actions-2013-12-13.en.csv" in response["Content-Disposition"]
    assert [row[0] for row in lines(response)[1:]] == ["bora", "alba"]


def test_the_chart_ends_with_the_list(client, protocol):
    drawn = client.get("/en/treaties/protocol/?chart=parties&as=csv").content.decode("utf-8-sig")
    assert list(csv.reader(StringIO(drawn)))[1:] == [["2004", "1"]]
    shown = BeautifulSoup(client.get("/en/treaties/protocol/?chart=parties&as=svg").content, "xml").get_text(" ")
    assert ("2013" in shown, "2014" in shown, "2026" in shown) == (True, False, False)
    assert "status as at 13 December 2013" in shown
    mapped = client.get("/en/treaties/protocol/?chart=map&as=csv").content.decode("utf-8-sig")
    assert list(csv.reader(StringIO(mapped)))[1:] == [
        ["Alba [en]", "Party"],
        ["Bora [en]", "Signed, not a party"],
    ]


def test_a_treaty_without_a_list_has_no_participants_to_tell_of(client, protocol):
    page = Page(client.get("/en/treaties/charter/"))
    assert page.all("main > p.meta")[0] == NO_LIST
    assert page.all("main > .facts div") == ["Entry into force not recorded"]
    assert table(page, "[aria-labelledby=status]") == []
    assert "status as at" not in page.one("h2:-soup-contains('Cite this page') + p")
    found = json.loads(client.get("/en/treaties/charter/status.json").content)
    assert (found["as_at"], found["note"], found["participants"]) == (None, NO_LIST, [])
    page = Page(client.get("/en/treaties/charter/participants/alba/"))
    assert page.all("main dl.facts dd")[0] == "Not recorded"
    page = Page(client.get("/en/treaties/charter/gaps/"))
    assert (table(page, ".table-wrap"), page.all("main > p.meta")) == ([], [NO_LIST])


def test_each_treaty_of_the_list_and_of_the_comparison_has_its_day_and_the_charter_none(client, protocol):
    page = Page(client.get("/en/treaties/"))
    rows = {row[0].partition(" ")[0]: row[1:4] for row in table(page, "[aria-label=Treaties]")}
    assert rows == {
        "Charter": ["", "", "not recorded"],
        "Convention": ["0", "2", "23 December 2003"],
        "Protocol": ["1", "1", "not in force"],
    }
    assert page.all("table .meta") == [
        NO_LIST,
        "Status as at 24 October 2013",
        "Status as at 13 December 2013",
    ]
    page = Page(client.get("/en/treaties/comparison/"))
    assert page.all("thead th") == [
        "State",
        "Convention [en] Status as at 24 October 2013",
        "Protocol [en] Status as at 13 December 2013",
    ]
    assert table(page, "[aria-label='Comparison of treaties']")[3] == ["Dora [en]", "", ""]
    found = json.loads(client.get("/en/treaties/comparison/table.json").content)
    assert [(each["id"], each["as_at"]) for each in found["treaties"]] == [
        ("convention", "2013-10-24"),
        ("protocol", "2013-12-13"),
    ]
    cited = (
        "Comparison of treaties, Convention [en]: status as at 24 October 2013, Protocol [en]: status as at "
        "13 December 2013, Palermo: initiative against trafficking in persons, "
    )
    assert (found["citation"].partition("http")[0], cited in page.one("h2:-soup-contains('Cite this page') + p")) == (
        cited,
        True,
    )


def test_pages_of_a_state_say_the_day_and_nothing_of_a_treaty_without_a_list(client, protocol):
    page = Page(client.get("/en/states/dora/"))
    assert [row[:2] for row in table(page, "[aria-labelledby=treaties]")] == [
        ["Convention [en] Status as at 24 October 2013", "Neither signed nor a party"],
        ["Protocol [en] Status as at 13 December 2013", "Neither signed nor a party"],
    ]
    assert "Charter" not in Page(client.get("/en/states/alba/")).one("main")
    page = Page(client.get("/en/states/dora/figures/"))
    assert page.all("#gaps + .error-summary p") == [WARNING]
    page = Page(client.get("/en/states/"))
    assert page.all("main p.meta:-soup-contains('status as at')") == ["Protocol [en]: status as at 13 December 2013"]
    page = Page(client.get("/en/states/?party=convention"))
    assert page.one(".page-head .meta").startswith("2 States · As at 24 October 2013")
    page = Page(client.get("/en/treaties/protocol/participants/dora/"))
    assert page.all("main dl.facts dd")[0] == "Neither signed nor a party Status as at 13 December 2013"
    assert [row[0] for row in table(page, "[aria-labelledby=actions]")] == ["Accession"]


def test_the_api_says_the_day(client, protocol):
    found = {each["id"]: each for each in client.get("/api/v1/treaties?lang=en&on=2026-12-02").json()["treaties"]}
    keys = ("as_at", "note", "signatories", "parties", "entry_into_force", "has_entry_rule")
    assert [found["protocol"][key] for key in keys] == ["2013-12-13", LATER, 1, 1, None, True]
    assert [found["charter"][key] for key in keys] == [None, NO_LIST, None, None, None, False]
    one = client.get("/api/v1/treaties/protocol?lang=en").json()
    assert (one["as_at"], one["note"], len(one["participants"])) == ("2013-12-13", LATER, 4)


def test_figures_and_reports_say_the_day(client, protocol):
    found = ratification_of(protocol, TODAY)
    assert found is not None
    assert (found.day, found.parties) == (LAST, 1)
    assert ratification_of(Treaty.objects.get(slug="charter"), TODAY) is None
    make_report(state="issued", cutoff_on=date(2012, 12, 31), issued_on=date(2013, 1, 15))
    record = read_snapshot(date(2026, 11, 30), Audience.PUBLIC)
    assert record is not None
    [paragraph] = treaty_status(Context(record))
    parties, since = (clause.content.args for clause in paragraph.clauses)
    assert (parties["cutoff"].on.value, parties["states"]) == (LAST, 1)
    assert (since["since"].on.value, since["until"].on.value, since["has_until"]) == (date(2012, 12, 31), LAST, "yes")
    [drawn] = treaty_map(Context(record))
    assert (drawn.caption[0].args["cutoff"].on.value, drawn.picture.states) == (LAST, (("alba", 0), ("bora", 1)))
    [listed] = treaty_table(Context(record))
    assert (listed.caption[0].args["cutoff"].on.value, [each.id for each in listed.sources]) == (
        OLDER,
        ["convention", "protocol"],
    )


def test_a_report_says_nothing_of_new_parties_after_the_list(protocol):
    make_report(state="issued", cutoff_on=date(2020, 12, 31), issued_on=date(2021, 1, 15))
    record = read_snapshot(date(2026, 11, 30), Audience.PUBLIC)
    assert record is not None
    [paragraph] = treaty_status(Context(record))
    assert [clause.content.key for clause in paragraph.clauses] == ["types.treaty_parties"]


def test_gaps_of_an_old_list_begin_with_a_warning(client, protocol):
    page = Page(client.get("/en/treaties/protocol/gaps/"))
    assert page.all(".error-summary p") == [WARNING]
    assert page.one(".page-head .meta") == "As at 13 December 2013"
    # The list of the convention ends before that day: it says nothing of Cora's part in it on the day.
    assert [row[-4] for row in table(page, ".table-wrap")] == [
        "No law on record",
        "Signed, not a party",
        "Neither signed nor a party",
        "Neither signed nor a party",
    ]
    found = json.loads(client.get("/en/treaties/protocol/gaps/table.json").content)
    assert (next(iter(found)), found["warning"], found["as_at"]) == ("warning", WARNING, "2013-12-13")
    head, *rows = lines(client.get("/en/treaties/protocol/gaps/table.csv"))
    assert (head[-3:], {(row[-3], row[-1]) for row in rows}) == (
        ["Status as at", "Web address", "Warning"],
        {("2013-12-13", WARNING)},
    )


@pytest.mark.parametrize("address", ["gaps/bora/en.docx", "gaps/notes/en.zip"])
def test_no_note_is_drafted_from_an_old_list_without_a_confirmation(protocol, address):
    office = client_of(make_user(Role.SECRETARIAT))
    refused = office.get(f"/en/treaties/protocol/{address}?find=bora")
    page = BeautifulSoup(refused.content, "lxml")
    assert (refused.status_code, refused.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert WARNING in words(page.select_one("main"))
    sent = {each["name"]: each["value"] for each in page.select("main form input")}
    assert sent == {"find": "bora", "confirmed": "yes"}
    drafted = office.get(f"/en/treaties/protocol/{address}", sent)
    assert drafted.status_code == 200
    content = BytesIO(drafted.content)
    if address.endswith("zip"):
        content = BytesIO(ZipFile(content).read("protocol-bora-en.docx"))
    document = ZipFile(content).read("word/document.xml").decode()
    assert document.index(WARNING) < document.index("Note verbale") < document.index("13 December 2013</w:t>")
    assert office.get(f"/en/treaties/charter/{address}?confirmed=yes").status_code == 409


def test_a_status_of_this_year_needs_no_confirmation(protocol):
    officer = make_user(Role.SECRETARIAT)
    check_may_draft_notes(officer, protocol, date(2025, 12, 2), is_confirmed=False)
    for day in (date(2025, 12, 1), None):
        with pytest.raises(Refused):
            check_may_draft_notes(officer, protocol, day, is_confirmed=False)


def test_treaties_of_an_index_are_the_secretariats_until_published_one_by_one(client, protocol):
    entries = [IndexEntry("IV-11", "Canary convention", None), IndexEntry("IV-11-c", "Canary protocol", None)]
    convention, addition = record_index(entries, by="a test")
    assert {each.audience for each in (convention, addition)} == {Audience.SECRETARIAT}
    make_action(addition, make_state("Elba", slug="elba"), on=date(2004, 1, 1))
    make_statement(addition, make_state("Another"), slug="canary-statement")
    Treaty.objects.filter(pk=addition.pk).update(known_until=LAST)
    pages = (
        *("treaties/", "treaties/comparison/", "treaties/comparison/table.csv", "states/alba/", "states/", "updates/"),
        *("calendar/?on=2004-01-01", "search/?find=canary", "feeds/treaty-actions/", "feeds/statements/"),
    )
    delegate, officer = client_of(make_user(Role.DELEGATE)), make_user(Role.SECRETARIAT)
    for reader in (client, delegate):
        for page in pages:
            answer = reader.get(f"/en/{page}")
            content = b"".join(answer) if answer.streaming else answer.content
            assert b"Canary" not in content, page
        for page in ("", "status.csv", "actions.json", "gaps/", "participants/elba/"):
            assert reader.get(f"/en/treaties/{addition.slug}/{page}").status_code == 404
        assert reader.get(f"/en/history/treaties/{addition.slug}/").status_code == 404
    assert "Canary protocol" in Page(client_of(officer).get("/en/treaties/")).one("main")
    with pytest.raises(Exception, match="Publish the treaty that this one supplements first"):
        publish_treaty(addition, by=officer)
    publish_treaty(convention, by=officer)
    publish_treaty(addition, by=officer)
    assert Page(client.get(f"/en/treaties/{addition.slug}/")).all("main > .facts div")[1] == "Parties 1"
    with pytest.raises(Refused, match="public already"):
        publish_treaty(addition, by=officer)


def test_lists_recorded_before_get_the_day_of_their_last_action():
    actions, nothing, dated = (
        make_treaty(known_until=None),
        make_treaty(known_until=None),
        make_treaty(known_until=LAST),
    )
    for treaty in (actions, dated):
        make_action(treaty, on=date(2004, 3, 9))
        make_action(treaty, on=date(2001, 1, 5))
    import_module("palermo.treaties.migrations.0007_list_coverage").date_lists(apps, None)
    found = [Treaty.objects.get(pk=each.pk).known_until for each in (actions, nothing, dated)]
    assert found == [date(2004, 3, 9), None, LAST]


def test_indicators_say_as_at_which_day_parties_are_counted(client, protocol):
    load_shipped_indicators(by="a test")
    page = Page(client.get("/en/data/indicators/treaty-ratification/"))
    assert page.all("p.meta:-soup-contains('status as at')") == ["Protocol [en]: status as at 13 December 2013"]


@pytest.mark.parametrize("page", ["treaties/protocol/", "treaties/protocol/gaps/", "treaties/comparison/", "treaties/"])
def test_a_day_to_come_is_answered_with_a_sentence_where_the_list_covers_today(client: Client, protocol, page):
    Treaty.objects.update(known_until=TODAY)
    sentence = "The date requested is in the future. The latest status on record is shown."
    notes = [Page(client.get(f"/en/{page}?on={day}")).all("main > p.meta").count(sentence) for day in ("2030", TODAY)]
    assert notes == [1, 0]


def test_the_foot_of_a_page_on_a_treaty_says_as_at_which_day_the_status_is(client: Client, protocol):
    pages = ["treaties/protocol/", "treaties/protocol/gaps/", "treaties/"]
    feet = [Page(client.get(f"/en/{page}")).one(".colophon dt:-soup-contains('As at') + dd") for page in pages]
    assert feet == ["13 December 2013", "13 December 2013", "2 December 2026"]
