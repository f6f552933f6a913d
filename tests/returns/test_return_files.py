"""Files of a return: its workbook, downloaded, filled in and uploaded, and its figures as CSV."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.returns.exchange.carrying import GOOD_FOR
from palermo.returns.models import FigureChange, Return, ReturnFigure
from tests.factories.accounts import make_user
from tests.factories.laws import make_law
from tests.factories.returns import make_figure, make_return
from tests.portal.filling import act, client_of, held, words_of
from tests.returns.people import DAY, WHOLE, Cast, begin, fill_all, make_cast, submitted
from tests.returns.workbooks import Filler

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def download(client: Client, national_return: Return, language: str = "en") -> Filler:
    response = client.get(f"/{language}/data/returns/{national_return.slug}/return.xlsx")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{national_return.slug}.xlsx"'
    assert response["Cache-Control"] == "private, no-store"
    return Filler(response.content)


def address_of(national_return: Return) -> str:
    return f"/en/acts/upload-return-workbook/{national_return.slug}/"


def upload(client: Client, national_return: Return, filler: Filler | bytes):
    """Choose the file and send it: the page with what would change, or with the faults."""
    content = filler if isinstance(filler, bytes) else filler.save()
    file = SimpleUploadedFile("return.xlsx", content)
    return client.post(address_of(national_return), {"file": file, "once": "", "read": ""})


def confirm(client: Client, national_return: Return, page, **fields):
    """Confirm what a page shows; the file is not sent again."""
    form = BeautifulSoup(page.content, "lxml").select_one("form.act")
    box = form.select_one("input[name=confirmed]")
    return client.post(address_of(national_return), {**held(form), "confirmed": box["value"], **fields}, follow=True)


def figures(national_return: Return) -> dict[tuple[str, str], tuple]:
    rows = ReturnFigure.objects.filter(of=national_return)
    return {(row.table, row.cell): (row.kind, row.value, row.low, row.high, row.note) for row in rows}


def faults_on(page) -> list[str]:
    return [each.get_text(" ", strip=True) for each in BeautifulSoup(page.content, "lxml").select(".errorlist li")]


def test_a_return_is_filled_in_by_workbook():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    make_law(state=cast.state, slug="penal-code-1", title={"en": "Penal Code, article 1"})
    filler = download(focal, national_return)
    for table, cells in WHOLE.items():
        if table != "citizenships":
            filler.set_all(table, cells)
    filler.add_row("citizenships", "840", {"figure": 31})
    filler.set("convicted", "male.figure", "The courts publish no smaller number.", "note")
    filler.set_head("detected", "article", "penal-code-1: Penal Code, article 1")
    filler.set_head("detected", "agency", "National Police")
    page = upload(focal, national_return, filler)
    shown = words_of(page)
    assert "13 figures would change." in shown
    assert "2 entries about tables would change." in shown
    assert "0 cells would still be empty" not in shown
    assert "No faults were found." in shown
    assert figures(national_return) == {}
    after = confirm(focal, national_return, page)
    assert "The figures of the workbook were saved." in words_of(after)
    assert figures(national_return) == {
        **{("detected", cell): ("count", int(value), None, None, "") for cell, value in WHOLE["detected"].items()},
        ("citizenships", "840.figure"): ("count", 31, None, None, ""),
        ("convicted", "total.figure"): ("count", 3, None, None, ""),
        ("convicted", "female.figure"): ("not_recorded", None, None, None, ""),
        ("convicted", "male.figure"): ("suppressed", None, None, 2, "The courts publish no smaller number."),
    }
    block = national_return.blocks.get(table="detected")
    assert (block.article.slug, block.agency, block.unit) == ("penal-code-1", "National Police", "persons")
    changes = FigureChange.objects.filter(of=national_return)
    assert {(each.table, each.cell, each.changed_by) for each in changes} == {
        (table, cell, cast.focal) for table, cell in figures(national_return)
    }
    # The same once more: nothing is left to change.
    again = upload(focal, national_return, download(focal, national_return))
    assert faults_on(again) == ["The workbook says what is on record already: nothing would change."]


def test_every_fault_is_shown_and_nothing_is_saved():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    filler = download(focal, national_return)
    filler.set("detected", "total.total", 31)
    one, other = filler.set("detected", "male.adult", "eight"), filler.set("detected", "male.child", 1.5)
    found = faults_on(upload(focal, national_return, filler))
    assert len(found) == 2
    assert found[0].startswith(f"Sheet “Victims”, cell {one}: Enter a whole number, n (not recorded)")
    assert found[1] == f"Sheet “Victims”, cell {other}: Enter a whole number; found “1.5”."
    assert figures(national_return) == {}


def test_what_breaks_rules_is_shown_and_can_be_saved_until_the_return_is_completed():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    filler = download(focal, national_return)
    filler.set_all("detected", {"total.total": 30, "female.total": 18, "male.total": 13})
    address = filler.address("detected", "total.total")[1]
    page = upload(focal, national_return, filler)
    shown = words_of(page)
    assert (
        "Victims, Detected victims, row “Total”, column “Total”: expected 31, which is the sum of “Female” and “Male”, "
        f"found 30. Correct the figures, or explain the difference in a note. (sheet “Victims”, cell {address})"
    ) in shown
    assert "9 cells would still be empty." in shown
    confirm(focal, national_return, page)
    assert len(figures(national_return)) == 3


def test_what_others_enter_in_the_meantime_is_kept_unless_the_workbook_is_to_prevail():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    for cell in ("total.total", "female.total", "male.total"):
        make_figure(national_return, "detected", cell, 5)
    filler = download(focal, national_return)
    filler.set_all("detected", {"total.total": 6, "female.total": 7, "male.total": 8})
    filler.set_head("detected", "agency", "Courts")
    national_return.figures.filter(cell__in=["female.total", "male.total"]).update(value=9)
    national_return.blocks.filter(table="detected").update(agency="Ministry")
    page = upload(focal, national_return, filler)
    shown = words_of(page)
    assert "1 figure would change." in shown
    assert "3 entries were changed on the site too. Choose below which ones hold." in shown
    assert "row “Female”, column “Total”: 7 in the workbook, 9 on record" in shown
    confirm(focal, national_return, page, taken=["detected/female.total"])
    values = {cell: value for (_table, cell), (_kind, value, *_rest) in figures(national_return).items()}
    assert values == {"total.total": 6, "female.total": 7, "male.total": 9}
    assert national_return.blocks.get(table="detected").agency == "Ministry"


def test_what_changes_between_the_preview_and_its_confirmation_is_shown_again():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    filler = download(focal, national_return)
    filler.set("detected", "total.total", 6)
    page = upload(focal, national_return, filler)
    make_figure(national_return, "detected", "total.total", 7)
    after = confirm(focal, national_return, page)
    assert "1 entry was changed on the site too." in words_of(after)
    assert figures(national_return) == {("detected", "total.total"): ("count", 7, None, None, "")}


def test_what_was_read_is_good_for_one_person_one_return_and_an_hour(settings):
    cast, other = make_cast(), make_cast_without_lists("Oz")
    national_return, focal = begin(cast), client_of(cast.focal)
    filler = download(focal, national_return)
    filler.set("detected", "total.total", 6)
    page = upload(focal, national_return, filler)
    form = held(BeautifulSoup(page.content, "lxml").select_one("form.act"))
    gone = ["The workbook is no longer available here. Choose the file again."]
    assert faults_on(client_of(cast.delegate).post(address_of(national_return), form)) == gone
    theirs = begin(other)
    assert faults_on(client_of(other.focal).post(address_of(theirs), form)) == gone
    assert faults_on(focal.post(address_of(national_return), {**form, "read": form["read"][:-1]})) == gone
    assert faults_on(focal.post(address_of(national_return), {**form, "read": ""})) == ["Choose the workbook."]
    assert figures(national_return) == figures(theirs) == {}
    assert GOOD_FOR == 3600


def make_cast_without_lists(name: str) -> Cast:
    """A second State: the list of countries is there already."""
    from tests.factories.accounts import make_person, make_state
    from tests.factories.returns import make_round, make_round_invitation

    state = make_state(name)
    return Cast(
        state,
        make_round_invitation(make_round(), state),
        make_person("Other Focal Point", "focal_point", state=state),
        make_person("Other Delegate", "delegate", state=state),
        make_user("secretariat"),
    )


def test_a_workbook_is_refused_once_the_return_is_complete():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    filler = download(focal, national_return)
    filler.set("detected", "total.total", 6)
    fill_all(focal, national_return)
    act(focal, "complete-return", national_return.slug)
    before = figures(national_return)
    assert "awaits approval" in words_of(focal.get(address_of(national_return)))
    upload(focal, national_return, filler)
    assert figures(national_return) == before


def test_last_year_stands_beside_each_figure():
    cast = make_cast(year=2008)
    earlier = make_cast_without_lists("Elsewhere")
    before = make_return(
        state=cast.state,
        round=earlier.invitation.round,
        agreement=cast.invitation.agreement,
        status="accepted",
    )
    make_figure(before, "detected", "total.total", 77)
    national_return, focal = begin(cast), client_of(cast.focal)
    assert download(focal, national_return).get("detected", "total.total", "last-year") == 77


def test_a_second_ministry_gets_the_workbook_of_its_tables_alone():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    fill_all(focal, national_return)
    from tests.factories.accounts import make_person

    ministry = make_person("Ministry of Justice", "focal_point", state=cast.state)
    act(
        focal,
        "assign-return-tables",
        national_return.slug,
        person=ministry.pk,
        tables=[str(national_return.blocks.get(table="convicted").pk)],
    )
    client = client_of(ministry)
    filler = download(client, national_return)
    assert filler.book.sheetnames == ["Instructions", "Criminal justice", "palermo-record", "palermo-lists"]
    rows = list(csv.DictReader(io.StringIO(csv_text(client, national_return))))
    assert {row["Key of the table"] for row in rows} == {"convicted"}
    # The workbook of the whole return, filled in by somebody else, changes nothing through this person.
    whole = download(focal, national_return)
    whole.set("detected", "total.total", 99)
    found = faults_on(upload(client, national_return, whole))
    assert [each.split(": ", 1)[1] for each in found] == ["expected a table that you fill in, found another one."] * 2
    filler.set("convicted", "total.figure", 4)
    confirm(client, national_return, upload(client, national_return, filler))
    assert figures(national_return)["convicted", "total.figure"][:2] == ("count", 4)
    assert figures(national_return)["detected", "total.total"][:2] == ("count", 31)


def csv_text(client: Client, national_return: Return) -> str:
    response = client.get(f"/en/data/returns/{national_return.slug}/figures.csv")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    return response.content.decode("utf-8-sig")


def test_the_figures_as_csv_are_for_the_state_and_the_secretariat_and_harmless():
    cast = make_cast()
    national_return = submitted(cast)
    national_return.figures.filter(table="convicted", cell="male.figure").update(note="=1+1")
    rows = list(csv.DictReader(io.StringIO(csv_text(client_of(cast.officer), national_return))))
    assert len(rows) == 13
    first, last = rows[0], rows[-1]
    assert (first["Section"], first["Table"], first["Row"], first["Column"]) == (
        *("Victims", "Detected victims", "Total", "Total"),
    )
    assert (first["Kind of value"], first["Value"], first["Agency that recorded the data"]) == (
        *("Count", "31", "National Police"),
    )
    assert (last["Kind of value"], last["Value"], last["At most"], last["Note"]) == ("Withheld", "", "2", "'=1+1")
    assert csv_text(client_of(cast.focal), national_return) == csv_text(client_of(cast.officer), national_return)


@pytest.mark.parametrize("file", ["return.xlsx", "figures.csv"])
def test_others_get_no_file(file):
    cast, other = make_cast(), make_cast_without_lists("Oz")
    national_return = begin(cast)
    path = f"/en/data/returns/{national_return.slug}/{file}"
    # Before the delegation approves it, the secretariat does not see it either.
    for client in (client_of(other.focal), client_of(other.delegate), client_of(cast.officer)):
        assert client.get(path).status_code == 404
    assert Client().get(path).status_code in {302, 404}


def test_a_download_is_an_access():
    cast = make_cast()
    national_return = submitted(cast)
    download(client_of(cast.officer), national_return)
    assert national_return.readings.filter(reader=cast.officer).count() == 1


def test_the_number_of_queries_does_not_grow_with_the_figures(django_assert_max_num_queries):
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    filler = download(focal, national_return)
    filler.set("detected", "total.total", 31)
    page = upload(focal, national_return, filler)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        confirm(focal, national_return, page)
    for table, cells in WHOLE.items():
        if table != "citizenships":
            filler.set_all(table, cells)
    page = upload(focal, national_return, filler)
    with CaptureQueriesContext(connection) as many:
        confirm(focal, national_return, page)
    # One table more is described, and figures are added beside one that is changed.
    assert len(many) <= len(few) + 6
