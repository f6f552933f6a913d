"""What is done to the working copy of a programme: by whom, when, and what is never kept."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.refusals import Refused
from palermo.programme.actions import programmes, releases
from palermo.programme.models import Programme, ProgrammeItem, ProgrammePart, ProgrammeRelease
from palermo.programme.schedule.prints import row_fingerprint
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_procedure
from tests.factories.library import make_document
from tests.factories.programmes import (
    FIRST,
    full,
    make_item,
    make_part,
    make_programme,
    make_release,
    make_room,
)

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 20)
COMMENT = text("First version")


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def programme():
    return make_programme(days=2)


ROLES = [None, *Role]


def _acts(programme, item, part, release):
    """Every act on a programme, each with what it asks."""
    edited = ProgrammeItem.objects.get(pk=item.pk)
    day = programme.days.first()
    hours = {"day": day, "starts_at": time(11), "ends_at": time(12), "room": None}
    return {
        "begin": lambda by: programmes.begin_programme(make_event(), Programme(), days=[], by=by),
        "save": lambda by: programmes.save_in_programme(edited, by=by),
        "place": lambda by: programmes.place_item(edited, **hours, by=by),
        "confirm": lambda by: programmes.confirm_part(part, on=None, by=by),
        "remove": lambda by: programmes.remove_from_programme(part, by=by),
        "release": lambda by: releases.release_programme(programme, audience="public", comment=COMMENT, by=by),
        "put": lambda by: releases.submit_release(
            release, procedure=make_procedure(kind="silence"), closes_at=datetime(2008, 3, 1, tzinfo=UTC), by=by
        ),
        "withdraw": lambda by: releases.withdraw_release(release, on=TODAY, reason=COMMENT, by=by),
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ["begin", "save", "place", "confirm", "remove", "release", "put", "withdraw"])
def test_only_the_secretariat_acts(programme, role, act):
    item = full(programme)
    release = make_release(programme, "member_states")
    do, user = _acts(programme, item, item.parts.first(), release)[act], make_user(role)
    if role == Role.SECRETARIAT:
        assert do(user)
        return
    before = (AuditEvent.objects.count(), ProgrammePart.objects.count(), ProgrammeRelease.objects.count())
    with pytest.raises(Refused, match="Only the secretariat may"):
        do(user)
    assert (AuditEvent.objects.count(), ProgrammePart.objects.count(), ProgrammeRelease.objects.count()) == before


@pytest.mark.parametrize("state", ["completed", "cancelled"])
def test_the_programme_of_an_event_that_is_over_stays(programme, officer, state):
    item = full(programme)
    activity = programme.event.activity
    activity.state = state
    activity.save()
    with pytest.raises(Refused, match=r"This event is over; its programme can no longer be changed\."):
        programmes.save_in_programme(item, by=officer)


def test_what_was_removed_meanwhile_does_not_come_back(programme, officer):
    item = full(programme)
    ProgrammeItem.objects.get(pk=item.pk).delete()
    for seen in (row_fingerprint(item), ""):
        with pytest.raises(Refused, match=r"Another person changed this record while you were editing it\."):
            programmes.save_in_programme(item, seen=seen, by=officer)
    assert not ProgrammeItem.objects.filter(pk=item.pk).exists()


def test_an_event_has_one_programme(programme, officer):
    with pytest.raises(Refused, match=r"This event already has a programme\. Edit that one\."):
        programmes.begin_programme(programme.event, Programme(), days=[], by=officer)


def test_an_edit_of_what_somebody_else_changed_meanwhile_is_refused(programme, officer):
    item = full(programme)
    seen, mine = row_fingerprint(item), ProgrammeItem.objects.get(pk=item.pk)
    item.title = text("Theirs")
    programmes.save_in_programme(item, by=officer)
    mine.title = text("Mine")
    with pytest.raises(Refused):
        programmes.save_in_programme(mine, seen=seen, by=officer)
    assert ProgrammeItem.objects.get(pk=item.pk).title == text("Theirs")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_at": time(10)}, "The end is before the beginning."),
        ({"ends_at": None}, "Enter a day, a start and an end, or none of these."),
        ({"day": None, "starts_at": None, "ends_at": None}, "Enter the day, start and end as well."),
    ],
)
def test_an_item_that_does_not_hold_together_is_not_kept(programme, officer, fields, sentence):
    item = full(programme)
    for name, value in fields.items():
        setattr(item, name, value)
    with pytest.raises(ValidationError) as refused:
        programmes.save_in_programme(item, by=officer)
    assert sentence in refused.value.messages
    assert ProgrammeItem.objects.get(pk=item.pk).ends_at == time(11)


def test_nothing_of_another_programme_comes_in(programme, officer):
    item, other = full(programme), make_programme()
    item.room = make_room(other)
    with pytest.raises(ValidationError, match="This belongs to the programme of another event"):
        programmes.save_in_programme(item, by=officer)
    part = ProgrammePart(item=full(other), person=programme.people.first(), role="speaker")
    with pytest.raises(ValidationError, match="This belongs to the programme of another event"):
        programmes.save_in_programme(part, by=officer)


@pytest.mark.parametrize(
    "values",
    [
        {"starts_at": None},
        {"ends_at": None},
        {"ends_at": time(10)},
        {"day": None, "starts_at": None, "ends_at": None},
    ],
)
def test_the_database_holds_no_item_without_its_hours(programme, values):
    item = full(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeItem.objects.filter(pk=item.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"interpreted_until": None},
        {"interpreted_until": time(10)},
        {"interpreted_again_from": time(12)},
        {"interpreted_again_until": None},
        {"interpreted_from": None, "interpreted_until": None},
    ],
)
def test_the_database_holds_no_hours_of_interpretation_without_their_end(programme, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        programme.days.update(**values)


def test_what_something_rests_on_is_not_removed(programme, officer):
    item = full(programme)
    for row, words in (
        (item.room, "“Panel"),
        (item.day, "“Panel"),
        (programme.people.first(), r"This person has a role in “Panel \[en\]”\. Remove that first\."),
    ):
        with pytest.raises(Refused, match=words):
            programmes.remove_from_programme(row, by=officer)
    programmes.remove_from_programme(item, by=officer)
    programmes.remove_from_programme(item.room, by=officer)
    assert (programme.rooms.count(), ProgrammePart.objects.count(), programme.items.count()) == (0, 0, 1)
    removed = RecordVersion.objects.filter(change="-").values_list("kind", flat=True)
    assert sorted(removed) == ["programme-items", *["programme-parts"] * 2, "rooms"]


def test_nobody_confirms_a_part_that_somebody_changed_meanwhile(programme, officer):
    part = make_part(make_item(programme), confirmed_on=None)
    seen, mine = row_fingerprint(part), ProgrammePart.objects.get(pk=part.pk)
    programmes.save_in_programme(_with(part, minutes=20), seen=seen, by=officer)
    with pytest.raises(Refused, match=r"Another person changed this record while you were editing it\."):
        programmes.confirm_part(mine, on=FIRST, seen=seen, by=officer)
    assert ProgrammePart.objects.get(pk=part.pk).confirmed_on is None
    again = ProgrammePart.objects.get(pk=part.pk)
    assert programmes.confirm_part(again, on=FIRST, seen=row_fingerprint(again), by=officer).confirmed_on == FIRST


def test_nobody_overwrites_the_papers_of_an_item_that_they_have_not_seen(programme, officer):
    item, paper = make_item(programme), make_document("Paper", slug="a-paper")
    seen, mine = row_fingerprint(item), ProgrammeItem.objects.get(pk=item.pk)
    programmes.save_in_programme(item, documents=[paper], seen=seen, by=officer)
    with pytest.raises(Refused, match=r"Another person changed this record while you were editing it\."):
        programmes.save_in_programme(mine, documents=[], seen=seen, by=officer)
    assert [document.slug for document in item.documents.all()] == ["a-paper"]


def _with(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    return row
