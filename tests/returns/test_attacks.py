"""What is done to returns by malice or by accident: nothing breaks, nothing is lost, nothing is learnt of others."""

import io
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.core.refusals import Refused
from palermo.returns.actions import return_people
from palermo.returns.actions import returns as actions
from palermo.returns.actions import rounds as round_actions
from palermo.returns.entries import LARGEST, Entry, read_entry
from palermo.returns.exchange.xlsform import read_xlsform, write_xlsform
from palermo.returns.models import FigureChange, Return, ReturnContributor, ReturnReading
from palermo.returns.notices.rounds import recipients_of, remind_of_returns
from palermo.returns.queries.returns import blocks_visible_to, is_contributor, sees_whole_return
from palermo.returns.read_structure import check_structure, read_structure
from palermo.returns.rules import rounds as round_rules
from palermo.returns.standings import Standing, lines_of
from palermo.site.tables.sheets import TableRefused
from tests.factories.accounts import make_invitation, make_person, make_state
from tests.factories.knowledge import make_agreement
from tests.factories.returns import (
    SMALL,
    make_questionnaire_edition,
    make_return,
    make_round,
    make_round_invitation,
)
from tests.portal.filling import client_of, words_of
from tests.returns.people import (
    DAY,
    Cast,
    begin,
    fill,
    fill_all,
    make_cast,
    received,
    seen_on,
    submitted,
    table_path,
)
from tests.returns.test_return_files import confirm, download, faults_on, figures, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


# Numbers and files


@pytest.mark.parametrize("typed", ["9" * 5000, "<" + "9" * 5000, "0" * 5000, "1-" + "9" * 5000])
def test_a_number_of_thousands_of_digits_is_refused_like_any_that_is_too_large(typed):
    with pytest.raises(Refused) as refused:
        read_entry(typed)
    assert str(refused.value).startswith("Enter a number of at most 10 digits; found “")
    assert read_entry("0" * 40 + str(LARGEST)) == Entry("count", LARGEST)


def test_a_form_and_a_workbook_with_such_a_number_are_answered_with_a_sentence():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    cells = {"total.total": "9" * 5000, "total.adult": "5"}
    assert fill(focal, national_return, "detected", cells).status_code == 422
    filler = download(focal, national_return)
    filler.set("detected", "total.total", "9" * 5000)
    [fault] = faults_on(upload(focal, national_return, filler))
    assert "Enter a number of at most 10 digits" in fault
    assert figures(national_return) == {("detected", "total.adult"): ("count", 5, None, None, "")}


@pytest.mark.parametrize("value", [1e308, -5, 2.5, True, "=1+1", date(2008, 1, 4), "0x10", "1e3", "NaN", "+5", "-0"])
def test_what_is_no_whole_number_in_a_workbook_is_refused_and_nothing_is_saved(value):
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    filler = download(focal, national_return)
    filler.set("detected", "total.total", value)
    filler.set("detected", "total.adult", 5)
    assert len(faults_on(upload(focal, national_return, filler))) == 1
    assert figures(national_return) == {}


@pytest.mark.parametrize("escape", [b"_x0000_", b"_xD800_", b"_xFFFF_", b"_x0007_"])
def test_characters_that_no_text_has_do_not_come_in_by_an_escape_of_a_workbook(escape):
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    filler = download(focal, national_return)
    filler.set("detected", "total.total", 6)
    filler.set("detected", "total.total", "a QQQ b", "note")
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filler.save())) as made, zipfile.ZipFile(content, "w") as hostile:
        for name in made.namelist():
            hostile.writestr(name, made.read(name).replace(b"QQQ", escape))
    page = upload(focal, national_return, content.getvalue())
    assert page.status_code == 200
    if not faults_on(page):
        assert confirm(focal, national_return, page).status_code == 200
    notes = [row[4] for row in figures(national_return).values()]
    assert not any(set(note) & set("\x00\x07\uffff\ud800") for note in notes)


def test_what_was_ticked_does_not_overwrite_a_figure_that_was_not_shown():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    fill(focal, national_return, "detected", {"total.total": "1"})
    filler = download(focal, national_return)
    filler.set("detected", "total.total", 6)
    fill(focal, national_return, "detected", {"total.total": "9"})
    page = upload(focal, national_return, filler)
    assert "6 in the workbook, 9 on record" in words_of(page)
    fill(focal, national_return, "detected", {"total.total": "12"})
    again = confirm(focal, national_return, page, taken=["detected/total.total"])
    assert figures(national_return)["detected", "total.total"][1] == 12
    assert "Figures were changed on the site in the meantime." in words_of(again)
    assert "6 in the workbook, 12 on record" in words_of(again)


# Questionnaires

CODES = ", ".join(f"c{number}: {{en: x}}" for number in range(1200))
BOMB = f"""
dimensions:
  a: {{title: {{en: A}}, codes: {{{CODES}}}}}
  b: {{title: {{en: B}}, codes: {{{CODES}}}}}
  c: {{title: {{en: C}}, codes: {{{CODES}}}}}
  d: {{title: {{en: D}}, codes: {{n: {{en: N}}}}}}
sections:
  - key: s
    title: {{en: S}}
    tables:
      - key: t
        title: {{en: T}}
        rows: [{{dimension: a}}, {{dimension: b}}, {{dimension: c}}]
        columns: [{{dimension: d}}]
"""


def test_a_few_dimensions_that_multiply_do_not_fill_the_memory(tmp_path):
    file = tmp_path / "bomb.yaml"
    file.write_text(BOMB)
    program = f"""
import resource
resource.setrlimit(resource.RLIMIT_DATA, (2 << 30, 2 << 30))
import django
django.setup()
from palermo.returns.read_structure import check_structure
print(check_structure(open({str(file)!r}).read()).faults[-1])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=False)
    assert "The questionnaire has too many cells: at most 20000, found 1728000000." in done.stdout, done.stderr[-500:]


def test_a_table_is_no_larger_than_a_form_that_can_be_sent(settings):
    one = BOMB.replace("rows: [{dimension: a}, {dimension: b}, {dimension: c}]", "rows: [{dimension: a}]")
    assert check_structure(one).faults == ()
    two = one.replace("codes: {n: {en: N}}", "codes: {n: {en: N}, m: {en: M}}")
    assert check_structure(two).faults == (
        "Line 11, sections[0].tables[0]: too many entries: expected at most 2000, found 2400.",
    )
    state = make_state("Atlantis")
    focal = make_person("Focal Point", Role.FOCAL_POINT, state=state)
    round_ = make_round(edition=make_questionnaire_edition(content=one))
    national_return = actions.open_return(make_round_invitation(round_, state), by=focal)
    cells = {f"cell-c{number}.n": "1" for number in range(1200)}
    answer = client_of(focal).post(table_path(national_return, "t"), {"seen": "0", **cells})
    assert (answer.status_code, national_return.figures.count()) == (302, 1200)


@pytest.mark.parametrize(("column", "number"), [("low", "inf"), ("low", "nan"), ("high", "5.5"), ("factor", "1e999")])
def test_a_number_of_an_xlsform_that_is_none_is_refused(column, number):
    written = write_xlsform(read_structure(SMALL), title="T", form_id="t", version="1", codes_in={})
    book = load_workbook(io.BytesIO(written))
    sheet = book["palermo_rules"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index(column) + 1).value = number
    changed = io.BytesIO()
    book.save(changed)
    with pytest.raises(TableRefused) as refused:
        read_xlsform(changed.getvalue(), "form.xlsx")
    assert refused.value.sentences == [f"palermo_rules, row 2: expected a number, found “{number}”."]


# Corrections


def correcting(cast: Cast) -> tuple[Return, Return]:
    """An accepted return, and a draft that corrects it, after the round was due."""
    cast.invitation.round.due_on = date(2008, 1, 20)
    cast.invitation.round.save()
    of = {"round": cast.invitation.round, "agreement": cast.invitation.agreement}
    first = make_return(cast.state, **of, status="accepted", received_on=DAY, accepted_on=DAY)
    return first, make_return(cast.state, **of, number=2, replaces=first, reason="A court reported late.")


def test_a_correction_in_preparation_is_neither_late_nor_reminded_of():
    cast = make_cast()
    correcting(cast)
    [line] = lines_of(cast.invitation.round)
    assert (line.standing, line.is_late) == (Standing.DRAFT, False)
    assert remind_of_returns() == 0
    page = BeautifulSoup(client_of(cast.officer).get("/en/data/returns/").content, "lxml")
    assert [cell.text for cell in page.select("main tbody td")] == ["P"]


def test_the_secretariat_still_opens_what_is_being_corrected():
    cast = make_cast()
    first, second = correcting(cast)
    officer = client_of(cast.officer)
    for path in (f"/en/data/rounds/{cast.invitation.round.slug}/", f"/en/data/returns/?state={cast.state.slug}"):
        page = BeautifulSoup(officer.get(path).content, "lxml")
        links = {link["href"] for link in page.select("main tbody a[href*='/data/returns/']")}
        assert links == {first.get_absolute_url()}
    assert officer.get(second.get_absolute_url()).status_code == 404


# Agreements that end


def test_a_return_whose_agreement_ended_is_completed_under_the_one_that_was_chosen_since():
    cast = make_cast()
    national_return = begin(cast)
    fill_all(client_of(cast.focal), national_return)
    ended = "The agreement “Agreement [en]” is not in force today. Please contact the secretariat."
    with pytest.raises(Refused, match="under its agreement already"):
        round_rules.check_may_choose_agreement(cast.officer, cast.invitation)
    old = cast.invitation.agreement
    old.ends_on = date(2008, 1, 31)
    old.save()
    with pytest.raises(Refused) as refused:
        actions.complete_return(national_return, by=cast.focal)
    assert str(refused.value) == ended
    new = make_agreement(old.source)
    round_actions.choose_agreement(cast.invitation, agreement=new, by=cast.officer)
    assert actions.complete_return(national_return, by=cast.focal).agreement == new


def test_nothing_is_accepted_under_an_agreement_that_ended():
    cast = make_cast()
    national_return = received(cast)
    old = national_return.agreement
    old.ends_on = date(2008, 1, 31)
    old.save()
    with pytest.raises(Refused, match="not in force today"):
        actions.accept_return(national_return, by=cast.officer)
    new = make_agreement(old.source)
    cast.invitation.refresh_from_db()
    round_actions.choose_agreement(cast.invitation, agreement=new, by=cast.officer)
    assert actions.accept_return(national_return, by=cast.officer).agreement == new
    assert actions.correct_return(national_return, reason="Late figures.", by=cast.focal).agreement == new


# Who sees the whole


def test_a_delegate_sees_and_approves_the_whole_whatever_was_assigned_before():
    cast = make_cast()
    national_return = begin(cast)
    fill_all(client_of(cast.focal), national_return)
    ReturnContributor.objects.create(state=cast.state, person=cast.delegate, since_on=DAY)
    national_return.blocks.get(table="convicted").people.add(cast.delegate)
    viewer = viewer_of(cast.delegate)
    assert sees_whole_return(viewer, national_return)
    assert not is_contributor(viewer, cast.state.pk)
    actions.complete_return(national_return, by=cast.focal)
    assert actions.approve_return(national_return, by=cast.delegate).status == "approved"


def test_letters_about_a_round_reach_somebody_who_can_complete_the_return():
    cast = make_cast()
    assert recipients_of(cast.invitation) == [cast.focal]
    ReturnContributor.objects.create(state=cast.state, person=cast.focal, since_on=DAY)
    assert recipients_of(cast.invitation) == [cast.focal, cast.delegate]


def test_tables_that_are_assigned_take_the_place_of_those_of_the_invitation():
    cast = make_cast()
    national_return = begin(cast)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=cast.state)
    invitation = make_invitation(
        role=Role.FOCAL_POINT,
        state_for=cast.state,
        state="accepted",
        posting=ministry.postings.get(),
        **dict.fromkeys(["sent_at", "expires_at", "accepted_at"], "2008-01-10T10:00Z"),
        digest="1" * 64,
    )
    ReturnContributor.objects.create(state=cast.state, invitation=invitation, since_on=DAY)
    national_return.blocks.get(table="detected").invitations.add(invitation)
    convicted = national_return.blocks.get(table="convicted")
    return_people.assign_tables(national_return, person=ministry, tables=[convicted], by=cast.focal)
    assert list(blocks_visible_to(viewer_of(ministry)).values_list("table", flat=True)) == ["convicted"]


# What pages tell and keep


def test_the_number_of_changes_on_a_form_tells_nothing_of_other_tables_and_returns():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    path = table_path(national_return, "detected")
    assert seen_on(focal, path) == "0"
    fill(focal, national_return, "detected", {"total.total": "1", "total.adult": "1"})
    other = make_return(make_state("Lemuria"))
    FigureChange.objects.create(of=other, table="detected", cell="total.total", at="2008-01-20T10:00Z")
    fill(focal, national_return, "convicted", {"total.figure": "1"})
    assert seen_on(focal, path) == seen_on(focal, f"{path}rows/total/") == "2"


def test_every_page_with_figures_is_an_access():
    cast = make_cast()
    national_return = submitted(cast)
    block = national_return.blocks.get(table="detected")
    paths = {
        cast.officer: [f"/en/acts/query-return-table/{block.pk}/", table_path(national_return, "detected")],
        cast.focal: [f"{table_path(national_return, 'detected')}changes/"],
    }
    actions.receive_return(national_return, by=cast.officer)
    for person, pages in paths.items():
        for path in pages:
            ReturnReading.objects.all().delete()
            assert client_of(person).get(path).status_code == 200
            assert list(ReturnReading.objects.values_list("of", "reader")) == [(national_return.pk, person.pk)]


def test_a_row_that_was_to_be_added_stays_where_another_cell_has_a_fault():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    fill(focal, national_return, "citizenships", {"840.figure": "12"})
    answer = fill(focal, national_return, "citizenships", {"840.figure": "twelve"}, add="250")
    page = BeautifulSoup(answer.content, "lxml")
    assert [field["name"] for field in page.select(".figures input")] == ["cell-250.figure", "cell-840.figure"]
    assert page.select_one("form.filling")["action"].endswith("/?row=250")


def test_no_words_of_an_address_stand_on_the_page_as_a_row():
    cast = make_cast()
    national_return = begin(cast)
    page = client_of(cast.focal).get(f"{table_path(national_return, 'citizenships')}?row=Call+us&row=840")
    fields = BeautifulSoup(page.content, "lxml").select(".figures input")
    assert [field["name"] for field in fields] == ["cell-840.figure"]
