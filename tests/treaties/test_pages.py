"""The pages of treaties: status as at a day, the comparison, what is missing, and the files."""

import csv
import io
import json
from datetime import date
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from palermo.accounts.models import FormerName
from palermo.accounts.states import Role
from palermo.treaties.states.laws import Element
from palermo.treaties.states.participation import ActionKind, StatementKind
from tests.factories.accounts import make_group, make_group_membership, make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.laws import make_law, make_proposal, make_review
from tests.factories.treaties import make_action, make_statement, make_treaty
from tests.portal.filling import client_of
from tests.portal.reading import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def protocol():
    """A protocol: Alba ratified it, Bora signed it, Cora did nothing and is a party to the convention."""
    convention = make_treaty("Convention", slug="convention", short_name=text("Convention"))
    protocol = make_treaty("Protocol", slug="protocol", short_name=text("Protocol"), supplements=convention)
    alba, bora, cora = (make_state(name, slug=name.lower()) for name in ("Alba", "Bora", "Cora"))
    group = make_group("Group", slug="group")
    make_group_membership(group, alba)
    make_group_membership(group, bora)
    make_action(protocol, alba, ActionKind.SIGNATURE, date(2001, 1, 5))
    make_action(protocol, alba, ActionKind.RATIFICATION, date(2004, 3, 9))
    make_action(protocol, bora, ActionKind.SIGNATURE, date(2002, 6, 7))
    make_action(protocol, make_organisation("Union", slug="union"), ActionKind.ACCESSION, date(2005, 5, 5))
    make_action(convention, cora, ActionKind.ACCESSION, date(2003, 9, 24))
    make_action(protocol, cora, ActionKind.ACCESSION, date(2008, 6, 1))
    return protocol


def rows(page: Page) -> list[list[str]]:
    """The table of participants, row by row."""
    table = page.soup.select_one("[aria-labelledby=status] table")
    return [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def names(client: Client, address: str) -> list[str]:
    return [row[0] for row in rows(Page(client.get(address)))]


def test_a_treaty_has_the_status_of_each_participant_as_at_today(client, protocol):
    page = Page(client.get("/en/treaties/protocol/"))
    assert rows(page) == [
        ["Alba [en]", "5 January 2001", "9 March 2004", "Ratification", "", "Party, not yet in force"],
        ["Bora [en]", "7 June 2002", "", "", "", "Signed, not a party"],
        ["Cora [en]", "", "", "", "", "Neither signed nor a party"],
        ["Union [en]", "", "5 May 2005", "Accession", "", "Party, not yet in force"],
    ]
    facts = page.all("main > .facts div")
    assert facts == ["Signatories 2", "Parties 2", "Signed, not a party 1", "Entry into force not in force"]
    by_group = [
        [cell.text for cell in row.select("th, td")]
        for row in page.soup.select("[aria-label='By regional group'] tbody tr")
    ]
    assert by_group == [["Group [en]", "2", "2", "1"]]


def test_a_past_day_has_what_was_deposited_by_then_under_the_names_of_then(client, protocol):
    cora = protocol.supplements.actions.get().state
    FormerName.objects.create(state=cora, until_on=date(2006, 1, 1), short_name=text("Old Cora"))
    page = Page(client.get("/en/treaties/protocol/?on=2003-01-01"))
    assert [row[:3] for row in rows(page)] == [
        ["Alba [en]", "5 January 2001", ""],
        ["Bora [en]", "7 June 2002", ""],
        ["Old Cora [en]", "", ""],
    ]


def test_a_day_to_come_and_nonsense_show_today(client, protocol):
    today = names(client, "/en/treaties/protocol/")
    assert [names(client, f"/en/treaties/protocol/?on={day}") for day in ("2008-12-31", "never")] == [today, today]
    assert Page(client.get("/en/treaties/protocol/?on=2008-12-31")).one(".page-head .meta") == "As at 1 February 2008"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=signed", ["Bora [en]"]),
        ("status=parties", ["Alba [en]", "Union [en]"]),
        ("group=group", ["Alba [en]", "Bora [en]"]),
        ("find=COR", ["Cora [en]"]),
        ("sort=-name", ["Union [en]", "Cora [en]", "Bora [en]", "Alba [en]"]),
        ("sort=deposited", ["Alba [en]", "Union [en]", "Bora [en]", "Cora [en]"]),
        ("sort=-deposited", ["Union [en]", "Alba [en]", "Bora [en]", "Cora [en]"]),
        ("status=nonsense&sort=nothing&group=", ["Alba [en]", "Bora [en]", "Cora [en]", "Union [en]"]),
    ],
)
def test_the_table_is_filtered_searched_and_sorted(client, protocol, query, expected):
    assert names(client, f"/en/treaties/protocol/?{query}") == expected


def test_statements_stand_with_the_objections_to_them(client, protocol):
    alba, bora = (row.state for row in protocol.actions.order_by("deposited_on")[:2])
    reservation = make_statement(protocol, alba, provision="15(2)", text="Sin obligación", text_language="es")
    make_statement(protocol, bora, StatementKind.OBJECTION, about=reservation, made_on=date(2005, 1, 1))
    make_statement(protocol, bora, StatementKind.OBJECTION, about=reservation, made_on=date(2008, 5, 1), slug="later")
    page = Page(client.get("/en/treaties/protocol/"))
    [statement] = page.soup.select("#statements + ul.papers > li")
    assert " ".join(statement.select_one("h3").text.split()) == "Alba [en]: Reservation"
    assert statement.select_one(".reading")["lang"] == "es"
    assert [words(each) for each in statement.select("ul li")] == [
        "Bora [en]: Objection, 1 January 2005 A summary [en]"
    ]


def test_the_table_is_given_as_files_with_the_same_rows(client, protocol):
    address, query = "/en/treaties/protocol/status", "?status=parties"
    lines = list(
        csv.reader(io.StringIO(b"".join(client.get(f"{address}.csv{query}").streaming_content).decode("utf-8-sig")))
    )
    assert [line[0] for line in lines] == ["Identifier", "alba", "union"]
    assert lines[1][4:7] == ["2001-01-05", "2004-03-09", "Ratification"]
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{address}.xlsx{query}").streaming_content))).active
    assert [cell.value for cell in sheet["A"]] == ["Identifier", "alba", "union"]
    data = json.loads(client.get(f"{address}.json{query}").content)
    assert [(each["id"], each["is_state"], each["deposited"]) for each in data["participants"]] == [
        ("alba", True, "2004-03-09"),
        ("union", False, "2005-05-05"),
    ]
    assert data["as_at"] == "2008-02-01"


def test_the_charts_are_those_of_the_day(client, protocol):
    answer = client.get("/en/treaties/protocol/?chart=parties&as=csv&on=2004-12-31").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(answer))) == [["Year", "Parties"], ["2004", "1"]]


def test_the_comparison_has_each_state_and_each_treaty(client, protocol):
    page = Page(client.get("/en/treaties/comparison/"))
    table = [[words(cell) for cell in row.select("th, td")] for row in page.soup.select("tbody tr")]
    assert table == [
        ["Alba [en]", "", "9 March 2004"],
        ["Bora [en]", "", "(7 June 2002)"],
        ["Cora [en]", "24 September 2003", ""],
    ]


def gaps(client: Client, query: str = "") -> list[tuple[str, str, str]]:
    """State, gap and knowledge of each row."""
    page, state, found = Page(client.get(f"/en/treaties/protocol/gaps/{query}")), "", []
    for row in page.soup.select("tbody tr"):
        if head := row.select_one("th"):
            state = head.select_one("a").text
        cells = [words(cell) for cell in row.select("td")]
        found.append((state, cells[0], cells[2]))
    return found


def test_each_gap_says_what_is_missing_and_whether_it_is_known(client, protocol):
    assert gaps(client) == [
        ("Alba [en]", "No law on record", "Not known"),
        ("Bora [en]", "Signed, not a party", "Known"),
        ("Cora [en]", "Neither signed nor a party", "Known"),
        ("Cora [en]", "Party to the convention only", "Known"),
    ]


def test_a_law_on_record_closes_the_gap_and_leaves_what_it_lacks(client, protocol):
    alba = protocol.actions.order_by("deposited_on").first().state
    others = dict.fromkeys(set(Element) - {Element.CHILD, Element.CONSENT}, True)
    make_law(state=alba, treaty=protocol, elements=others | {Element.CHILD: False}, supplied_by="state", source="")
    assert gaps(client, "?find=alba") == [
        (
            "Alba [en]",
            "Not stated in the articles on record "
            "Children: no means required (article 3 (c)) (as checked on 10 January 2008)",
            "The State says so",
        ),
        (
            "Alba [en]",
            "Not stated in the law on record "
            "Consent of the victim irrelevant (article 3 (b)) (as checked on 10 January 2008)",
            "Not known",
        ),
    ]
    assert gaps(client, "?find=alba&on=2004-03-10")[0][1].startswith("Not stated in the articles on record")


def test_gaps_are_filtered_by_kind_and_by_provision(client, protocol):
    alba = protocol.actions.order_by("deposited_on").first().state
    make_statement(protocol, alba, provision="15(2)")
    assert gaps(client, "?kind=reservation") == [("Alba [en]", "Reservation article 15, paragraph 2", "Known")]
    assert gaps(client, "?provision=15(2)") == [("Alba [en]", "Reservation article 15, paragraph 2", "Known")]
    assert {state for state, _gap, _known in gaps(client, "?group=group")} == {"Alba [en]", "Bora [en]"}


def test_a_review_that_a_reader_may_not_see_leaves_no_trace_among_the_gaps(client, protocol):
    bora = protocol.actions.get(kind="signature", deposited_on=date(2002, 6, 7)).state
    make_review("Canary", state=bora, treaty=protocol, audience="member_states", due_on=date(2007, 1, 1))
    make_proposal("Canary", state=bora, treaty=protocol)
    without = client.get("/en/treaties/protocol/gaps/").text
    assert ("Canary" in without, "Review outstanding" in without) == (False, False)
    delegate = client_of(make_user(Role.DELEGATE)).get("/en/treaties/protocol/gaps/?kind=review").text
    assert ("Canary" in delegate, "Review outstanding" in delegate) == (True, True)


def test_a_draft_note_verbale_is_the_secretariats(client, protocol):
    address = "/en/treaties/protocol/gaps/cora/fr.docx"
    statuses = {role: client_of(make_user(role)).get(address).status_code for role in Role}
    assert statuses == {role: 200 if role == Role.SECRETARIAT else 403 for role in Role}
    assert client.get(address).status_code in {302, 403}
    office = client_of(make_user(Role.SECRETARIAT))
    assert office.get("/en/treaties/protocol/gaps/nobody/fr.docx").status_code == 404


def test_a_note_names_nothing_that_member_states_may_not_read(protocol):
    bora = protocol.actions.get(kind="signature", deposited_on=date(2002, 6, 7)).state
    for audience in ("public", "member_states", "secretariat"):
        make_review(f"Mechanism {audience}", state=bora, treaty=protocol, audience=audience, due_on=date(2007, 1, 1))
    answer = client_of(make_user(Role.SECRETARIAT)).get("/en/treaties/protocol/gaps/bora/en.docx")
    document = ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    named = [each for each in ("public", "member_states", "secretariat") if f"Mechanism {each}" in document]
    assert named == ["public", "member_states"]


def test_the_page_of_a_state_has_its_treaties_and_what_is_not_on_record(client, protocol):
    page = Page(client.get("/en/states/alba/"))
    table = page.soup.select_one("[aria-labelledby=treaties]")
    assert [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")] == [
        ["Convention [en]", "Neither signed nor a party", "", "", ""],
        ["Protocol [en]", "Party, not yet in force", "5 January 2001", "9 March 2004 Ratification", ""],
    ]
    assert page.all("h2:-soup-contains('Not on record') + ul li") == [
        "No law implementing this treaty: Protocol [en].",
        "No reviews available.",
        "No attendance at meetings or events available.",
        "No speakers or nominations available.",
        "No recommendations available.",
        "No use of tools available.",
        "No training sessions available.",
        "No commitments available.",
        "No action plans available.",
    ]


def test_pages_take_the_same_number_of_queries_whatever_is_on_record(client, protocol):
    def queries() -> list[int]:
        found = []
        for page in (
            "treaties/protocol/",
            "treaties/comparison/",
            "treaties/protocol/gaps/",
            "treaties/",
            "states/alba/",
        ):
            client.get(f"/en/{page}")
            with CaptureQueriesContext(connection) as captured:
                client.get(f"/en/{page}")
            found.append(len(captured))
        return found

    alba = protocol.actions.order_by("deposited_on").first().state
    reservation = make_statement(protocol, alba)
    make_statement(protocol, alba, StatementKind.OBJECTION, about=reservation, made_on=date(2007, 1, 1))
    make_law(state=alba, treaty=protocol, elements={Element.FRAUD: True})
    make_review(state=alba, treaty=protocol)
    before = queries()
    for each in range(5):
        state = make_state(f"More {each}")
        make_action(protocol, state, ActionKind.ACCESSION, date(2006, 1, 1))
        statement = make_statement(protocol, state)
        make_statement(protocol, alba, StatementKind.OBJECTION, about=statement, made_on=date(2007, 1, 1))
        make_law(state=alba, treaty=protocol, elements={Element.FRAUD: True})
        make_review(state=alba, treaty=protocol)
    assert queries() == before
