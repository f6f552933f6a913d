"""The actions and statements of a treaty as files: all of them as at a day, for readers and for programs."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.treaties.states.laws import Element
from palermo.treaties.states.participation import ActionKind, StatementKind
from palermo.treaties.web.record_files import TABLES
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.laws import make_law, make_proposal, make_review
from tests.factories.treaties import make_action, make_statement, make_treaty
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 1, 31)
TO_COME = date(2008, 2, 1)
SECRET = "Kestrel"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def here():
    return make_state("Here")


@pytest.fixture
def treaty(here):
    treaty = make_treaty("Protocol", source="The list")
    make_action(treaty, here, ActionKind.SIGNATURE, on=date(2001, 1, 2))
    make_action(treaty, here, ActionKind.RATIFICATION, on=date(2004, 3, 9), territory=text("Islands"))
    make_action(treaty, make_organisation("Union"), on=date(2004, 4, 9), source="A note")
    make_action(treaty, here, ActionKind.WITHDRAWAL, on=TO_COME)
    reservation = make_statement(treaty, here, provision="15(2), 18", text="Nicht gebunden", text_language="de")
    about = {"about": reservation, "made_on": date(2004, 5, 9), "source": "A note"}
    make_statement(treaty, make_state("Other"), StatementKind.OBJECTION, **about)
    make_statement(treaty, here, StatementKind.DECLARATION, made_on=TO_COME, summary=text(SECRET))
    covers = {Element.ORGANS: True, Element.CHILD: True, Element.SLAVERY: False}
    of_one = {"state": here, "treaty": treaty}
    make_law("Act", citation="Act 694", since_on=date(2005, 12, 9), text=text("Whoever"), elements=covers, **of_one)
    make_proposal(SECRET, **of_one)
    make_law(SECRET, status="declined", **of_one)
    make_law("Of another treaty", state=here)
    make_review("Review", due_on=TODAY, symbol="CTOC/7", needs=text("Training"), **of_one)
    make_review(SECRET, audience=Audience.MEMBER_STATES, **of_one)
    return treaty


def answer(treaty, name):
    response = Client().get(f"/en/treaties/{treaty.slug}/{name}")
    assert response.status_code == 200
    return response


def data(treaty, name):
    return answer(treaty, name).json()


def test_a_program_gets_every_action_with_its_effect(treaty, here):
    found = data(treaty, "actions.json")
    assert (found["treaty"], found["as_at"], found["name"]["fr"]) == (treaty.slug, "2008-01-31", "Protocol [fr]")
    shown = [(each["name"]["en"], each["kind"], each["deposited"], each["effect"]) for each in found["actions"]]
    assert shown == [
        ("Here [en]", "signature", "2001-01-02", None),
        # The treaty needs two instruments of States, and has one.
        ("Here [en]", "ratification", "2004-03-09", None),
        ("Union [en]", "accession", "2004-04-09", None),
    ]
    assert [(each["participant"], each["is_state"]) for each in found["actions"]][::2] == [
        (here.slug, True),
        (treaty.actions.get(kind="accession").organisation.slug, False),
    ]
    make_action(treaty, make_state("Third"), on=date(2005, 1, 1))
    effects = [each["effect"] for each in data(treaty, "actions.json")["actions"]]
    assert effects == [None, "2005-04-01", "2005-04-01", "2005-04-01"]
    assert [each["effect"] for each in data(treaty, "actions.json?on=2004-12-31")["actions"]] == [None] * 3


def test_a_program_gets_every_statement_and_what_it_is_about(treaty):
    reservation, objection = data(treaty, "statements.json")["statements"]
    assert reservation | {"name": None} == {
        "id": reservation["id"],
        "participant": reservation["participant"],
        "is_state": True,
        "name": None,
        "kind": "reservation",
        "deposited": "2004-03-09",
        "provisions": ["15(2)", "18"],
        "about": None,
        "text": "Nicht gebunden",
        "text_language": "de",
        "translations": {},
        "summary": dict(text("A summary")),
        "source": "",
    }
    assert (objection["kind"], objection["about"], objection["source"]) == ("objection", reservation["id"], "A note")


def test_readers_get_a_table_in_their_language(treaty):
    response = Client().get(f"/fr/treaties/{treaty.slug}/statements.csv")
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    heading, first, second = csv.reader(StringIO(content))
    assert (heading[1], first[1], first[2], second[2]) == ("Participant", "Here [fr]", "Réserve", "Objection")
    assert response["Content-Disposition"] == f'attachment; filename="{treaty.slug}-statements-2008-01-31.fr.csv"'
    sheet = load_workbook(BytesIO(b"".join(answer(treaty, "actions.xlsx").streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1:3] for row in rows] == [
        ["Participant", "Kind of action"],
        ["Here [en]", "Signature"],
        ["Here [en]", "Ratification"],
        ["Union [en]", "Accession"],
    ]
    assert [row[5:7] for row in rows[1:]] == [[None, "The list"], ["Islands [en]", "The list"], [None, "A note"]]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("what", TABLES)
def test_nothing_to_come_is_in_a_file(treaty, what, form):
    for query in ("", "?on=2010-01-01"):
        response = answer(treaty, f"{what}.{form}{query}")
        content = b"".join(response.streaming_content) if response.streaming else response.content
        if form == "xlsx":
            sheet = load_workbook(BytesIO(content)).active
            content = str([[cell.value for cell in row] for row in sheet.iter_rows()]).encode()
        assert SECRET.encode() not in content
        assert b"2008-02-01" not in content
        assert b"ithdrawal" not in content


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("actions.json?kind=signature", 1),
        ("actions.json?kind=withdrawal", 0),
        ("actions.json?kind=nonsense", 3),
        ("actions.json?on=2001", 1),
        ("actions.json?participant=nobody", 0),
        ("statements.json?kind=objection", 1),
        ("statements.json?on=2004-04-01", 1),
    ],
)
def test_a_file_can_be_narrowed(treaty, query, number):
    what = query.partition(".")[0]
    assert len(data(treaty, query)[what]) == number


def test_a_file_can_be_narrowed_to_a_participant(treaty, here):
    assert len(data(treaty, f"actions.json?participant={here.slug}")["actions"]) == 2
    assert len(data(treaty, f"statements.json?participant={here.slug}")["statements"]) == 1


@pytest.mark.parametrize("name", ["gaps.json", "actions.pdf"])
def test_there_is_no_other_file(treaty, name):
    assert Client().get(f"/en/treaties/{treaty.slug}/{name}").status_code == 404
    assert Client().get("/en/treaties/nothing/actions.json").status_code == 404


def test_the_page_leads_to_the_files(treaty):
    page = Page(Client().get(f"/en/treaties/{treaty.slug}/?on=2004-04-01"))
    links = [link["href"] for link in page.soup.select('aside a[href*=".json"], .margin a[href*=".json"]')]
    assert len(set(links)) == 5
    assert {Client().get(link).json()["as_at"] for link in links} == {"2004-04-01"}


def test_a_program_gets_the_law_and_what_it_covers(treaty, here):
    [law] = data(treaty, "laws.json")["laws"]
    assert {name: law[name] for name in ("participant", "citation", "in_force_from", "in_force", "source")} == {
        "participant": here.slug,
        "citation": "Act 694",
        "in_force_from": "2005-12-09",
        "in_force": True,
        "source": "Gazette",
    }
    assert (law["covers"], law["does_not_cover"], law["title"]["fr"]) == (["organs", "child"], ["slavery"], "Act [fr]")
    assert data(treaty, "laws.json?on=2005-12-08")["laws"][0]["in_force"] is False
    assert data(treaty, "laws.json?supplied_by=mission")["laws"] == []


def test_reviews_are_for_their_readers(treaty):
    [review] = data(treaty, "reviews.json")["reviews"]
    assert (review["mechanism"]["en"], review["symbol"], review["due"]) == ("Review [en]", "CTOC/7", "2008-01-31")
    delegate = Client()
    delegate.force_login(make_user(Role.DELEGATE))
    address = f"/en/treaties/{treaty.slug}/reviews"
    found = delegate.get(f"{address}.json").json()["reviews"]
    assert [(each["mechanism"]["en"], each["audience"]) for each in found] == [
        ("Review [en]", "public"),
        (f"{SECRET} [en]", "member_states"),
    ]
    content = b"".join(delegate.get(f"{address}.csv").streaming_content).decode("utf-8-sig")
    heading, *rows = csv.reader(StringIO(content))
    assert (heading[9], [row[9] for row in rows]) == ("Technical assistance needed", ["Training [en]", ""])


@pytest.mark.parametrize("what", TABLES)
def test_a_file_asks_as_much_of_many_as_of_few(treaty, what):
    def ask():
        with CaptureQueriesContext(connection) as asked:
            answer(treaty, f"{what}.json")
        return len(asked)

    few = ask()
    for number in range(5):
        state = make_state(f"State {number}")
        make_action(treaty, state)
        about = make_statement(treaty, state)
        make_statement(treaty, state, StatementKind.OBJECTION, about=about)
        make_law(state=state, treaty=treaty, elements={Element.FRAUD: True})
        make_review(state=state, treaty=treaty)
    assert ask() == few


def test_a_treaty_is_described_for_search_engines(treaty):
    protocol = make_treaty("Supplement", supplements=treaty, depositary_number="XVIII-12-a", adopted_on=TODAY)
    described = Page(Client().get(protocol.get_absolute_url())).soup.select_one('script[type="application/ld+json"]')
    assert '"@type": "Legislation", "name": "Supplement [en]"' in described.string
    assert '"legislationIdentifier": "XVIII-12-a"' in described.string
    assert '"legislationDate": "2008-01-31"' in described.string
    assert '"isBasedOn": {"@type": "Legislation", "name": "Protocol [en]"}' in described.string
