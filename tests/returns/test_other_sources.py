"""What other sources have beside the figures of a return: compared, quoted in a query, kept from other readers."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palermo.knowledge.actions import datasets as actions
from palermo.knowledge.edition_figures import read_figures
from palermo.knowledge.models import DatasetEdition, EditionFigure
from palermo.returns.entries import read_entry
from palermo.returns.models import QuestionnaireEdition
from palermo.returns.other_sources import Compared, Result, compare_entries
from tests.factories.knowledge import make_agreement, make_dataset, make_source
from tests.factories.returns import SMALL
from tests.portal.filling import act, client_of
from tests.portal.reading import Page, words
from tests.returns.people import DAY, begin, fill_all, make_cast, received, table_path

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
OFFICER = "an officer"
COMPARED = """
        compared_with:
          - layout: unodc
            unit: persons
            where: {Indicator: Detected trafficking victims, Dimension: Total, Category: Total}
            codes:
              sex: {total: {Sex: Total}, female: {Sex: Female}, male: {Sex: Male}}
              age: {total: {Age: Total}, adult: {Age: 18 years or over}}
            note: {en: By the year of detection.}
"""
BY_COUNTRY = """
        compared_with:
          - layout: unodc
            where: {Indicator: Detected trafficking victims, Dimension: by citizenship, Sex: Total, Age: Total}
            codes: {citizenship: Category}
"""
CONTENT = SMALL.replace(
    "        rows: [{dimension: sex, total: total}]\n        columns: [{dimension: age, total: total}]\n",
    "        rows: [{dimension: sex, total: total}]\n        columns: [{dimension: age, total: total}]" + COMPARED,
).replace(
    "        rows: [{dimension: citizenship}]\n        columns: [{dimension: year}]\n",
    "        rows: [{dimension: citizenship}]\n        columns: [{dimension: year}]" + BY_COUNTRY,
)
HEAD = (
    "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,txtVALUE,Source"
)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def row(sex, age, value, year=2007, code="FRA", dimension="Total", category="Total"):
    indicator = "Detected trafficking victims"
    return f"{code},Name,Europe,Part,{indicator},{dimension},{category},{sex},{age},{year},Counts,{value},GLOTIP"


# Of 2007: one figure that is the same, two that differ, one withheld, one that stands twice, one of a further country.
ROWS = (
    row("Total", "Total", 31),
    row("Female", "Total", 25),
    row("Female", "18 years or over", 9),
    row("Male", "Total", "<5"),
    row("Male", "18 years or over", 8),
    row("Male", "18 years or over", 11),
    row("Total", "Total", 31, dimension="by citizenship", category="United States of America"),
    row("Total", "Total", 777, dimension="by citizenship", category="France"),
    row("Total", "Total", 88888, year=2006),
    row("Total", "Total", 99999, code="ESP"),
)


def make_published(*rows, kind="published", audience="public", name="UNODC data portal") -> DatasetEdition:
    """An accepted edition of a table in UNODC's layout."""
    return add_edition(make_dataset(make_source(name, kind=kind, audience=audience), audience=audience), *rows)


def add_edition(dataset, *rows) -> DatasetEdition:
    """An edition with these rows, checked, explained and accepted, under an agreement that ends the data's keeping."""
    agreement = make_agreement(dataset.source)
    file = ContentFile("\n".join([HEAD, *rows]).encode(), "table.csv")
    edition = actions.hand_in_edition(dataset, file=file, agreement=agreement, by=OFFICER)
    for rule in set(edition.findings.values_list("rule", flat=True)):
        actions.explain_findings(edition, rule=rule, explanation="As published.", by=OFFICER)
    edition.refresh_from_db()
    return actions.accept_edition(edition, by=OFFICER)


def make_compared_cast():
    """The people of a State whose identifier is a code of the table, with a questionnaire that is compared."""
    cast = make_cast()
    cast.state.slug = "fra"
    cast.state.save()
    QuestionnaireEdition.objects.update(content=CONTENT)
    cast.invitation.refresh_from_db()
    return cast


def open_table(client, national_return, table="detected") -> Page:
    return Page(client.get(table_path(national_return, table)))


def lines_on(page: Page) -> list[list[str]] | None:
    """The figures of the only other source; None where the page has no other sources."""
    if page.soup.find(id="other-sources") is None:
        return None
    [table] = page.soup.select("#other-sources ~ .table-wrap tbody")
    return [[words(cell) for cell in line.find_all(["th", "td"])] for line in table.find_all("tr")]


FRENCH = (
    "Victimes détectées (Femmes, Total (EN)), 2007 : la réponse indique « 18 » ; « Dataset [fr] », édition 1 "
    "(UNODC data portal [fr]), indique « 25 ». Veuillez expliquer la différence."
)
SEEN = [
    ["Female, Total", "18", "25", "Differs: 7 fewer in the return", "3"],
    ["Female, Adults", "12", "9", "Differs: 3 more in the return", "4"],
    ["Male, Total", "13", "withheld, 1 to 4", "Differs: outside the limits", "5"],
    ["Male, Adults", "8", "11", "Differs: 3 fewer in the return", "7"],
    ["Total, Total", "31", "31", "Same figure", "2"],
    ["Male, Adults", "8", "8", "Same figure", "6"],
]


def test_figures_of_a_published_source_stand_beside_those_of_a_return():
    cast = make_compared_cast()
    edition = make_published(*ROWS)
    national_return = received(cast)
    page = open_table(client_of(cast.officer), national_return)
    assert lines_on(page) == [[*line, "Ask"] for line in SEEN]
    assert page.all("#cell-male\\.adult .before") == ["UNODC data portal [en]: 8", "UNODC data portal [en]: 11"]
    assert page.all("#other-sources ~ dl dd") == [
        "Dataset [en]",
        "Edition 1 · received 1 February 2008",
        "Persons · in the file: Counts",
        "GLOTIP",
    ]
    assert page.all("#other-sources ~ p")[:2] == [
        "By the year of detection.",
        "4 figures differ. 4 figures of the return are not in this source.",
    ]
    assert [each["href"] for each in page.soup.select("#other-sources ~ dl a")] == [
        f"/en/data/datasets/{edition.dataset.slug}/",
        f"/en/data/datasets/{edition.dataset.slug}/1/",
    ]
    assert lines_on(open_table(client_of(cast.officer), national_return, "citizenships")) == [
        ["250 [en]", "", "777", "No such row in the return", "9", ""],
        ["840 [en]", "31", "31", "Same figure", "8", "Ask"],
    ]
    assert lines_on(open_table(client_of(cast.officer), national_return, "convicted")) is None


def test_those_of_the_state_see_what_is_published_and_nothing_else():
    cast = make_compared_cast()
    make_published(*ROWS)
    make_published(row("Female", "Total", 77_777), kind="state", name="Police register")
    make_published(row("Female", "Total", 66_666), audience="secretariat", name="Confidential table")
    national_return = begin(cast)
    filling = open_table(client_of(cast.focal), national_return)
    empty = [[name, "", other, "Empty in the return", number] for name, _own, other, _result, number in SEEN]
    assert sorted(lines_on(filling)) == sorted(empty)
    national_return = received_by(cast, national_return)
    pages = [open_table(client_of(each), national_return) for each in (cast.focal, cast.delegate)]
    assert [lines_on(each) for each in pages] == [SEEN, SEEN]
    for page in (filling, *pages):
        for word in ("77,777", "66,666", "Police register", "Confidential", "88,888", "99,999"):
            assert word not in page.text
    officer = open_table(client_of(cast.officer), national_return)
    assert ("77,777" in officer.text, "66,666" in officer.text, "88,888" in officer.text) == (True, True, False)


def received_by(cast, national_return):
    fill_all(client_of(cast.focal), national_return)
    act(client_of(cast.focal), "complete-return", national_return.slug)
    act(client_of(cast.delegate), "approve-return", national_return.slug)
    act(client_of(cast.officer), "receive-return", national_return.slug)
    return cast.national_return


def test_a_query_opens_with_the_cell_and_a_question_in_the_language_of_the_state():
    cast = make_compared_cast()
    edition = make_published(*ROWS)
    closed = make_published(row("Female", "Total", 66_666), audience="secretariat", name="Confidential table")
    national_return = received(cast)
    for person in (cast.focal, cast.delegate):
        person.language = "fr"
        person.save()
    block = national_return.blocks.get(table="detected")
    officer = client_of(cast.officer)
    asked = f"/en/acts/query-return-table/{block.pk}/?cell=female.total&edition="
    page = open_table(officer, national_return)
    assert page.soup.find("a", href=f"{asked}{edition.pk}") is not None
    form = Page(officer.get(f"{asked}{edition.pk}"))
    assert form.one("#id_cell option[selected]") == "Female, Total (18)"
    assert form.one("#id_text") == FRENCH
    # What the State may not read is not quoted to it.
    for other in (closed.pk, 10**9, "x"):
        form = Page(officer.get(f"{asked}{other}"))
        assert (form.one("#id_cell option[selected]"), form.one("#id_text")) == ("Female, Total (18)", "")


def test_a_later_edition_takes_the_place_of_an_earlier_one_and_deleted_data_are_gone():
    cast = make_compared_cast()
    first = make_published(*ROWS)
    assert EditionFigure.objects.filter(edition=first).count() == 9
    second = add_edition(first.dataset, row("Total", "Total", 30))
    national_return = received(cast)
    officer = client_of(cast.officer)
    assert lines_on(open_table(officer, national_return)) == [
        ["Total, Total", "31", "30", "Differs: 1 more in the return", "2", "Ask"]
    ]
    assert EditionFigure.objects.filter(edition=first).count() == 0
    # The earlier one, read once more, stays behind the later one.
    assert read_figures(first.pk, by=OFFICER) == 0
    assert EditionFigure.objects.values_list("edition", "value").get() == (second.pk, 30)
    second.agreement.keep_until = date(2008, 1, 1)
    second.agreement.save()
    actions.delete_data(second.agreement, by=OFFICER)
    assert not EditionFigure.objects.exists()
    assert lines_on(open_table(officer, national_return)) is None


def test_a_source_without_figures_and_another_unit_are_said_so():
    cast = make_compared_cast()
    make_published(row("Total", "Total", 99_999, code="ESP"))
    national_return = received(cast)
    page = open_table(client_of(cast.officer), national_return)
    state = national_return.state.display_name()
    assert f"This source has no figures on this table for {state}, 2007." in page.text
    make_published(row("Total", "Total", 12))
    national_return.blocks.filter(table="detected").update(unit="cases")
    lines = lines_on(open_table(client_of(cast.officer), national_return))
    assert lines == [["Total, Total", "31", "12", "Not compared: another counting unit", "2", "Ask"]]


def test_the_number_of_queries_does_not_grow_with_sources_and_figures():
    cast = make_compared_cast()
    make_published(row("Total", "Total", 12))
    national_return = received(cast)
    officer, path = client_of(cast.officer), table_path(national_return, "detected")
    officer.get(path)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(path).status_code == 200
        return len(captured)

    one = count()
    make_published(*ROWS, name="Second")
    make_published(*ROWS, name="Third", kind="state", audience="secretariat")
    assert count() == one
    QuestionnaireEdition.objects.update(content=SMALL)
    # The permission to ask, the editions and their figures.
    assert one - count() == 3


@pytest.mark.parametrize(
    ("own", "other", "result"),
    [
        ("5", "5", Compared(Result.SAME)),
        ("0", "0", Compared(Result.SAME)),
        ("<5", "<5", Compared(Result.SAME)),
        ("n", "n", Compared(Result.SAME)),
        ("5", "7", Compared(Result.DIFFERS, -2)),
        ("0", "7", Compared(Result.DIFFERS, -7)),
        ("9", "0", Compared(Result.DIFFERS, 9)),
        ("3", "1-4", Compared(Result.WITHIN)),
        ("0", "1-4", Compared(Result.OUTSIDE)),
        ("5", "1-4", Compared(Result.OUTSIDE)),
        (">10", "11", Compared(Result.WITHIN)),
        (">10", "10", Compared(Result.OUTSIDE)),
        ("1-4", "4-9", Compared(Result.WITHIN)),
        ("1-4", "5-9", Compared(Result.OUTSIDE)),
        ("w", "5", Compared(Result.NOT_COMPARED)),
        ("n", "5", Compared(Result.NOT_COMPARED)),
        ("0", "n", Compared(Result.NOT_COMPARED)),
        ("x", "n", Compared(Result.NOT_COMPARED)),
        ("", "5", Compared(Result.EMPTY)),
    ],
)
def test_figures_are_compared_as_the_numbers_that_they_stand_for(own, other, result):
    assert compare_entries(read_entry(own), read_entry(other)) == result
    if own:
        assert compare_entries(read_entry(own), read_entry(other), same_unit=False) == Compared(Result.OTHER_UNIT)
