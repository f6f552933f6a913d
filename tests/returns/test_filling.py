"""Filling in tables of a return: what is typed is kept, shown again, compared, and never silently overwritten."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from palermo.core.refusals import Refused
from palermo.returns.actions.filling import save_figures
from palermo.returns.entries import Entry
from palermo.returns.models import FigureChange, Return, ReturnFigure
from tests.factories.accounts import make_person, make_state
from tests.factories.laws import make_law
from tests.factories.returns import make_figure, make_return, make_round, make_round_invitation
from tests.portal.filling import client_of
from tests.returns.people import DAY, SOURCE, WHOLE, begin, fill, make_cast, seen_on, table_path

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def figures(national_return: Return, table: str = "detected") -> dict[str, tuple]:
    """What the cells of a table hold."""
    rows = ReturnFigure.objects.filter(of=national_return, table=table)
    return {row.cell: (row.kind, row.value, row.low, row.high) for row in rows}


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def field(page: BeautifulSoup, cell: str):
    return page.find(id=f"cell-{cell}")


def words(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_what_is_typed_is_kept_by_kind_and_an_empty_cell_is_nothing():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    typed = {"total.total": "1,200", "female.total": "0", "male.total": "n", "male.adult": "x", "male.child": "<5"}
    answer = fill(focal, national_return, "detected", {**typed, "total.adult": "", "total.child": "w"})
    assert answer.status_code == 200
    assert figures(national_return) == {
        "total.total": ("count", 1200, None, None),
        "female.total": ("zero", 0, None, None),
        "male.total": ("not_recorded", None, None, None),
        "male.adult": ("not_applicable", None, None, None),
        "male.child": ("suppressed", None, None, 4),
        "total.child": ("suppressed", None, None, None),
    }
    page = soup(focal.get(table_path(national_return, "detected")))
    shown = {tag["name"]: tag["value"] for tag in page.select(".figures input")}
    assert shown == {
        "cell-total.total": "1200",
        "cell-total.adult": "",
        "cell-total.child": "w",
        "cell-female.total": "0",
        "cell-female.adult": "",
        "cell-female.child": "",
        "cell-male.total": "n",
        "cell-male.adult": "x",
        "cell-male.child": "<5",
    }
    assert "6 of 9 cells filled" in words(page.main)


def test_every_change_is_kept_with_who_made_it():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    fill(focal, national_return, "detected", {"total.total": "12", "total.adult": "5"})
    fill(focal, national_return, "detected", {"total.total": "13", "total.adult": "5"})
    fill(focal, national_return, "detected", {"total.total": "", "total.adult": "5"})
    changes = [(row.cell, row.before, row.after, row.changed_by) for row in FigureChange.objects.order_by("pk")]
    assert changes == [
        ("total.total", {}, {"kind": "count", "value": 12}, cast.focal),
        ("total.adult", {}, {"kind": "count", "value": 5}, cast.focal),
        ("total.total", {"kind": "count", "value": 12}, {"kind": "count", "value": 13}, cast.focal),
        ("total.total", {"kind": "count", "value": 13}, {}, cast.focal),
    ]
    page = words(soup(focal.get(table_path(national_return, "detected") + "changes/")).main)
    assert "Total, Total 13 empty Focal Point" in page


def test_a_cell_that_cannot_be_read_keeps_its_words_and_the_others_are_saved():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    answer = fill(focal, national_return, "detected", {"total.total": "twelve", "total.adult": "5"})
    assert answer.status_code == 422
    page = soup(answer)
    assert field(page, "total.total")["value"] == "twelve"
    assert field(page, "total.total")["aria-invalid"] == "true"
    sentence = (
        "Enter a whole number, n (not recorded), x (not applicable), w (withheld) or limits such as <5; found “twelve”."
    )
    assert words(page.find(id="cell-total.total-fault")) == sentence
    assert [words(link) for link in page.select(".errors a")] == [f"Total, Total: {sentence}"]
    assert figures(national_return) == {"total.adult": ("count", 5, None, None)}


def test_two_people_who_save_at_once_overwrite_nothing_of_each_other():
    cast = make_cast()
    colleague = make_person("Colleague", "focal_point", state=cast.state)
    national_return, focal, other = begin(cast), client_of(cast.focal), client_of(colleague)
    fill(focal, national_return, "detected", {"total.total": "10", "total.adult": "4"})
    path = table_path(national_return, "detected")
    seen = seen_on(other, path)
    fill(focal, national_return, "detected", {"total.total": "12", "total.adult": "4", "total.child": "8"})
    # The colleague's page still shows 10 and 4 and an empty cell; 10 becomes 11, the child's cell is left alone.
    answer = fill(
        other, national_return, "detected", {"total.total": "11", "total.adult": "5", "total.child": ""}, seen=seen
    )
    assert answer.status_code == 422
    page = soup(answer)
    assert words(page.find(id="cell-total.total-fault")) == (
        "Focal Point changed this figure in the meantime; it is now 12. Save again to replace it."
    )
    assert field(page, "total.total")["value"] == "11"
    assert field(page, "total.child")["value"] == "8"
    expected = {"total.total": ("count", 12, None, None), "total.adult": ("count", 5, None, None)}
    assert figures(national_return) == {**expected, "total.child": ("count", 8, None, None)}
    # Saved again from that page, it replaces what was shown.
    seen = page.find("input", {"name": "seen"})["value"]
    assert fill(other, national_return, "detected", {"total.total": "11"}, seen=seen).status_code == 200
    assert figures(national_return)["total.total"] == ("count", 11, None, None)


@pytest.mark.parametrize("page", ["", "rows/total/"])
def test_a_figure_that_is_saved_while_a_page_is_made_is_not_overwritten_by_what_that_page_shows(page):
    cast = make_cast()
    colleague = make_person("Colleague", "focal_point", state=cast.state)
    national_return, focal, place = begin(cast), client_of(cast.focal), ("convicted", "total.figure")
    save_figures(national_return, {place: Entry("count", 3)}, seen=0, by=cast.focal)
    path, name = table_path(national_return, "convicted") + page, "total.figure-entry" if page else "cell-total.figure"
    were_read, waiting = [], [Entry("count", 8)]

    def save_after_reading(execute, sql, *rest):
        if were_read and waiting:
            save_figures(national_return, {place: waiting.pop()}, seen=10**9, by=colleague)
        if sql.startswith("SELECT") and 'FROM "returns_returnfigure"' in sql:
            were_read.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(save_after_reading):
        shown = soup(focal.get(path))
    sent = {tag["name"]: tag["value"] for tag in shown.find_all("input", {"name": ["seen", name]})}
    assert (waiting, sent[name]) == ([], "3")
    answer = focal.post(path, {**sent, name: "4"})
    assert (answer.status_code, "Colleague changed this figure in the meantime" in words(soup(answer))) == (422, True)
    assert figures(national_return, "convicted")["total.figure"] == ("count", 8, None, None)


def test_the_same_figure_entered_by_two_people_is_no_conflict():
    cast = make_cast()
    national_return = begin(cast)
    colleague = make_person("Colleague", "focal_point", state=cast.state)
    save_figures(national_return, {("detected", "total.total"): Entry("count", 7)}, seen=0, by=colleague)
    saved = save_figures(national_return, {("detected", "total.total"): Entry("count", 7)}, seen=0, by=cast.focal)
    assert (saved.changed, dict(saved.conflicts)) == (0, {})


def test_sources_are_asked_once_and_not_overwritten_by_a_form_opened_before():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    law = make_law(state=cast.state)
    sent = {**SOURCE, "source-article": law.slug}
    was = {"was-agency": "", "was-article": "", "was-article_text": "", "was-unit": "persons", "was-note": ""}
    assert fill(focal, national_return, "detected", {}, **sent, **was).status_code == 200
    block = national_return.blocks.get(table="detected")
    assert (block.article, block.agency, block.article_text, block.unit) == (
        law,
        "National Police",
        "Section 5",
        "persons",
    )
    answer = fill(focal, national_return, "detected", {}, **{**sent, "source-agency": "Ministry"}, **was)
    assert answer.status_code == 422
    assert "This was changed in the meantime; it is now “National Police”. Save again to replace it." in words(
        soup(answer).main
    )
    block.refresh_from_db()
    assert block.agency == "National Police"


def test_a_law_of_another_state_is_not_found():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    law = make_law(state=make_state("Lemuria"))
    answer = fill(focal, national_return, "detected", {}, **{"source-article": law.slug, "was-article": ""})
    assert answer.status_code == 422
    assert f"No record has the title or identifier “{law.slug}”." in words(soup(answer).main)


def test_a_row_is_added_from_the_list_and_stays_once_a_figure_stands_in_it():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    answer = fill(focal, national_return, "citizenships", {}, add="840")
    assert [tag["name"] for tag in soup(answer).select(".figures input")] == ["cell-840.figure"]
    fill(focal, national_return, "citizenships", {"840.figure": "12"})
    page = soup(focal.get(table_path(national_return, "citizenships")))
    assert [tag["value"] for tag in page.select(".figures input")] == ["12"]
    assert [option.text for option in page.select("#codes option")] == ["250"]
    answer = fill(focal, national_return, "citizenships", {"840.figure": "12"}, add="Utopia")
    assert "“Utopia” is not in the list. Choose an entry of the list." in words(soup(answer).body)


def test_empty_cells_are_filled_at_once_on_request():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    cells = {"total.figure": "3", "female.figure": "", "male.figure": ""}
    fill(focal, national_return, "convicted", cells, fill_empty="not_recorded")
    unknown = ("not_recorded", None, None, None)
    assert figures(national_return, "convicted") == {
        "total.figure": ("count", 3, None, None),
        "female.figure": unknown,
        "male.figure": unknown,
    }


def test_notes_and_sources_of_single_figures_differ_from_the_table():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    fill(focal, national_return, "convicted", {"female.figure": "2"}, **SOURCE)
    path = table_path(national_return, "convicted") + "rows/female/"
    sent = {
        "seen": seen_on(focal, path),
        "female.figure-entry": "3",
        "female.figure-note": "Two cases were joined.",
        "female.figure-agency": "Court",
        "female.figure-unit": "persons",
    }
    assert focal.post(path, sent).status_code == 302
    row = ReturnFigure.objects.get(of=national_return, cell="female.figure")
    assert (row.value, row.note, row.agency, row.unit) == (3, "Two cases were joined.", "Court", "persons")
    assert FigureChange.objects.order_by("pk").last().after == {
        "kind": "count",
        "value": 3,
        "note": "Two cases were joined.",
        "agency": "Court",
        "unit": "persons",
    }
    # A save of the table leaves the note as it is.
    fill(focal, national_return, "convicted", {"female.figure": "4"})
    row.refresh_from_db()
    assert (row.value, row.note) == (4, "Two cases were joined.")
    # Somebody else changed it since this page was opened.
    colleague = make_person("Colleague", "focal_point", state=cast.state)
    answer = client_of(colleague).post(path, {**sent, "female.figure-entry": "5"})
    assert answer.status_code == 422
    assert "Focal Point changed this figure in the meantime. Open it again to see what it holds now." in words(
        soup(answer).body
    )


def test_a_note_without_a_figure_is_not_lost_in_silence():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    path = table_path(national_return, "convicted") + "rows/female/"
    sent = {"seen": "0", "female.figure-entry": "", "female.figure-note": "Awaited from the courts."}
    answer = focal.post(path, sent)
    assert answer.status_code == 422
    page = soup(answer)
    assert "Enter the figure, or why there is none. An empty cell keeps no note." in words(page.main)
    assert page.find("textarea", {"name": "female.figure-note"}).text.strip() == "Awaited from the courts."
    assert figures(national_return, "convicted") == {}


def test_last_years_figures_stand_beside_each_cell_and_sources_are_taken_over():
    cast = make_cast()
    earlier_round = make_round_invitation(make_round(year=2006, edition=cast.invitation.round.edition), cast.state)
    dates = {"status": "accepted", "received_on": date(2007, 3, 1), "accepted_on": date(2007, 4, 1)}
    earlier = make_return(cast.state, round=earlier_round.round, agreement=earlier_round.agreement, **dates)
    make_figure(earlier, "detected", "total.total", 17)
    earlier.blocks.create(table="detected", agency="Police of the year before", unit="persons")
    national_return, focal = begin(cast), client_of(cast.focal)
    page = soup(focal.get(table_path(national_return, "detected")))
    assert [words(tag) for tag in page.select(".before")] == ["2006: 17"]
    assert page.find("input", {"name": "source-agency"})["value"] == "Police of the year before"
    # A jump is a warning as soon as it is saved.
    fill(focal, national_return, "detected", {"total.total": "170"})
    page = soup(focal.get(table_path(national_return, "detected")))
    assert "doubtful" in field(page, "total.total").parent["class"]


def test_an_error_is_shown_at_its_cell():
    cast = make_cast()
    national_return, focal = begin(cast), client_of(cast.focal)
    fill(focal, national_return, "detected", {**WHOLE["detected"], "total.total": "30"})
    page = soup(focal.get(table_path(national_return, "detected")))
    assert "wrong" in field(page, "total.total").parent["class"]
    assert len(page.select("#checks + ul a")) > 0


def test_cells_that_the_questionnaire_lacks_are_refused_and_nothing_is_saved():
    cast = make_cast()
    national_return = begin(cast)
    for place in [
        ("detected", "total.elder"),
        ("detected", "unknown.total"),
        ("citizenships", "999.figure"),
    ]:
        with pytest.raises(Refused) as refused:
            save_figures(
                national_return,
                {place: Entry("count", 1), ("detected", "total.total"): Entry("count", 1)},
                seen=0,
                by=cast.focal,
            )
        assert str(refused.value) == (
            f"The questionnaire has no cell “{place[1]}” in the table “{place[0]}”. Reload the page."
        )
    assert figures(national_return) == {}


def test_a_save_of_many_figures_needs_as_many_queries_as_one_of_few(django_assert_max_num_queries):
    cast = make_cast()
    national_return = begin(cast)
    few = {("convicted", "total.figure"): Entry("count", 1)}
    many = {("detected", cell): Entry("count", 1) for cell in WHOLE["detected"]}
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as first:
        save_figures(national_return, few, seen=0, by=cast.focal)
    with CaptureQueriesContext(connection) as second:
        save_figures(national_return, many, seen=0, by=cast.focal)
    assert len(first) == len(second)
