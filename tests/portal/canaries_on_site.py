"""Words planted in what belongs to the days of an event: screens, notices, speakers' lists, preparations, needs."""

from typing import Any

from palermo.core.audiences import Audience
from palermo.programme.models import Programme
from tests.factories.accounts import make_organisation, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.programmes import FIRST, make_item, make_programme, make_release
from tests.factories.screens import make_floor_request, make_list, make_need, make_notice, make_screen, make_task

# Who finds the lists of a programme by the audience of its version: those in the room, where it is for them.
IN_THE_ROOM = {Audience.PUBLIC: Audience.MEMBER_STATES, Audience.MEMBER_STATES: Audience.MEMBER_STATES}


def plant(cage: Any) -> None:
    """All of it, and a screen for each programme that there is."""
    for audience in Audience:
        _speakers(cage, audience)
        _preparations(cage, audience)
    _notices(cage)
    for programme in Programme.objects.all():
        make_screen(programme, "foyer")
        make_screen(programme, "wall")


def _programme() -> Programme:
    return make_programme(make_event("Open event of these days", starts_on=FIRST, ends_on=FIRST))


def _speakers(cage: Any, audience: str) -> None:
    readers = IN_THE_ROOM.get(Audience(audience), Audience.SECRETARIAT)
    word, programme = cage.word("speakers", audience, "listed"), _programme()
    item = make_item(programme, "Open item with a list", kind="plenary")
    make_release(programme, audience)
    opened = make_list(item)
    make_floor_request(opened, organisation=make_organisation(word))
    make_floor_request(opened, state="speaking", organisation=make_organisation(word))
    cage.keep(word, "speakers", readers, "listed", opened.slug)
    # Renamed since, without a published version.
    item.title = text(renamed := cage.word("renamed", audience, "working"))
    item.save()
    cage.keep(renamed, "speakers_event", Audience.SECRETARIAT, "working", programme.slug)


def _preparations(cage: Any, audience: str) -> None:
    word, event = cage.word("task", audience, "open"), make_event("Open event ahead", audience=audience)
    make_task(event, word, note=text(word))
    cage.keep(word, "task", Audience.SECRETARIAT, "open", event.activity.slug)
    word = cage.word("need", audience, "recorded")
    make_need(event, make_user("secretariat"), person=word, text=word)
    # Nobody who walks is named for it.
    cage.keep(word, "need", "those named", "recorded", event.activity.slug)


def _notices(cage: Any) -> None:
    programme = _programme()
    make_item(programme, "Open item")
    make_release(programme)
    for state, readers in (("draft", "secretariat"), ("published", "public"), ("withdrawn", "secretariat")):
        word = cage.word("notice", readers, state)
        make_notice(programme, word, state=state)
        cage.keep(word, "screen_notice", readers, state, programme.slug)
