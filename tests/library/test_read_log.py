"""Who was given which restricted paper is written down once for each time, and forgotten in time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.library.chores import forget_reads
from palermo.library.models import LanguageVersion, Read
from palermo.library.read_log import acting_for, forget_old_reads, note_reads, reads_visible_to, served_version
from palermo.library.states import ReadBy
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db
NOW = datetime(2008, 1, 31, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _story(settings):
    settings.PALERMO_TODAY = NOW


def version_for(audience: Audience = Audience.MEMBER_STATES, **fields) -> LanguageVersion:
    return make_document(words="A text", audience=audience, **fields).versions.get()


def note(version: LanguageVersion, user, **shown) -> None:
    note_reads([served_version(version, ReadBy.PAGE)], by=user, **shown)


def test_a_read_says_who_for_whom_what_in_which_language_how_and_when():
    user, version = make_user(Role.DELEGATE, name="Anna"), version_for(symbol="E/CN.15/2008/1")
    note(version, user)
    [row] = Read.objects.values()
    assert {name: value for name, value in row.items() if name != "id"} == {
        "at": NOW,
        "reader": user.pk,
        "reader_name": "Anna",
        "acting_for": "State [en]",
        "paper": "document",
        "record": version.document.pk,
        "slug": version.document.slug,
        "symbol": "E/CN.15/2008/1",
        "audience": "member_states",
        "language": "en",
        "by": "page",
        "form": "",
        "sha256": "",
    }


def test_what_is_public_is_not_written_down_also_where_it_opened_today():
    user = make_user(Role.DELEGATE)
    note(version_for(Audience.PUBLIC), user)
    note(version_for(opens_on=date(2008, 1, 31), opens_to="public"), user)
    assert not Read.objects.exists()
    note(version_for(opens_on=date(2008, 2, 1), opens_to="public"), user)
    assert Read.objects.count() == 1


def test_pieces_of_a_file_are_one_read_for_a_minute(settings):
    version, first, second = version_for(), make_user(Role.DELEGATE), make_user(Role.DELEGATE)
    note(version, first)
    note(version, first, is_part=True)
    assert Read.objects.count() == 1
    note(version, second, is_part=True)
    note(version_for(), first, is_part=True)
    assert Read.objects.count() == 3
    settings.PALERMO_TODAY = NOW + timedelta(seconds=61)
    note(version, first, is_part=True)
    assert Read.objects.count() == 4


def test_for_whom_somebody_acts_is_told_of_today():
    user = make_user(Role.SECRETARIAT)
    assert acting_for(user) == "Secretariat"
    Posting.objects.create(user=user, role="delegate", state=make_state("France"), since_on=date(2007, 1, 1))
    Posting.objects.create(
        user=user, role="committee_member", organisation=make_organisation("Agency"), since_on=date(2009, 1, 1)
    )
    assert acting_for(user) == "Secretariat; France [en]"
    assert acting_for(make_user()) == ""


def test_everybody_sees_their_own_reads_and_the_secretariat_all():
    officer, anna, bela = make_user(Role.SECRETARIAT), make_user(Role.DELEGATE), make_user(Role.DELEGATE)
    for user in (anna, bela):
        note(version_for(), user)
    seen = [sorted(reads_visible_to(viewer_of(u)).values_list("reader", flat=True)) for u in (officer, anna)]
    assert seen == [sorted([anna.pk, bela.pk]), [anna.pk]]
    assert not reads_visible_to(VISITOR).exists()


def test_old_reads_are_forgotten_and_the_log_of_acts_says_how_many(settings):
    settings.PALERMO_KEEP_READS_DAYS = 10
    version, user = version_for(), make_user(Role.DELEGATE)
    for days in (0, 9, 11, 400):
        settings.PALERMO_TODAY = NOW - timedelta(days=days)
        note(version, user)
    settings.PALERMO_TODAY = NOW
    assert forget_reads.call() == 2
    assert [(NOW - at).days for at in Read.objects.values_list("at", flat=True)] == [0, 9]
    event = AuditEvent.objects.get()
    shown = (event.verb, event.target_kind, event.target_id, event.actor_name, event.details["removed"])
    assert shown == ("reads.forgotten", "reads", "reads", "the time for which reads are kept", 2)
    assert forget_old_reads(by="again") == 0
    assert AuditEvent.objects.count() == 1
