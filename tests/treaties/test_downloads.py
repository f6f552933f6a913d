"""The comparison of treaties and the gaps of one as files; the notes verbales on a gap as one file."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.treaties.states.participation import ActionKind
from tests.factories.accounts import make_group, make_group_membership, make_state, make_user
from tests.factories.laws import make_review
from tests.factories.treaties import english, make_action, make_treaty
from tests.portal.filling import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def protocol():
    """Alba is a party to both treaties, Bora signed the protocol, Cora did nothing until later; a secret review."""
    convention = make_treaty("Convention", slug="convention", short_name=english("Convention"))
    protocol = make_treaty("Protocol", slug="protocol", short_name=english("Protocol"), supplements=convention)
    alba, bora, cora = (make_state(slug=name.lower(), short_name=english(name)) for name in ("Alba", "Bora", "Cora"))
    make_group_membership(make_group("Group", slug="group"), bora)
    make_action(convention, alba, on=date(2003, 9, 24))
    make_action(protocol, alba, on=date(2004, 3, 9))
    make_action(protocol, bora, ActionKind.SIGNATURE, date(2002, 6, 7))
    make_action(protocol, cora, on=date(2008, 6, 1))
    make_review("Hidden", state=cora, treaty=protocol, audience=Audience.SECRETARIAT, due_on=date(2007, 1, 1))
    return protocol


def table(response) -> list[list[str]]:
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


COMPARISON = "/en/treaties/comparison/table"
GAPS = "/en/treaties/protocol/gaps/table"
NOTES = "/en/treaties/protocol/gaps/notes"


def test_the_comparison_as_csv(client: Client, protocol):
    shown = "https://testserver/en/treaties/comparison/"
    head, *rows = table(client.get(f"{COMPARISON}.csv"))
    assert head == [
        *("Identifier", "State", "Regional group"),
        *("Convention: Status", "Convention: Signed", "Convention: Deposited", "Convention: In force from"),
        "Convention: Status as at",
        *("Protocol: Status", "Protocol: Signed", "Protocol: Deposited", "Protocol: In force from"),
        *("Protocol: Status as at", "Web address"),
    ]
    assert [row[:-1] for row in rows] == [
        ["alba", "Alba", "", "Party, not yet in force", "", "2003-09-24", "", "2008-02-01", "Party, not yet in force",
         "", "2004-03-09", "", "2008-02-01"],
        ["bora", "Bora", "Group [en]", "Neither signed nor a party", "", "", "", "2008-02-01", "Signed, not a party",
         "2002-06-07", "", "", "2008-02-01"],
        ["cora", "Cora", "", "Neither signed nor a party", "", "", "", "2008-02-01", "Neither signed nor a party", "",
         "", "", "2008-02-01"],
    ]  # fmt: skip
    assert {row[-1].partition("/en/")[2] for row in rows} == {shown.partition("/en/")[2]}


def test_the_comparison_as_json_has_its_citation_and_follows_the_filters(client: Client, protocol):
    found = json.loads(client.get(f"{COMPARISON}.json?group=group&on=2003-01-01").content)
    assert [each["id"] for each in found["states"]] == ["bora"]
    assert found["states"][0]["treaties"]["protocol"]["signed"] == "2002-06-07"
    assert [each["as_at"] for each in found["treaties"]] == ["2003-01-01", "2003-01-01"]
    cited = "Comparison of treaties, status as at 1 January 2003, Palermo: initiative against trafficking in persons, "
    assert found["citation"].partition("http")[0] == cited


def test_the_comparison_as_a_workbook(client: Client, protocol):
    response = client.get(f"{COMPARISON}.xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert [[cell.value for cell in row][:2] for row in sheet.iter_rows()] == [
        ["Identifier", "State"],
        ["alba", "Alba"],
        ["bora", "Bora"],
        ["cora", "Cora"],
    ]


def test_gaps_as_csv_for_a_visitor(client: Client, protocol):
    head, *rows = table(client.get(f"{GAPS}.csv"))
    assert head == [
        *("Identifier", "State", "Regional group", "Gap", "Details", "Since", "Knowledge", "Next step"),
        *("Status as at", "Web address"),
    ]
    assert [row[:7] for row in rows] == [
        ["alba", "Alba", "", "No law on record", "", "", "Not known"],
        ["bora", "Bora", "Group [en]", "Signed, not a party", "", "2002-06-07", "Known"],
        ["cora", "Cora", "", "Neither signed nor a party", "", "", "Known"],
    ]


def test_a_review_of_the_secretariat_is_in_its_own_file_alone(client: Client, protocol):
    office = client_of(make_user(Role.SECRETARIAT))
    kinds = [
        [each["gap"] for each in json.loads(who.get(f"{GAPS}.json?find=cora").content)["gaps"]]
        for who in (client, client_of(make_user(Role.DELEGATE)), office)
    ]
    assert kinds == [["not_signed"], ["not_signed"], ["not_signed", "review"]]


def unpack(response) -> dict[str, str]:
    with ZipFile(BytesIO(response.content)) as packed:
        return {
            name: packed.read(name).decode("utf-8-sig") if name.endswith("csv") else words(packed.read(name))
            for name in packed.namelist()
        }


def words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_the_notes_on_a_gap_come_together_with_an_index(protocol):
    office = client_of(make_user(Role.SECRETARIAT))
    response = office.get(f"{NOTES}/en.zip?kind=signed_only")
    assert response.headers["Content-Disposition"] == 'attachment; filename="protocol-signed-only-2008-02-01-en.zip"'
    assert "no-store" in response.headers["Cache-Control"]
    files = unpack(response)
    assert list(files) == ["protocol-bora-en.docx", "index.csv"]
    assert list(csv.reader(StringIO(files["index.csv"]))) == [
        ["File", "Identifier", "State", "Gap", "Details"],
        ["protocol-bora-en.docx", "bora", "Bora", "Signed, not a party", ""],
    ]
    assert "Signed, not a party" in files["protocol-bora-en.docx"]


def test_a_note_has_the_gap_chosen_and_nothing_that_a_delegate_may_not_read(protocol):
    office = client_of(make_user(Role.SECRETARIAT))
    files = unpack(office.get(f"{NOTES}/en.zip"))
    assert list(files) == ["protocol-alba-en.docx", "protocol-bora-en.docx", "protocol-cora-en.docx", "index.csv"]
    assert "Hidden" not in "".join(files.values())
    assert office.get(f"{NOTES}/en.zip?kind=review").status_code == 404


def test_notes_are_in_the_language_asked_for(protocol):
    office = client_of(make_user(Role.SECRETARIAT))
    files = unpack(office.get(f"{NOTES}/fr.zip?kind=signed_only"))
    assert list(csv.reader(StringIO(files["index.csv"])))[1][3] == "Signataire, non partie"
    assert "Note verbale" in files["protocol-bora-fr.docx"]


def test_nobody_else_takes_notes(client: Client, protocol):
    answers = [who.get(f"{NOTES}/en.zip") for who in (client, client_of(make_user(Role.DELEGATE)))]
    assert [each.status_code for each in answers] == [302, 403]


def test_files_take_a_fixed_number_of_queries(protocol):
    office = client_of(make_user(Role.SECRETARIAT))
    counts = []
    for _time in range(2):
        for address in (f"{COMPARISON}.json", f"{GAPS}.json", f"{NOTES}/en.zip"):
            with CaptureQueriesContext(connection) as asked:
                office.get(address)
            counts.append(len(asked))
        for number in range(5):
            make_action(protocol, make_state(f"State {number}"), ActionKind.SIGNATURE, date(2002, 6, 7))
    assert counts[:3] == counts[3:]
