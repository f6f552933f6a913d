"""Who may withdraw a released version of a programme, or submit it to Member States."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.states import READS, Role
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.events.rules.events import check_is_authorized
from palermo.governance.models import Endorsement, Procedure
from palermo.governance.queries.endorsements import standing_of
from palermo.governance.states.endorsements import EndorsementState
from palermo.programme.models import ProgrammeRelease
from palermo.programme.rules.programmes import WIDEST_FIRST
from palermo.programme.states.programmes import RELEASE_MOVES, ReleaseState

READ_BY_MEMBER_STATES = READS[Role.DELEGATE]


def check_may_withdraw_release(user: Actor, release: ProgrammeRelease) -> None:
    """The secretariat; not while Member States are asked to approve it."""
    check_may(user, Permission.RELEASE_PROGRAMME)
    check_move(RELEASE_MOVES, release.state, ReleaseState.WITHDRAWN)
    if release.put_as and standing_of(release.put_as.endorsement, clock.now()).state == EndorsementState.OPEN:
        raise Refused(_("Member States have been asked to approve this version. Withdraw the text from them first."))


def check_can_withdraw_release(user: Actor, release: ProgrammeRelease, day: date) -> None:
    """Not on a day before it was released, as calendars stand where the event is, nor on one still to come."""
    check_may_withdraw_release(user, release)
    released_on = release.released_at.astimezone(ZoneInfo(release.programme.time_zone)).date()
    if day < released_on:
        raise Refused(
            _("This version was published on %(released)s; it cannot have been withdrawn on %(day)s.")
            % {"released": localize_day(released_on), "day": localize_day(day)}
        )
    if day > max(released_on, clock.today()):
        raise Refused(_("%(day)s is in the future. Enter the day on which it was done.") % {"day": localize_day(day)})


def check_may_submit_release(user: Actor, release: ProgrammeRelease) -> None:
    """The secretariat; once, the latest version, where Member States can read it."""
    check_may(user, Permission.PUT_TEXT)
    check_is_authorized(release.programme.event)
    if release.state != ReleaseState.RELEASED:
        raise Refused(_("This version was withdrawn. Publish another version and submit it."))
    if release.put_as:
        raise Refused(_("This version has already been submitted to Member States."))
    if release.audience not in READ_BY_MEMBER_STATES:
        raise Refused(_("This version is not available to Member States. Publish one for them and submit it."))
    later = release.programme.releases.filter(number__gt=release.number, put_as__isnull=False).order_by("number")
    if other := later.defer("content").first():
        values = {"number": other.number}
        raise Refused(_("A later version, %(number)d, has already been submitted to Member States.") % values)


def check_can_submit_release(user: Actor, release: ProgrammeRelease, procedure: Procedure) -> None:
    """A text still before Member States goes on under its procedure, and for no more readers than the version."""
    check_may_submit_release(user, release)
    before = last_submitted_release(release)
    if before and before.put_as and is_before_member_states(before):
        endorsement = before.put_as.endorsement
        if endorsement.procedure_id != procedure.pk:
            values = {"procedure": str(endorsement.procedure.name)}
            raise Refused(
                _("An earlier version was submitted to Member States under this procedure: %(procedure)s. Choose it.")
                % values
            )
        _check_has_the_readers_of(endorsement, release)


def _check_has_the_readers_of(endorsement: Endorsement, release: ProgrammeRelease) -> None:
    if WIDEST_FIRST.index(Audience(endorsement.audience)) < WIDEST_FIRST.index(Audience(release.audience)):
        raise Refused(
            _(
                "The text that this version would replace has a wider audience: %(audience)s. Publish a "
                "version for that audience, or withdraw the text first."
            )
            % {"audience": Audience(endorsement.audience).label}
        )


def last_submitted_release(release: ProgrammeRelease) -> ProgrammeRelease | None:
    """The version of the same programme that was submitted to Member States last before this one."""
    earlier = ProgrammeRelease.objects.filter(programme=release.programme_id, number__lt=release.number)
    put = earlier.filter(put_as__isnull=False).select_related("put_as__endorsement__procedure")
    return put.order_by("-number").first()


def is_before_member_states(release: ProgrammeRelease) -> bool:
    """Whether a new version takes the place of this one: it was neither approved nor withdrawn from Member States."""
    assert release.put_as
    state = standing_of(release.put_as.endorsement, clock.now()).state
    return state in {EndorsementState.OPEN, EndorsementState.BROKEN, EndorsementState.NOT_APPROVED}
