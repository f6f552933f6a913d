"""Programmes as plain files: a released version comes in whole, or a sentence says what is wrong with it."""

import json

import pytest

from palermo.programme.models import ProgrammeItem, ProgrammeRelease
from palermo.programme.schedule.content import digest_of
from palermo.record.exporting import export_folder
from palermo.record.faults import ImportRefused
from palermo.record.importing import import_folder
from tests.record.sample import SAMPLE, with_line, write

pytestmark = pytest.mark.django_db
BY = "palermo record import"
FILE, BESIDE = "programmes/brasilia.yaml", "programmes/brasilia.1.json"
CONTENT = json.loads(SAMPLE[BESIDE])


def changed(**fields) -> dict[str, str]:
    """The files of a version that says something else, with the digest of what it says."""
    content = CONTENT | fields
    old, new = digest_of(CONTENT), digest_of(content)
    return {BESIDE: json.dumps(content), **with_line(FILE, f"digest: {old}", f"digest: {new}")}


def item(**fields) -> dict[str, str]:
    return changed(items=[CONTENT["items"][0] | fields])


def test_a_programme_comes_in_with_what_is_in_it(folder):
    import_folder(folder, by=BY)
    opening = ProgrammeItem.objects.get(slug="opening")
    part, release = opening.parts.get(), ProgrammeRelease.objects.get()
    assert (opening.room.slug, str(opening.day.day), opening.documents.get().slug) == ("hall", "2007-10-02", "agenda")
    assert (part.person.slug, part.role, part.minutes, str(part.confirmed_on)) == (
        "minister",
        "chair",
        10,
        "2007-09-20",
    )
    assert (release.content, release.digest) == (CONTENT, digest_of(CONTENT))


def test_a_version_goes_out_as_it_came_in(folder, tmp_path):
    import_folder(folder, by=BY)
    export_folder(tmp_path / "out")
    assert json.loads((tmp_path / "out" / BESIDE).read_text()) == CONTENT
    assert f"digest: {digest_of(CONTENT)}" in (tmp_path / "out" / FILE).read_text()


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({BESIDE: json.dumps(CONTENT | {"title": {"en": "Other"}})}, "content whose digest is"),
        ({BESIDE: "{"}, "on its line 1"),
        (changed(format="other/1"), "format:"),
        (changed(time_zone="Europe/Nowhere"), "time_zone:"),
        (changed(more="than a version has"), "more:"),
        (changed(days=[{"day": "2007-13-45"}]), "days.0.day:"),
        (item(kind="party"), "items.0.kind:"),
        (item(starts="25:00"), "items.0.starts:"),
        (item(id="<script>"), "items.0.id:"),
        (item(title={"de": "Titel"}), "items.0.title.de"),
        (item(room="elsewhere"), "opening: no room elsewhere"),
        (
            item(parts=[{"role": "chair", "is_confirmed": False, "person": "minister"}]),
            "minister, not confirmed, yet public",
        ),
        (item(parts=[{"role": "chair", "is_confirmed": True, "person": "nobody"}]), "opening: no person nobody"),
    ],
)
def test_a_version_that_is_none_is_refused_with_the_place_and_nothing_is_kept(folder, files, found):
    with pytest.raises(ImportRefused) as refused:
        import_folder(write(folder, files), by=BY)
    [fault] = refused.value.faults
    assert fault.file == FILE
    assert found in fault.found
    assert ProgrammeItem.objects.count() == 0


@pytest.mark.parametrize(
    ("line", "wrong", "expected"),
    [
        ("room: brasilia/hall", "room: brasilia/none", "a room, as programme/room"),
        ("day: brasilia/2007-10-02", "day: brasilia/2007-10-09", "a day, as programme/day"),
        ("person: brasilia/minister", "person: minister", "a person, as programme/person"),
    ],
)
def test_what_an_item_names_must_be_in_its_programme(folder, line, wrong, expected):
    with pytest.raises(ImportRefused) as refused:
        import_folder(write(folder, with_line(FILE, line, wrong)), by=BY)
    assert [fault.expected for fault in refused.value.faults] == [expected]


@pytest.mark.parametrize(
    ("line", "wrong", "said"),
    [
        ("  ends_at: 11:00", "  ends_at: 09:00", ("ends_at", "an hour after starts_at (10:00:00)", "09:00:00")),
        (
            "  day: brasilia/2007-10-02\n  starts_at",
            "  starts_at",
            ("day", "day, since an item has a day and both its hours, or none of them and no room", "nothing"),
        ),
        (
            "  interpreted_until: 13:00",
            "  interpreted_until: 09:00",
            ("interpreted_until", "an hour after interpreted_from (10:00:00)", "09:00:00"),
        ),
        (
            "  interpreted_until: 13:00",
            "  interpreted_until: 13:00\n  interpreted_again_from: 12:00\n  interpreted_again_until: 15:00",
            ("interpreted_again_from", "an hour not before interpreted_until (13:00:00)", "12:00:00"),
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_in_a_sentence(folder, line, wrong, said):
    with pytest.raises(ImportRefused) as refused:
        import_folder(write(folder, with_line(FILE, line, wrong)), by=BY)
    [fault] = refused.value.faults
    assert (fault.field.rpartition(".")[2], fault.expected, fault.found) == said
    assert ProgrammeItem.objects.count() == 0
