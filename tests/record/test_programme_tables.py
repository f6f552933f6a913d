"""People and parts of a programme as tables: taken away, changed in a spreadsheet, brought back in."""

import csv
import io

import pytest
from openpyxl import load_workbook

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.programme.models import ProgrammePart, ProgrammePerson
from palermo.record.tabular.importing import import_table, read_table
from palermo.site.tables.sheets import TableRefused
from tests.factories.programmes import full, make_item, make_programme, make_release
from tests.portal.programme_pages import client_of

pytestmark = pytest.mark.django_db
BY = "palermo record import-table"


@pytest.fixture
def programme():
    made = make_programme(days=2)
    full(made)
    return made


def taken(programme, what: str, form: str = "csv") -> bytes:
    response = client_of(Role.SECRETARIAT).get(f"/en/programmes/{programme.slug}/{what}.{form}")
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    return response.content


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def written(found: list[dict[str, str]]) -> bytes:
    held = io.StringIO()
    writer = csv.DictWriter(held, list(found[0]))
    writer.writeheader()
    writer.writerows(found)
    return held.getvalue().encode()


def bring(content: bytes, what: str, form: str = "csv", **more):
    return import_table(read_table(content, f"table.{form}", what), by=BY, **more)


@pytest.mark.parametrize("what", ["people", "parts"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_back_and_changes_nothing(programme, what, form):
    content = taken(programme, what, form)
    report = bring(content, what, form)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)
    assert AuditEvent.objects.get().verb == "programme.exported"


def test_people_are_told_with_everything_the_working_copy_has(programme):
    found = rows(taken(programme, "people"))
    assert [(row["programme"], row["slug"], row["name.en"], row["gender"]) for row in found] == [
        (programme.slug, "asked", "Mr. Asked [en]", "man"),
        (programme.slug, "sure", "Ms. Sure [en]", "woman"),
    ]
    sheet = load_workbook(io.BytesIO(taken(programme, "people", "xlsx"))).active
    assert [cell.value for cell in sheet[1]] == list(found[0])


def test_who_does_what_is_told_by_item_and_person(programme):
    found = rows(taken(programme, "parts"))
    assert [(row["item"], row["person"], row["role"], row["minutes"], row["confirmed_on"]) for row in found] == [
        (f"{programme.slug}/panel", f"{programme.slug}/sure", "chair", "10", "2008-01-10"),
        (f"{programme.slug}/panel", f"{programme.slug}/asked", "speaker", "", ""),
    ]


def test_people_and_parts_are_changed_and_added_by_tables(programme):
    found = rows(taken(programme, "people"))
    found[0]["name.en"] = "Mr. Renamed"
    found.append({**dict.fromkeys(found[0], ""), "programme": programme.slug, "name.en": "Ms. New"})
    checked = bring(written(found), "people", check=True)
    assert (checked.changed, ProgrammePerson.objects.count()) == (1, 2)
    bring(written(found), "people")
    assert sorted(str(person) for person in programme.people.all()) == ["Mr. Renamed", "Ms. New", "Ms. Sure [en]"]
    new = {"item": f"{programme.slug}/panel", "person": f"{programme.slug}/ms-new", "role": "Speaker", "minutes": "12"}
    for _time in range(2):
        bring(written([new]), "parts")
    assert list(ProgrammePart.objects.values_list("number", "person__slug", "role", "minutes")) == [
        (1, "sure", "chair", 10),
        (2, "asked", "speaker", None),
        (3, "ms-new", "speaker", 12),
    ]
    # Nobody who is not in the table is taken out, and what has no column stays.
    bring(written([{"item": f"{programme.slug}/panel", "person": f"{programme.slug}/sure", "role": "chair"}]), "parts")
    assert ProgrammePart.objects.get(person__slug="sure").minutes == 10


@pytest.mark.parametrize("what", ["people", "parts"])
def test_a_programme_that_was_released_takes_tables_too_and_its_releases_stay(programme, what):
    """The content of a release is kept in its row, not in a file of its own."""
    release = make_release(programme)
    before = release.content
    report = bring(taken(programme, what), what)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)
    release.refresh_from_db()
    assert release.content == before


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"item": "panel"}, "two ids with a stroke between them: a programme/item, found “panel”"),
        ({"item": "nowhere/panel"}, "the id of a programme, found “nowhere/panel”, which is on no record"),
        ({"item": "{slug}/nothing"}, "the id of an item of it, found “{slug}/nothing”"),
        ({"person": "{slug}/nobody"}, "found “{slug}/nobody”, which is neither in the table nor in the record"),
        ({"role": "singer"}, "expected one of "),
        ({"minutes": "ten"}, "found “ten”"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_kept(programme, row, said):
    make_item(programme, "Another", slug="another")
    slug = programme.slug
    good = {"item": f"{slug}/another", "person": f"{slug}/sure", "role": "speaker", "minutes": "5"}
    bad = {**good, "role": "moderator", **{name: value.format(slug=slug) for name, value in row.items()}}
    with pytest.raises(TableRefused) as refused:
        bring(written([good, bad]), "parts")
    assert len(refused.value.sentences) == 1
    assert refused.value.sentences[0].startswith("Row 3, column “")
    assert said.format(slug=slug) in refused.value.sentences[0]
    assert ProgrammePart.objects.filter(item__slug="another").count() == 0


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER])
@pytest.mark.parametrize("what", ["people", "parts"])
def test_nobody_else_takes_them(programme, role, what):
    response = client_of(role).get(f"/en/programmes/{programme.slug}/{what}.csv")
    assert (response.status_code in {302, 403}, "Asked" in response.content.decode()) == (True, False)
