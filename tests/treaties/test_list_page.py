"""Putting a treaty on record, and importing the depositary's list of it: looked at, confirmed, all or none."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from palermo.accounts.models import State
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.treaties.models import Treaty, TreatyAction
from palermo.treaties.queries.lists import export_list
from palermo.treaties.queries.participation import treaty_status
from palermo.treaties.states.participation import ActionKind
from tests.factories.accounts import make_state, make_user
from tests.factories.treaties import english, make_action, make_treaty
from tests.portal.filling import client_of, fill, held, six, words_of

pytestmark = pytest.mark.django_db

TODAY = date(2014, 3, 21)
HEAD = 'Participant,Signature,"Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"'
LIST = f"{HEAD}\nAlbania,12 Dec 2000,21 Aug 2002\nFiji,,1 Nov 2004 a\n"


@pytest.fixture
def office() -> Client:
    with override_settings(PALERMO_TODAY=TODAY):
        yield client_of(make_user(Role.SECRETARIAT))


@pytest.fixture
def world() -> dict[str, State]:
    return {name: make_state(short_name=english(name)) for name in ("Albania", "Fiji", "Peru")}


def address(treaty: Treaty) -> str:
    return f"/en/acts/import-treaty-list/{treaty.slug}/"


def look(office: Client, treaty: Treaty, **written) -> BeautifulSoup:
    """The page after the list was handed in."""
    page = office.get(address(treaty))
    form = BeautifulSoup(page.content, "lxml").select_one("form.act")
    return BeautifulSoup(office.post(address(treaty), {**held(form), "as_at": "2014-03-21", **written}).content, "lxml")


def rows_of(page: BeautifulSoup) -> list[list[str]]:
    return [[cell.get_text(" ", strip=True) for cell in row.select("td, th")] for row in page.select("form tbody tr")]


def errors_of(page: BeautifulSoup) -> list[str]:
    return [each.get_text(" ", strip=True) for each in page.select(".errorlist li")]


def test_a_treaty_is_put_on_record_and_its_list_imported(office, world):
    fill(
        office,
        "/en/acts/record-treaty/",
        **six("name", "Convention on the Rights of the Child"),
        depositary_number="IV-11",
        instruments_needed="2",
        entry_delay="30",
        effect_delay="30",
        withdrawal_delay="1",
    )
    treaty = Treaty.objects.get()
    assert treaty.known_until is None
    fill(office, address(treaty), pasted=LIST, as_at="2014-03-20")
    treaty.refresh_from_db()
    assert export_list(treaty, TODAY) == [
        ["Participant", "Signature", "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"],
        ["Albania", "12 Dec 2000", "21 Aug 2002"],
        ["Fiji", "", "1 Nov 2004 a"],
    ]
    assert treaty_status(treaty).entry_into_force == date(2004, 12, 1)
    assert treaty.known_until == date(2014, 3, 20)
    rules = {rule.kind: (rule.delay, rule.unit, rule.waits_for_entry) for rule in treaty.effect_rules.all()}
    assert rules[ActionKind.ACCESSION] == (30, "day", True)
    assert rules[ActionKind.WITHDRAWAL] == (1, "year", False)
    assert [each.verb for each in AuditEvent.objects.order_by("sequence")] == [
        "treaty.recorded",
        "treaty.list_imported",
    ]


def test_what_would_change_is_shown_by_row_before_it_is_done(office, world):
    treaty = make_treaty()
    make_action(treaty, world["Albania"], ActionKind.SIGNATURE, on=date(2000, 12, 13))
    make_action(treaty, world["Peru"], on=date(2002, 1, 23))
    page = look(office, treaty, pasted=LIST)
    assert rows_of(page) == [
        ["2", "Albania", "Signature, 13 December 2000", "Signature, 12 December 2000"],
        ["2", "Albania", "", "Ratification, 21 August 2002"],
        ["3", "Fiji", "", "Accession, 1 November 2004"],
    ]
    assert [each.get_text(strip=True) for each in page.select(".error-summary li")] == [
        "Would be imported: 2 new, 1 changed, 0 unchanged.",
        "The list gives the status as at 21 March 2014.",
        "On record and not in the list, therefore left as it is: Peru",
    ]
    assert TreatyAction.objects.count() == 2
    assert AuditEvent.objects.count() == 0


def test_a_file_is_shown_again_as_text_and_imported_once_confirmed(office, world):
    treaty = make_treaty()
    file = SimpleUploadedFile("4-11.csv", b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode())
    page = look(office, treaty, file=file)
    form = page.select_one("form.act")
    box = form.select_one("input[name=confirmed]")["value"]
    office.post(address(treaty), {**held(form), "confirmed": box})
    assert [row[0] for row in export_list(treaty, TODAY)] == ["Participant", "Albania", "Fiji"]


def test_a_table_copied_from_the_page_of_the_depositary_is_read(office, world):
    treaty = make_treaty()
    table = (
        "Participant\tSignature\tRatification, Accession(a)\nAlbania 3\t12 Dec 2000\t21 Aug 2002\nFiji\t\t1 Nov 2004 a"
    )
    fill(office, address(treaty), pasted=table, as_at="2014-03-21")
    assert TreatyAction.objects.count() == 3


def test_every_row_that_cannot_be_imported_is_named_and_nothing_is_kept(office, world):
    treaty = make_treaty()
    page = look(office, treaty, pasted=f"{LIST}Atlantis,,1 Jan 2001 a\nPeru,1.1.2001,\n")
    assert errors_of(page) == [
        "Row 4: expected a participant as at 2014-03-21, by its name on record or one of its names in lists, found "
        "“Atlantis”, which none has.",
        "Row 5, column “Signature”: expected a date such as 12 Dec 2000, found “1.1.2001”.",
    ]
    assert TreatyAction.objects.count() == 0


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ({"pasted": " "}, "Either paste the list, or choose a file."),
        ({"pasted": "Participant"}, "Expected a row of column names and rows below it, found none."),
        ({"pasted": 'Participant,Signature\n"Fiji,1 Jan 2001'},
         "Row 2: expected cells with closed quotation marks, found one that is not closed."),
        ({"pasted": LIST, "as_at": "2014-03-22"}, "22 March 2014 has not come yet. Enter the date of the list."),
        ({"file": SimpleUploadedFile("4-11.csv", "Participant,Signature\nCôte d'Ivoire,1 Jan 2001".encode("latin-1"))},
         "Line 2: expected UTF-8 text. Save the list as “CSV UTF-8” and try again."),
    ],
)  # fmt: skip
def test_what_is_no_list_gets_a_sentence(office, world, written, error):
    assert errors_of(look(office, make_treaty(), **written)) == [error]
    assert TreatyAction.objects.count() == 0


@pytest.mark.parametrize(
    ("first_line", "as_at", "expected"),
    [
        ("", "", ["Enter the date of the list. The latest date in it is 1 November 2004."]),
        ("STATUS AS AT : 22-03-2014 05:01:47 EDT\n", "",
         ["Enter the date of the list. The latest date in it is 1 November 2004."]),
        ("STATUS AS AT : 02-12-2013 05:01:47 EDT\n", "",
         ["Would be imported: 3 new, 0 changed, 0 unchanged.", "The list gives the status as at 2 December 2013."]),
        ("Status as at 2 December 2013\n", "2014-01-05",
         ["Would be imported: 3 new, 0 changed, 0 unchanged.", "The list gives the status as at 5 January 2014."]),
        ("", "2004-10-31", ["Row 3: expected no day after the date of the list, 31 Oct 2004, found 1 Nov 2004."]),
    ],
)  # fmt: skip
def test_the_date_of_a_list_is_asked_for_unless_it_states_one(office, world, first_line, as_at, expected):
    page = look(office, make_treaty(known_until=None), pasted=first_line + LIST, as_at=as_at)
    found = errors_of(page) or [each.get_text(strip=True) for each in page.select(".error-summary li")]
    assert found == expected


def test_treaties_that_supplement_one_another_are_refused_and_break_no_page(office):
    convention = make_treaty("Convention", slug="convention")
    protocol = make_treaty("Protocol", slug="protocol", supplements=convention)
    path = f"/en/acts/change-treaty/{convention.slug}/"
    form = BeautifulSoup(office.get(path).content, "lxml").select_one("form.act")
    sent = office.post(path, {**held(form), "supplements": protocol.slug})
    assert errors_of(BeautifulSoup(sent.content, "lxml")) == [
        "A treaty cannot supplement itself or a treaty that supplements it."
    ]
    Treaty.objects.filter(pk=convention.pk).update(supplements=protocol)
    pages = [
        "/en/treaties/",
        "/en/treaties/comparison/",
        *(f"/en/treaties/{slug}/" for slug in ("convention", "protocol")),
    ]
    assert {office.get(page).status_code for page in pages} == {200}


def test_nobody_else_puts_treaties_on_record(world):
    treaty = make_treaty()
    delegate = client_of(make_user(Role.DELEGATE))
    for path in ("/en/acts/record-treaty/", address(treaty), f"/en/acts/change-treaty/{treaty.slug}/"):
        assert "Only the secretariat may record treaty actions and statements" in words_of(delegate.get(path))
        delegate.post(path, {"pasted": LIST, **six("name", "Other")})
    assert (Treaty.objects.count(), TreatyAction.objects.count()) == (1, 0)
