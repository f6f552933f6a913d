"""Returns as workbooks: out and in again without a change, filled in, faulty, and late."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.core.text import MultilingualText
from palermo.returns.entries import Entry
from palermo.returns.exchange.comparing import Change, HeadChange, compare
from palermo.returns.exchange.content import Content, ReturnForm, TableHead
from palermo.returns.exchange.workbook_reader import read_workbook
from palermo.returns.exchange.writing import return_workbook
from palermo.returns.read_structure import read_structure
from palermo.site.tables.sheets import TableRefused
from tests.factories.returns import SMALL
from tests.returns.workbooks import Filler

STRUCTURE = read_structure(SMALL)
NAMES = {"100": {"en": "Bulgaria", "fr": "Bulgarie"}, "800": {"en": "Uganda", "fr": "Ouganda"}}


def a_form(**fields) -> ReturnForm:
    """The form of an empty return."""
    return ReturnForm(
        **{
            "slug": "invented-2025",
            "state": "Wonderland",
            "year": 2025,
            "round": "Round of 2025",
            "due": "31 March 2026",
            "edition": "0" * 64,
            "structure": STRUCTURE,
            "tables": tuple(STRUCTURE.tables),
            "content": Content(),
            "articles": {"wonderland-1": "Penal Code, article 1", "wonderland-2": "Penal Code, article 2"},
            "codes": {("citizenship", code): names["en"] for code, names in NAMES.items()},
            "codes_by_name": {
                "citizenship": {name.casefold(): code for code, names in NAMES.items() for name in names.values()}
            },
            **fields,
        }
    )


def count(value: int, note: str = "") -> Entry:
    return Entry("count" if value else "zero", value, note=note)


def read(content: bytes, form: ReturnForm):
    return compare(read_workbook(content, "return.xlsx", form), form.content)


def faults_of(content: bytes, form: ReturnForm) -> list[str]:
    with pytest.raises(TableRefused) as refused:
        read_workbook(content, "return.xlsx", form)
    return refused.value.sentences


# Round trip

words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["=1+1", "-3", "+x", "@a", "'quoted", " edges ", "two\nlines", "a\r\nb", "_x000D_", "<b>&", "١٢"]),
)
limits = st.tuples(st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)).filter(
    lambda pair: None in pair or pair[0] <= pair[1]
)
kinds = st.one_of(
    st.integers(0, 9_999_999_999).map(count),
    st.just(count(2**62 + 1)),
    st.sampled_from(["not_recorded", "not_applicable", "suppressed"]).map(Entry),
    limits.map(lambda pair: Entry("suppressed", None, *pair)),
)
entries = st.builds(lambda entry, note: replace(entry, note=note), kinds, words)
added = [("citizenships", "100.figure"), ("citizenships", "999.figure")]
figures = st.dictionaries(st.sampled_from([*STRUCTURE.cells(), *added]), entries)
heads = st.dictionaries(
    st.sampled_from(sorted(STRUCTURE.tables)),
    st.builds(
        TableHead,
        article=st.sampled_from(["", "wonderland-1", "wonderland-2", "repealed-1"]),
        article_text=words,
        agency=words,
        unit=st.sampled_from(["", "persons", "other"]),
        note=words,
    ),
)


@settings(max_examples=20, deadline=None)
@given(figures, heads, figures, st.sampled_from(["en", "ar", "zh-hans"]), st.booleans())
def test_a_workbook_that_comes_back_as_it_went_out_changes_nothing(figures, heads, previous, language, is_saved):
    form = a_form(content=Content(figures, heads), previous=previous)
    with override(language):
        written = return_workbook(form)
        assert read(Filler(written).save() if is_saved else written, form).is_empty


@settings(max_examples=12, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(STRUCTURE.cells())),
        st.one_of(
            st.integers(0, 9_999_999_999).map(lambda number: (number, count(number))),
            st.integers(1, 999).map(lambda number: (f"<{number + 1}", Entry("suppressed", None, None, number))),
            st.integers(1, 999).map(
                lambda number: (f"{number}–{number + 3}", Entry("suppressed", None, number, number + 3))
            ),
            st.sampled_from(
                [
                    ("Not recorded", Entry("not_recorded")),
                    ("n", Entry("not_recorded")),
                    ("Not applicable", Entry("not_applicable")),
                    ("Withheld", Entry("suppressed")),
                    ("0", count(0)),
                    ("1,200", count(1200)),
                    (12.0, count(12)),
                ]
            ),
        ),
    )
)
def test_what_is_typed_into_a_workbook_is_what_the_return_says(typed):
    form = a_form()
    filler = Filler(return_workbook(form))
    for (table, cell), (text, _entry) in typed.items():
        filler.set(table, cell, text)
    found = read(filler.save(), form)
    assert {(each.table, each.cell): each.after for each in found.changes} == {
        place: entry for place, (_text, entry) in typed.items()
    }
    assert (found.conflicts, found.heads, found.head_conflicts) == ([], [], [])


def test_a_workbook_shows_the_questionnaire_the_figures_and_those_of_last_year():
    form = a_form(
        content=Content(
            {("detected", "total.adult"): count(12, "From a register")}, {"detected": TableHead(agency="Police")}
        ),
        previous={
            ("detected", "total.adult"): count(7),
            ("citizenships", "800.figure"): Entry("suppressed", None, None, 4),
        },
    )
    filler = Filler(return_workbook(form))
    assert filler.book.sheetnames == ["Instructions", "Victims", "Criminal justice", "palermo-record", "palermo-lists"]
    assert [sheet.sheet_state for sheet in filler.book.worksheets] == ["visible"] * 3 + ["hidden"] * 2
    assert filler.get("detected", "total.adult") == 12
    assert filler.get("detected", "total.adult", "last-year") == 7
    assert filler.get("detected", "total.adult", "note") == "From a register"
    assert filler.get("citizenships", "800.figure") is None
    assert filler.get("citizenships", "800.figure", "last-year") == "<5"
    assert filler.head("detected", "agency") == "Police"
    shown = filler.texts()
    for words in ("Wonderland, 2025", "Due: 31 March 2026", "Count each person once.", "Uganda", "2024"):
        assert words in shown


def test_only_cells_to_be_filled_in_can_be_changed():
    form = a_form(previous={("detected", "total.adult"): count(7)})
    filler = Filler(return_workbook(form))
    open_cells = {
        name: {cell.coordinate for row in filler.book[name].iter_rows() for cell in row if not cell.protection.locked}
        for name in ("Victims", "Criminal justice")
    }
    assert all(filler.book[name].protection.sheet for name in open_cells)
    for name, is_open in (("value", True), ("note", True), ("last-year", False)):
        sheet, address = filler.address("detected", "total.adult", name)
        assert (address in open_cells[sheet.title]) is is_open


def test_a_person_with_certain_tables_gets_these_and_nothing_of_the_others():
    content = Content(
        {("detected", "total.adult"): count(711), ("convicted", "total.figure"): count(811, "Secret note")},
        {"convicted": TableHead(agency="Secret agency")},
    )
    form = a_form(tables=("detected",), content=content, previous={("convicted", "male.figure"): count(911)})
    filler = Filler(return_workbook(form))
    assert filler.book.sheetnames == ["Instructions", "Victims", "palermo-record", "palermo-lists"]
    everything = "\n".join(
        str(cell.value) for sheet in filler.book.worksheets for row in sheet.iter_rows() for cell in row if cell.value
    )
    assert "711" in everything
    for secret in ("811", "911", "Secret", "convicted"):
        assert secret not in everything


# Filled in


def test_figures_notes_and_heads_are_changed_and_deleted():
    form = a_form(
        content=Content(
            {
                ("detected", "total.adult"): count(12),
                ("detected", "female.adult"): count(5, "Estimated"),
                ("detected", "male.adult"): count(7),
            },
            {"detected": TableHead(article="wonderland-1", agency="Police", note="To be checked")},
        )
    )
    filler = Filler(return_workbook(form))
    assert filler.head("detected", "article") == "wonderland-1: Penal Code, article 1"
    filler.set("detected", "total.adult", None)
    filler.set("detected", "female.adult", "Counted", "note")
    filler.set_head("detected", "article", "wonderland-2: Penal Code, article 2")
    filler.set_head("detected", "unit", "Persons")
    filler.set_head("detected", "note", None)
    filler.set_head("convicted", "article_text", "Penal Code = 1")
    found = read(filler.save(), form)
    assert found.changes == [
        Change("detected", "total.adult", count(12), None),
        Change("detected", "female.adult", count(5, "Estimated"), count(5, "Counted")),
    ]
    assert found.heads == [
        HeadChange("detected", "article", "wonderland-1", "wonderland-2"),
        HeadChange("detected", "unit", "", "persons"),
        HeadChange("detected", "note", "To be checked", ""),
        HeadChange("convicted", "article_text", "", "Penal Code = 1"),
    ]


@pytest.mark.parametrize("name", ["Bulgaria", "bulgarie", "100"])
def test_rows_are_added_by_a_name_in_any_language_or_a_code(name):
    form = a_form()
    filler = Filler(return_workbook(form))
    filler.add_row("citizenships", name, {"figure": 3})
    filler.add_row("citizenships", "Uganda", {"figure": "Not recorded"}, place=7)
    assert read(filler.save(), form).changes == [
        Change("citizenships", "100.figure", None, count(3)),
        Change("citizenships", "800.figure", None, Entry("not_recorded")),
    ]


def test_rows_may_be_sorted_and_columns_moved():
    form = a_form(content=Content({("detected", "female.adult"): count(5), ("detected", "male.adult"): count(7)}))
    filler = Filler(return_workbook(form))
    filler.set("detected", "female.adult", 6)
    sheet, first = filler._row("detected", "row:female")
    other = filler._row("detected", "row:male")[1]
    for column in range(1, 15):
        one, two = sheet.cell(first, column), sheet.cell(other, column)
        one.value, two.value = two.value, one.value
    sheet.insert_cols(4)
    assert read(filler.save(), form).changes == [Change("detected", "female.adult", count(5), count(6))]


# Faults


def test_every_fault_is_named_at_once_with_its_sheet_and_cell():
    form = a_form(content=Content({("detected", "male.child"): count(3)}))
    filler = Filler(return_workbook(form))
    about = [
        (filler.set("detected", "total.total", "about 12"), "Enter a whole number"),
        (filler.set("detected", "female.adult", 12.5), "Enter a whole number; found “12.5”."),
        (filler.set("detected", "male.adult", "-"), "A dash can mean zero"),
        (filler.set("detected", "female.child", "A note", "note"), "beside the note, found nothing."),
        (filler.set_head("detected", "article", "wonderland-9"), "expected a provision of law from the list"),
        (filler.set_head("detected", "unit", "Cases"), "(Persons), found “Cases”."),
        (filler.set_head("detected", "agency", "a" * 201), "expected at most 200 characters, found 201."),
        (filler.add_row("citizenships", "Atlantis", {"figure": 3}), "expected a name from the list, found “Atlantis”."),
        (filler.add_row("citizenships", "", {"figure": 3}, place=1), "beside the figures, found nothing."),
    ]
    # The figure, not its note, is where the fault is.
    about[3] = (filler.address("detected", "female.child")[1], about[3][1])
    found = faults_of(filler.save(), form)
    assert len(found) == len(about)
    for address, sentence in about:
        assert [each for each in found if f"Sheet “Victims”, cell {address}:" in each and sentence in each], sentence


def test_a_figure_that_became_a_date_is_explained():
    form = a_form()
    filler = Filler(return_workbook(form))
    address = filler.set("detected", "total.total", date(2026, 4, 1))
    assert faults_of(filler.save(), form) == [
        f"Sheet “Victims”, cell {address}: expected a figure, found a date, 2026-04-01. Spreadsheet programs take 1-4 "
        "for a date: type ‘ before it, or use a long dash, 1–4."
    ]


def test_nothing_is_deleted_by_leaving_it_out():
    form = a_form()
    filler = Filler(return_workbook(form))
    sheet, row = filler._row("detected", "row:female")
    sheet.delete_rows(row)
    del filler.book["Criminal justice"]
    remedy = "Download the workbook again and copy the figures into it."
    assert faults_of(filler.save(), form) == [
        f"Sheet “Victims”, table “Detected victims”: the row “Female” is missing. {remedy}",
        f"The table “Persons convicted” is missing. {remedy}",
    ]


def test_what_was_added_to_a_workbook_is_not_overlooked():
    form = a_form()
    filler = Filler(return_workbook(form))
    extra = filler.book.create_sheet("More figures")
    extra["A1"] = 12
    sheet, row = filler._row("detected", "row:female")
    sheet.cell(row, 20).value = "beside"
    filler.add_row("citizenships", "Uganda", {"figure": 3})
    again = filler.add_row("citizenships", "800", {"figure": 4}, place=3)
    found = faults_of(filler.save(), form)
    assert len(found) == 3
    assert found[0] == f"Sheet “Victims”, cell T{row}: expected nothing, found “beside”."
    assert found[1].startswith(f"Sheet “Victims”, cell {again}: the row “Uganda” stands in the table already")
    assert found[2].startswith("Sheet “More figures”: expected the sheets of the workbook only")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slug": "other-2025"}, "Expected the workbook of the return other-2025, found that of invented-2025."),
        (
            {"edition": "1" * 64},
            "The workbook was made for another edition of the questionnaire. Download it again and copy the figures "
            "into it.",
        ),
    ],
)
def test_the_workbook_of_another_return_or_questionnaire_is_refused(fields, sentence):
    assert faults_of(return_workbook(a_form()), a_form(**fields)) == [sentence]


def test_another_file_is_refused():
    book = Filler(return_workbook(a_form()))
    del book.book["palermo-record"]
    assert faults_of(book.save(), a_form())[0].startswith("return.xlsx: expected a workbook that was downloaded")
    assert faults_of(b"a,b\n1,2\n", a_form()) == ["return.xlsx: expected a workbook (.xlsx), found another file."]
    assert faults_of(b"PK\x03\x04broken", a_form()) == ["return.xlsx: expected a workbook (.xlsx), found another file."]


def test_a_table_assigned_to_others_in_the_meantime_is_refused():
    form = a_form()
    content = return_workbook(form)
    found = faults_of(content, replace(form, tables=("detected", "citizenships")))
    assert [each.split(": ", 1)[1] for each in found] == ["expected a table that you fill in, found another one."]


# Late


def test_what_was_changed_on_the_site_in_the_meantime_is_a_conflict_only_where_the_workbook_changed_it_too():
    before = Content(
        {("detected", f"{row}.adult"): count(5) for row in ("total", "female", "male")},
        {"detected": TableHead(agency="Police", article_text="Article 1")},
    )
    form = a_form(content=before)
    filler = Filler(return_workbook(form))
    filler.set("detected", "total.adult", 6)
    filler.set("detected", "female.adult", 7)
    filler.set_head("detected", "agency", "Courts")
    filler.add_row("citizenships", "Uganda", {"figure": 3})
    now = Content(
        {
            **before.figures,
            ("detected", "female.adult"): count(8, "Changed on the site"),
            ("detected", "male.adult"): count(9),
            ("citizenships", "800.figure"): count(2),
        },
        {"detected": TableHead(agency="Ministry", article_text="Article 2")},
    )
    found = read(filler.save(), replace(form, content=now))
    assert found.changes == [Change("detected", "total.adult", count(5), count(6))]
    assert found.conflicts == [
        Change("detected", "female.adult", count(8, "Changed on the site"), count(7)),
        Change("citizenships", "800.figure", count(2), count(3)),
    ]
    assert found.heads == []
    assert found.head_conflicts == [HeadChange("detected", "agency", "Ministry", "Courts")]


def test_two_who_made_the_same_change_do_not_conflict():
    form = a_form(content=Content({("detected", "total.adult"): count(5)}))
    filler = Filler(return_workbook(form))
    filler.set("detected", "total.adult", 6)
    now = Content({("detected", "total.adult"): count(6)})
    assert read(filler.save(), replace(form, content=now)).is_empty


# Other programs


def convert(content: bytes, folder, *forms: str) -> bytes:
    """A workbook as LibreOffice saves it, in one form after another."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.fail("LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-calc-nogui")
    file = folder / "return.xlsx"
    file.write_bytes(content)
    for number, form in enumerate(forms):
        into = folder / str(number)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(into), str(file)]
        subprocess.run(command, check=True, timeout=180, capture_output=True)
        file = into / f"return.{form}"
    return file.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_a_workbook_that_libreoffice_saved_changes_nothing_but_what_was_typed(language, tmp_path):
    notes = ["=1+1", "two\nlines", " edges ", "-3", "'quoted", "<b>&amp;", "ملاحظة", "注"]
    sample = [
        count(0),
        count(9_999_999_999),
        Entry("not_recorded"),
        Entry("not_applicable"),
        Entry("suppressed"),
        Entry("suppressed", None, None, 4),
        Entry("suppressed", None, 1, 4),
        Entry("suppressed", None, 11),
    ]
    places = [*STRUCTURE.cells()]
    content = Content(
        {place: replace(sample[number % 8], note=notes[number % 8]) for number, place in enumerate(places)},
        {"detected": TableHead("wonderland-1", "Article 1-4", "Police", "persons", "1/4\n=2")},
    )
    form = a_form(content=content, previous={place: count(4) for place in places})
    with override(language):
        written = return_workbook(form)
        assert read(convert(written, tmp_path, "xlsx"), form).is_empty
        filler = Filler(written)
        filler.set("detected", "male.adult", 4321)
        filler.add_row("citizenships", "Uganda", {"figure": "<5"})
        found = read(convert(filler.save(), tmp_path, "ods", "xlsx"), form)
    assert [(each.cell, each.after) for each in found.changes] == [
        ("male.adult", replace(count(4321), note=content.figures["detected", "male.adult"].note)),
        ("800.figure", Entry("suppressed", None, None, 4)),
    ]
    assert (found.conflicts, found.heads, found.head_conflicts) == ([], [], [])


def test_names_that_no_sheet_can_have_are_replaced():
    structure = read_structure(SMALL)
    sections = tuple(
        replace(each, title=MultilingualText({"en": "Victims: [all]/each? *" * 3})) for each in structure.sections
    )
    form = a_form(structure=replace(structure, sections=sections))
    content = return_workbook(form)
    names = Filler(content).book.sheetnames[1:3]
    assert len({*names}) == 2
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)
    assert read(content, form).is_empty
