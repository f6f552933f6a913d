"""Released versions: what is frozen for whom, what changed, and how they are submitted to Member States."""

import json
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

import pytest
from django.utils import translation

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.governance.actions.endorsements import settle_endorsement
from palermo.governance.models import Endorsement
from palermo.programme.actions import programmes, releases
from palermo.programme.models import ProgrammePart
from palermo.programme.queries.programmes import current_releases_visible_to, releases_visible_to, standings_of_releases
from palermo.programme.schedule.changes import changes_between
from palermo.programme.schedule.content import content_of, digest_of
from palermo.programme.schedule.plan import plan_of
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.endorsements import make_response
from tests.factories.governance import make_procedure
from tests.factories.programmes import (
    full,
    make_item,
    make_part,
    make_programme,
    make_programme_person,
    make_release,
    make_room,
)

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 20)
COMMENT = text("First version")
ROLES = [None, *Role]


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def programme():
    return make_programme(days=2)


def content(programme, audience: str = "member_states"):
    return content_of(plan_of(programme), audience)


def test_what_is_frozen_for_member_states(programme):
    full(programme)
    frozen = content(programme)
    assert frozen["items"] == [
        {
            "id": "panel",
            "kind": "panel",
            "title": dict(text("Panel")),
            "day": "2008-02-13",
            "starts": "10:00",
            "ends": "11:00",
            "room": frozen["rooms"][0]["id"],
            "parts": [
                {"role": "chair", "is_confirmed": True, "person": "sure", "minutes": 10},
                {"role": "speaker", "is_confirmed": False, "person": "asked"},
            ],
            "papers": ["a-paper"],
        }
    ]
    assert [person["id"] for person in frozen["people"]] == ["asked", "sure"]
    assert frozen["people"][1]["state_name"] == dict(text("Country"))
    assert frozen["days"] == [{"day": "2008-02-13"}, {"day": "2008-02-14"}]
    assert "woman" not in json.dumps(frozen)


def test_the_public_is_told_only_the_names_of_those_who_have_confirmed(programme):
    full(programme)
    frozen = content(programme, "public")
    assert [person["id"] for person in frozen["people"]] == ["sure"]
    assert frozen["items"][0]["parts"][1] == {"role": "speaker", "is_confirmed": False}
    assert "Asked" not in json.dumps(frozen)
    assert "asked" not in json.dumps(frozen)


def test_the_digest_is_that_of_the_content_as_json_with_its_keys_in_order(programme):
    full(programme)
    frozen = content(programme)
    written = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert digest_of(frozen) == sha256(written.encode()).hexdigest()


def test_a_version_is_released_once_for_the_same_readers(programme, officer):
    full(programme)
    first = releases.release_programme(programme, audience="member_states", comment=COMMENT, by=officer)
    assert (first.number, first.digest, first.comment) == (1, digest_of(content(programme)), COMMENT)
    with pytest.raises(Refused, match=r"^No changes for this audience since version 1\.$"):
        releases.release_programme(programme, audience="member_states", comment=COMMENT, by=officer)
    second = releases.release_programme(programme, audience="public", comment=COMMENT, by=officer)
    assert (second.number, second.audience) == (2, "public")
    assert list(AuditEvent.objects.values_list("verb", "actor_id")) == [("programme.released", str(officer.pk))] * 2


def test_what_was_released_does_not_change_with_the_working_copy(programme, officer):
    item = full(programme)
    release = releases.release_programme(programme, audience="public", comment=COMMENT, by=officer)
    item.title = text("Renamed")
    programmes.save_in_programme(item, by=officer)
    release.refresh_from_db()
    assert release.content["items"][0]["title"] == dict(text("Panel"))
    assert digest_of(release.content) == release.digest


def test_nothing_is_released_before_anything_has_a_place(programme, officer):
    make_item(programme, day=None)
    with pytest.raises(Refused, match=r"No item of this programme is scheduled yet\."):
        releases.release_programme(programme, audience="public", comment=COMMENT, by=officer)


def test_no_version_is_for_more_readers_than_the_event(officer):
    programme = make_programme(make_event(audience=Audience.MEMBER_STATES))
    make_item(programme)
    with pytest.raises(Refused, match=r"The audience of the event is “Member States”\."):
        releases.release_programme(programme, audience="public", comment=COMMENT, by=officer)


# What changed


def change_words(old, new, language: str = "en") -> list[str]:
    with translation.override(language):
        return [change.words for change in changes_between(old, new)]


def test_the_same_programme_has_no_changes(programme):
    full(programme)
    assert changes_between(content(programme), content(programme)) == []


def test_every_change_is_told_in_a_sentence(programme):
    item, part = full(programme), ProgrammePart.objects.get(role="speaker")
    gone = make_item(programme, "Gone", room=item.room, hours="12-13")
    before = content(programme)
    gone.delete()
    make_item(programme, "Side event", kind="side_event", hours="13-14", day=date(2008, 2, 14))
    item.title, item.starts_at, item.ends_at, item.languages = text("New panel"), time(11), time(12), "fr"
    item.objective = text("Objective")
    item.save()
    part.confirmed_on = TODAY
    part.save()
    make_part(item, make_programme_person(programme, "Ms. New"), "rapporteur")
    item.parts.get(role="chair").delete()
    item.documents.clear()
    assert change_words(before, content(programme)) == [
        (
            "“New panel [en]” was moved (13 February 2008, 11:00–12:00, Hall A [en]; previously 13 "
            "February 2008, 10:00–11:00, Hall A [en])."
        ),
        "“New panel [en]” was previously “Panel [en]”.",
        "The objective of “New panel [en]” was changed.",
        "The documents of “New panel [en]” were changed.",
        "Interpretation of “New panel [en]”: Français.",
        "“New panel [en]”: Mr. Asked [en] has confirmed (Speaker).",
        "“New panel [en]”: Ms. New [en] was added (Rapporteur).",
        "“New panel [en]”: Ms. Sure [en] was removed (Chair).",
        "“Side event [en]” is new (14 February 2008, 13:00–14:00).",
        "“Gone [en]” was removed.",
    ]


def test_changes_of_rooms_days_and_the_time_zone_are_told(programme):
    full(programme)
    before = content(programme)
    make_room(programme, "Hall B")
    programme.rooms.filter(name__en="Hall A [en]").update(seats=300)
    programme.days.filter(day="2008-02-14").update(title=text("Second day"))
    programme.preface = text("Note")
    programme.save()
    programme.event.place.time_zone = "Europe/London"
    programme.event.place.save()
    assert sorted(change_words(before, content(programme))) == [
        "The days or their titles were changed.",
        "The details of the room Hall A [en] were changed.",
        "The introductory note was changed.",
        "The room Hall B [en] was added.",
        "Times are now shown in the time zone Europe/London (previously Europe/Vienna).",
    ]


# Before Member States


def put(release, officer, procedure, days: int = 5):
    closes = datetime(2008, 1, 20, 12, tzinfo=UTC) + timedelta(days=days)
    return releases.submit_release(release, procedure=procedure, closes_at=closes, by=officer)


@pytest.fixture
def procedure():
    return make_procedure(kind="silence", minimum_hours=72)


def test_a_version_is_put_in_words_in_every_language_with_its_digest(programme, officer, procedure):
    full(programme)
    release = put(make_release(programme, "member_states"), officer, procedure)
    version = release.put_as
    assert set(version.text) == set(CODES)
    assert all(release.digest in words for words in version.text.values())
    assert version.text["en"].splitlines() == [
        "Forum [en]: programme, version 1.",
        "Times: Vienna time.",
        "",
        "13 February 2008",
        "10 a.m. to 11 a.m., Hall A [en]. Panel: Panel [en]",
        "    Chair: Ms. Sure [en], Minister [en], Country [en]",
        "    Speaker: Mr. Asked [en] (to be confirmed)",
        "",
        f"SHA-256 of this version: {release.digest}",
    ]
    assert (version.endorsement.title["en"], version.endorsement.audience) == ("Programme: Forum [en]", "member_states")


def test_a_later_version_takes_the_place_of_one_that_is_still_open(programme, officer, procedure):
    item = full(programme)
    first = put(make_release(programme, "member_states"), officer, procedure)
    item.title = text("Renamed")
    item.save()
    second = put(make_release(programme, "member_states"), officer, procedure)
    assert second.put_as.endorsement == first.put_as.endorsement
    assert (second.put_as.number, second.put_as.what_changed["en"]) == (
        2,
        "“Renamed [en]” was previously “Panel [en]”.",
    )
    viewer = viewer_of(officer)
    found = standings_of_releases(releases_visible_to(viewer).select_related("put_as"), viewer)
    assert {pk: each.state for pk, each in found.items()} == {first.pk: None, second.pk: "open"}


def test_after_approval_a_later_version_is_an_endorsement_of_its_own(programme, officer, procedure, settings):
    item = full(programme)
    first = put(make_release(programme, "member_states"), officer, procedure)
    settings.PALERMO_TODAY = datetime(2008, 1, 26, 12, tzinfo=UTC)
    settle_endorsement(first.put_as.endorsement, by="the deadline")
    item.title = text("Renamed")
    item.save()
    second = put(make_release(programme, "member_states"), officer, procedure, days=12)
    viewer = viewer_of(officer)
    found = standings_of_releases(releases_visible_to(viewer).select_related("put_as"), viewer)
    assert {pk: each.state for pk, each in found.items()} == {first.pk: "approved", second.pk: "open"}
    assert Endorsement.objects.count() == 2
    assert found[first.pk].is_endorsed


def test_a_version_that_was_broken_is_put_anew_as_the_next(programme, officer, procedure):
    item = full(programme)
    first = put(make_release(programme, "member_states"), officer, procedure)
    make_response(first.put_as.endorsement, made_at=datetime(2008, 1, 20, 12, 0, 1, tzinfo=UTC))
    item.title = text("Renamed")
    item.save()
    second = put(make_release(programme, "member_states"), officer, procedure)
    assert second.put_as.endorsement == first.put_as.endorsement


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"audience": "steering_committee"}, r"This version is not available to Member States\."),
        ({"state": "withdrawn", "withdrawn_on": TODAY}, "This version was withdrawn"),
    ],
)
def test_what_member_states_cannot_read_is_not_put_to_them(programme, officer, procedure, fields, sentence):
    full(programme)
    release = make_release(programme, **fields)
    with pytest.raises(Refused, match=sentence):
        put(release, officer, procedure)
    assert Endorsement.objects.count() == 0


def test_a_version_is_put_once_and_none_before_a_later_one(programme, officer, procedure):
    full(programme)
    first, second = make_release(programme, "member_states"), make_release(programme, "member_states")
    put(second, officer, procedure)
    with pytest.raises(Refused, match=r"This version has already been submitted to Member States\."):
        put(second, officer, procedure)
    with pytest.raises(Refused, match=r"A later version, 2, has already been submitted to Member States\."):
        put(first, officer, procedure)


def test_a_text_before_member_states_keeps_its_procedure(programme, officer, procedure):
    item = full(programme)
    put(make_release(programme, "member_states"), officer, procedure)
    item.title = text("Renamed")
    item.save()
    with pytest.raises(Refused, match="An earlier version was submitted to Member States under this procedure:"):
        put(make_release(programme, "member_states"), officer, make_procedure(kind="silence"))


def test_a_version_for_fewer_readers_takes_no_place_that_more_can_read(programme, officer, procedure):
    """Who has not confirmed is named to Member States, and not where the public finds the text before them."""
    full(programme)
    first = put(make_release(programme, "public"), officer, procedure)
    with pytest.raises(Refused, match=r"The text that this version would replace has a wider audience:"):
        put(make_release(programme, "member_states"), officer, procedure)
    endorsement = Endorsement.objects.get()
    assert (endorsement.text, "Asked" in endorsement.text["en"]) == (first.put_as.text, False)


def test_a_version_for_more_readers_may_take_the_place_of_one_for_fewer(programme, officer, procedure):
    full(programme)
    put(make_release(programme, "member_states"), officer, procedure)
    second = put(make_release(programme, "public"), officer, procedure)
    assert (second.put_as.number, second.put_as.endorsement.audience) == (2, "member_states")


def test_a_version_is_not_withdrawn_while_member_states_are_asked(programme, officer, procedure):
    full(programme)
    release = put(make_release(programme, "member_states"), officer, procedure)
    with pytest.raises(Refused, match=r"Member States have been asked to approve this version\."):
        releases.withdraw_release(release, on=TODAY, reason=COMMENT, by=officer)


def test_a_version_is_not_withdrawn_before_it_was_released(programme, officer):
    full(programme)
    release = make_release(programme)
    with pytest.raises(Refused, match="This version was published on 20 January 2008;"):
        releases.withdraw_release(release, on=date(2008, 1, 19), reason=COMMENT, by=officer)


def test_a_version_is_not_withdrawn_on_a_day_still_to_come(programme, officer):
    full(programme)
    release = make_release(programme)
    with pytest.raises(Refused, match=r"^21 January 2008 is in the future\."):
        releases.withdraw_release(release, on=date(2008, 1, 21), reason=COMMENT, by=officer)
    assert releases_visible_to(VISITOR).get() == release


# Who sees what


def test_each_reader_sees_the_latest_version_that_is_theirs(programme, officer):
    full(programme)
    for audience in ("public", "member_states", "secretariat"):
        make_release(programme, audience)
    make_release(programme, "public", state="withdrawn", withdrawn_on=TODAY)
    seen = {
        role: [
            release.number for release in current_releases_visible_to(viewer_of(make_user(role)) if role else VISITOR)
        ]
        for role in ROLES
    }
    assert seen == {
        None: [1],
        Role.FOCAL_POINT: [1],
        Role.PARTNER: [1],
        Role.DELEGATE: [2],
        Role.COMMITTEE_MEMBER: [2],
        Role.SECRETARIAT: [3],
    }
    assert [each.number for each in releases_visible_to(viewer_of(officer))] == [4, 3, 2, 1]
