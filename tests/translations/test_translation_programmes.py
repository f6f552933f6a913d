"""Texts of programmes on the translation desk: what lacks a language, where it is changed, out and back in."""

import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.core.text import MultilingualText
from palermo.programme.actions import programmes
from palermo.programme.models import ProgrammeItem
from palermo.record.exchange.formats import Incoming
from palermo.record.exchange.import_translations import import_translations
from palermo.record.exchange.units import units
from palermo.translations.index import update_gap_index
from palermo.translations.models import TextGap
from palermo.translations.texts import codes_of
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.programmes import FIRST, make_item, make_programme, make_programme_person, make_room
from tests.portal.programme_pages import client_of
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_day_of_january")]
ENGLISH = MultilingualText({"en": "Words"})


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def item_in_english(programme, **fields) -> ProgrammeItem:
    item = make_item(programme, **fields)
    item.title = ENGLISH
    item.save()
    return item


def gaps() -> list[TextGap]:
    update_gap_index()
    return list(TextGap.objects.filter(root_kind="programmes").order_by("kind", "field"))


def test_each_text_that_lacks_a_language_is_there_with_the_day_on_which_the_event_begins(programme):
    item_in_english(programme)
    room, person = make_room(programme), make_programme_person(programme)
    room.name = person.name = person.function = ENGLISH
    room.save()
    person.save()
    found = [(gap.kind, gap.field, codes_of(gap.missing), gap.due_on) for gap in gaps()]
    missing = ["ar", "zh", "fr", "ru", "es"]
    # A person's name is what they are called, and lacks nothing.
    assert found == [
        ("programme-items", "title", missing, FIRST),
        ("programme-people", "function", missing, FIRST),
        ("rooms", "name", missing, FIRST),
    ]


def test_the_desk_leads_to_the_act_that_changes_it(programme):
    item = item_in_english(programme)
    page = Page(client_of(Role.SECRETARIAT).get("/en/secretariat/translations/?language=fr"))
    link = page.soup.find("a", href=f"/en/acts/change-programme-item/{item.pk}/")
    assert link
    assert "Words" in page.text
    assert client_of(Role.SECRETARIAT).get(link["href"]).status_code == 200


def test_once_the_event_is_over_nothing_of_its_programme_is_work():
    over = make_programme(make_event("Over", state="completed", starts_on=FIRST, ends_on=FIRST))
    item_in_english(over)
    assert gaps() != []
    page = Page(client_of(Role.SECRETARIAT).get("/en/secretariat/translations/?language=fr"))
    assert "Words" not in page.text


def test_a_translation_comes_back_to_its_own_item_though_another_programme_has_one_of_that_id(programme, officer):
    item = item_in_english(programme, slug="opening")
    other = item_in_english(make_programme(make_event("Another"), days=1), slug="opening")
    update_gap_index()
    taken = units(gaps(), "fr", viewer_of(officer))
    assert {unit.id for unit in taken} == {f"programme-items/{each.pk}/title" for each in (item, other)}
    assert all(unit.is_restricted for unit in taken)
    mine = next(unit for unit in taken if unit.id.split("/")[1] == str(item.pk))
    incoming = Incoming(mine.id, mine.source, "Mots", mine.digest, mine.target_digest, False, "line 1")
    outcome = import_translations("fr", [incoming], by=officer)
    assert (outcome.faults, len(outcome.changes)) == ([], 1)
    item.refresh_from_db()
    other.refresh_from_db()
    assert (dict(item.title), dict(other.title)) == ({"en": "Words", "fr": "Mots"}, {"en": "Words"})
    assert [gap.record for gap in gaps() if "fr" in codes_of(gap.missing)] == [other.pk]


def test_a_translation_of_a_programme_that_may_not_change_is_refused(officer):
    over = make_programme(make_event("Over", state="completed", starts_on=FIRST, ends_on=FIRST))
    item = item_in_english(over)
    update_gap_index()
    incoming = Incoming(f"programme-items/{item.pk}/title", "Words", "Mots", "", "", False, "line 1")
    outcome = import_translations("fr", [incoming], by=officer)
    assert outcome.faults == [f"programme-items/{item.pk}: This event is over; its programme can no longer be changed."]


def test_a_title_that_was_changed_makes_its_translations_stale(programme, officer):
    item = make_item(programme)
    item.title = MultilingualText({**item.title, "en": "Changed"})
    programmes.save_in_programme(item, by=officer)
    found = [(gap.field, sorted(codes_of(gap.stale))) for gap in gaps()]
    assert found == [("title", ["ar", "es", "fr", "ru", "zh"])]
