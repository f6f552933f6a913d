"""Tables of people: the list of participants, and a delegation: tried, refused cell by cell, brought in whole, taken
away and brought back the same."""

import io
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from openpyxl import Workbook

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.events.models import ParticipantGroup, ParticipantName
from palermo.record.tabular.importing import import_table, read_table
from palermo.registration.models import Participant
from palermo.site.tables.sheets import TableRefused
from tests.factories.accounts import make_organisation, make_person, make_state
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.preparation import make_group
from tests.factories.registrations import make_participant, make_registration
from tests.factories.speakers import make_speaker
from tests.portal.programme_pages import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def event():
    days = {"starts_on": date(2008, 2, 13), "ends_on": date(2008, 2, 15)}
    return make_event("Forum", kind="forum", slug="forum", **days)


@pytest.fixture
def office():
    return client_of(Role.SECRETARIAT)


LINES = "/en/events/forum/preparation/import/"
PEOPLE = "/en/events/forum/registration/import/"


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def look(client, address: str, content: bytes, name: str = "table.csv", **more):
    file = io.BytesIO(content)
    file.name = name
    return client.post(address, {"table": file, **more})


def bring(client, address: str, content: bytes, name: str = "table.csv", **more):
    """Both steps, as somebody who reads the first and agrees."""
    page = Page(look(client, address, content, name, **more))
    sent = {field["name"]: field["value"] for field in page.soup.select("form.act input[type=hidden]")}
    return client.post(address, sent | more)


def faults(response) -> list[str]:
    assert response.status_code == 422
    return [each.get_text() for each in _soup(response).select(".faults li")]


def _soup(response):
    response.status_code = 200
    return Page(response).soup


def lines(event) -> list[tuple]:
    found = event.participant_list.order_by("number").select_related("state", "organisation", "named")
    return [
        (
            each.number,
            each.state and each.state.slug,
            each.organisation and each.organisation.slug,
            each.category,
            each.head_count,
            each.standing,
            getattr(each, "named", None) and (each.named.name, each.named.function),
        )
        for each in found
    ]


def test_a_look_changes_nothing_and_the_second_step_everything(event, office):
    make_state("Land", slug="lnd")
    versions = RecordVersion.objects.count()
    content = table(
        "State;Category;Number of people;Name;Functional title",
        "lnd;government;4;;",
        "Land [fr];Justice;;Ms. One;Judge",
    )
    assert Page(look(office, LINES, content)).one(".lead") == "Would be imported: 2 new, 0 changed, 0 unchanged."
    assert (lines(event), AuditEvent.objects.count(), RecordVersion.objects.count()) == ([], 0, versions)
    assert bring(office, LINES, content)["Location"] == "/en/events/forum/participation/"
    assert lines(event) == [
        (1, "lnd", None, "government", 4, "expected", None),
        (2, "lnd", None, "justice", 1, "expected", ("Ms. One", "Judge")),
    ]
    assert "Ms. One" not in str(list(AuditEvent.objects.values())) + str(list(RecordVersion.objects.values()))


def test_everything_that_is_wrong_is_told_by_its_cell_and_nothing_is_kept(event, office):
    content = table(
        "state,category,head_count,name,number",
        "nowhere,government,,,",
        ",government,0,,",
        ",government,2,Ms. One,",
        ",,1,,",
        ",guests,1,,",
        ",government,1,,7",
        ",government,3,,",
    )
    message = faults(look(office, LINES, content))
    assert message == [
        "Row 2, column “state” (A2): expected the code or the name of a State on record, found “nowhere”.",
        "Row 3, column “head_count” (C3): expected a whole number from 1 to 30000, found “0”.",
        "Row 6, column “category” (B6): expected one of government, law_enforcement, justice, parliament, "
        "united_nations, intergovernmental, civil_society, faith, private, media, academia, other, found “guests”.",
    ]
    kept = table(*[line for line in content.decode().split("\n") if "nowhere" not in line and "guests" not in line])
    message = faults(look(office, LINES, kept.replace(b",0,", b",5,")))
    assert message == [
        "Row 3, column “head_count” (C3): expected 1, since a name is of one person, found 2.",
        "Row 4, column “category” (B4): expected as what they take part, found nothing.",
        "Row 5, column “number” (E5): expected the number of a line on the list, or nothing, found “7”.",
    ]
    assert ParticipantGroup.objects.count() == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_goes_out_and_comes_back_the_same(event, office, form):
    make_group(event, "=Ms. One", "Judge", state=make_state("Land"), standing="came")
    make_group(event, organisation=make_organisation("Agency"), category="united_nations", head_count=12)
    before = lines(event)
    response = office.get(f"/en/events/forum/preparation/participants.{form}")
    assert response["Cache-Control"] == "private, no-store"
    page = Page(look(office, LINES, response.content, f"table.{form}"))
    assert page.one(".lead") == "Would be imported: 0 new, 0 changed, 2 unchanged."
    bring(office, LINES, response.content, f"table.{form}")
    assert lines(event) == before


def test_a_line_is_changed_by_its_number_and_a_dash_empties(event, office):
    make_group(event, "Ms. One", "Judge", state=make_state("Land"))
    assert bring(office, LINES, table("number,name,function,state,standing", "1,-,-,-,came")).status_code == 302
    assert lines(event) == [(1, None, None, "government", 1, "came", None)]
    assert ParticipantName.objects.count() == 0


def test_the_list_is_the_secretariats(event):
    make_group(event, "Ms. One")
    for address in (LINES, "/en/events/forum/preparation/participants.csv"):
        answers = {role: client_of(role).get(address).status_code for role in (None, *Role)}
        assert answers == {role: 200 if role == Role.SECRETARIAT else 403 if role else 302 for role in (None, *Role)}


# Registration


@pytest.fixture
def registration(event):
    return make_registration(event)


@pytest.fixture
def land():
    return make_state("Land", slug="lnd")


@pytest.fixture
def mission(land):
    client = Client()
    client.force_login(make_person("Delegate", Role.DELEGATE, state=land))
    return client


def people(registration) -> list[tuple]:
    found = registration.participants.order_by("number")
    fields = ("number", "state_for__slug", "organisation__slug", "category", "role", "order", "honorific", "given_name")
    return list(found.values_list(*fields, "family_name", "function", "is_listed"))


DELEGATION = table(
    "role,honorific,given_name,family_name,function,is_listed",
    "head,H.E.,Ana,Silva,Minister,yes",
    ",,Bo,Lim,Adviser,no",
)


def test_a_mission_registers_its_delegation_by_a_table(registration, mission):
    assert Page(look(mission, PEOPLE, DELEGATION)).one(".lead").startswith("Would be imported: 2 new")
    assert people(registration) == []
    assert bring(mission, PEOPLE, DELEGATION)["Location"] == "/en/events/forum/participants/"
    assert people(registration) == [
        (1, "lnd", None, "delegation", "head", 0, "H.E.", "Ana", "Silva", "Minister", True),
        (2, "lnd", None, "delegation", "adviser", 0, "", "Bo", "Lim", "Adviser", False),
    ]
    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == ["participant.registered"] * 2
    entries = str(list(AuditEvent.objects.values())) + str(list(RecordVersion.objects.values()))
    assert [word in entries for word in ("Silva", "Minister", "Lim")] == [False] * 3


def pasted(client, rows: str):
    """Both steps with rows that are pasted."""
    page = Page(client.post(PEOPLE, {"pasted": rows}))
    sent = {field["name"]: field["value"] for field in page.soup.select("form.act input[type=hidden]")}
    return client.post(PEOPLE, sent)


@pytest.mark.parametrize(
    "rows",
    [
        "Given name\tFamily name\tFunctional title\r\nAna\tSilva\tMinister\r\nBo\tLim\tAdviser\r\n",
        "Ana\tSilva\tMinister\nBo\tLim\tAdviser",
        "family_name\tgiven_name\tfunction\nSilva\tAna\tMinister\nLim\tBo\tAdviser\n",
    ],
    ids=["named in words", "without names", "named by keys"],
)
def test_a_list_is_pasted_with_or_without_the_names_of_its_columns(registration, mission, rows):
    assert pasted(mission, rows).status_code == 302
    named = [
        (each.given_name, each.family_name, each.function) for each in registration.participants.order_by("number")
    ]
    assert named == [("Ana", "Silva", "Minister"), ("Bo", "Lim", "Adviser")]


def test_what_cannot_be_pasted_is_said(registration, mission):
    both = {"pasted": "Ana\tSilva", "table": io.BytesIO(DELEGATION)}
    for sent in ({}, {"pasted": "  \n"}, both):
        assert "Either paste rows, or choose a file." in Page(mission.post(PEOPLE, sent)).text
    many = "\t".join(["Ana", "Silva", "Minister", "head", "yes"]) + "\nBo\tLim"
    assert faults(mission.post(PEOPLE, {"pasted": many}))[0].startswith("Column A: expected one of ")
    assert people(registration) == []


def test_the_rules_of_one_hold_for_each_row_and_nothing_is_half_saved(registration, mission):
    make_participant(registration, state_for=make_state("Elsewhere", slug="els"), family_name="Secret")
    before = people(registration)
    heads = table("role,family_name,state_for", "head,One,", "head,Two,", ",Three,els", ",Secret,els", ",,", ",One,")
    assert faults(look(mission, PEOPLE, heads)) == [
        "Row 3: This delegation already has a head. Make that person an alternate first.",
        "Row 4: You may register participants of your own State or organization only.",
        "Row 5: You may register participants of your own State or organization only.",
        "Row 7, column “family_name” (B7): expected somebody who is not registered yet, found number 2, registered "
        "already.",
    ]
    assert people(registration) == before


def test_quotas_hold_for_a_table(registration, mission):
    registration.categories.update(most_each=1)
    message = faults(look(mission, PEOPLE, DELEGATION))
    assert message == [
        "Row 3: All 1 places are taken. Withdraw a participant first, or ask the secretariat for more places."
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_mission_takes_its_own_away_and_brings_them_back(registration, mission, land, form):
    bring(mission, PEOPLE, DELEGATION)
    make_participant(registration, state_for=make_state("Elsewhere"), family_name="Secret")
    before = people(registration)
    response = mission.get(f"/en/events/forum/registration/people.{form}")
    assert (response["Cache-Control"], b"Secret" in response.content) == ("private, no-store", False)
    page = Page(look(mission, PEOPLE, response.content, f"table.{form}"))
    assert page.one(".lead") == "Would be imported: 0 new, 0 changed, 2 unchanged."
    bring(mission, PEOPLE, response.content, f"table.{form}")
    assert people(registration) == before


def test_nobody_elses_people_are_changed_or_told_of(registration, mission):
    other = make_participant(registration, state_for=make_state("Elsewhere"), family_name="Secret")
    message = faults(look(mission, PEOPLE, table("number,family_name", f"{other.number},Mine")))
    expected = "expected the number of somebody of yours who is to come, or nothing, found"
    assert message == [f"Row 2, column “number” (A2): {expected} “{other.number}”."]


def test_somebody_is_corrected_by_their_number(registration, mission):
    bring(mission, PEOPLE, DELEGATION)
    bring(mission, PEOPLE, table("number,function,honorific", "1,Prime Minister,-"))
    assert [(row[6], row[9]) for row in people(registration)] == [("", "Prime Minister"), ("", "Adviser")]


def test_the_secretariat_registers_anybody_from_a_workbook(registration, office, land):
    book = Workbook()
    for row in (("category", "State", "family_name"), ("delegation", "Land [ar]", "Silva"), ("staff", None, "Lim")):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    bring(office, PEOPLE, held.getvalue(), "table.xlsx")
    assert [(row[1], row[3], row[8]) for row in people(registration)] == [
        ("lnd", "delegation", "Silva"),
        (None, "staff", "Lim"),
    ]


def test_a_table_is_not_kept_on_the_server(registration, mission, settings):
    before = set(settings.MEDIA_ROOT.rglob("*"))
    look(mission, PEOPLE, DELEGATION)
    assert set(settings.MEDIA_ROOT.rglob("*")) == before


def test_what_the_form_did_not_send_is_not_taken(registration, mission):
    for packed in ("", "[]", '["t", ["family_name"], [["x", ["y"]]]]', '{"a": 1}', "[" * 5000):
        assert mission.post(PEOPLE, {"packed": packed}).status_code == 409
    assert people(registration) == []


def test_after_the_last_day_a_mission_brings_nobody(registration, mission, settings):
    settings.PALERMO_TODAY = datetime(2008, 6, 1, 12, tzinfo=UTC)
    assert [mission.get(PEOPLE).status_code, look(mission, PEOPLE, DELEGATION).status_code] == [409, 409]


def test_who_registers_nobody_finds_no_table(registration):
    make_participant(registration, state_for=make_state("Elsewhere"))
    for address in (PEOPLE, "/en/events/forum/registration/people.csv"):
        answers = {role: client_of(role).get(address).status_code for role in (None, *Role)}
        assert (answers[None], answers[Role.FOCAL_POINT]) == (302, 409)
    assert Participant.objects.count() == 1


# Speakers


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_proposals_go_out_and_come_back_the_same(event, office, form):
    make_speaker("Ms. One", event=event, slug="forum-speaker-1", topic=text("Topic"))
    make_speaker("Mr. Two", event=event, slug="forum-speaker-2", state="long_listed")
    make_speaker("Mr. Other")
    response = office.get(f"/en/events/forum/speakers/table.{form}")
    report = import_table(read_table(response.content, f"table.{form}", "speakers"), by="palermo record import-table")
    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)
    assert client_of(Role.DELEGATE).get(f"/en/events/forum/speakers/table.{form}").status_code == 403


def test_no_id_is_made_of_a_persons_name(event):
    content = table("event,name.en,reason.en,role,proposed_at", "forum,Ms. New,Because,speaker,2008-01-02T10:00:00Z")
    with pytest.raises(TableRefused, match="without a column for id"):
        import_table(read_table(content, "table.csv", "speakers"), by="palermo record import-table")
