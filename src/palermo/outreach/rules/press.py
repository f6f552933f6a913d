"""Who writes and publishes press releases and keeps the press room, and what a press release consists of."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.languages import BY_CODE, CODES, active_language
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.speech.instants import localize_instant
from palermo.core.speech.lists import format_list
from palermo.core.text import MultilingualText
from palermo.outreach.models import Cutting, KitItem, PressContact, PressRelease
from palermo.outreach.states.press import PRESS_RELEASE_MOVES, ReleaseStatus


def check_may_add_release(user: Actor, _nothing: object = None) -> None:
    """The secretariat writes press releases and keeps the press room."""
    check_may(user, Permission.PUBLISH_PRESS)


def check_may_change_release(user: Actor, release: PressRelease) -> None:
    """The secretariat edits a press release until it is public.

    Refused to anyone else; afterwards, when it is corrected with a note instead.
    """
    check_may(user, Permission.PUBLISH_PRESS)
    _check_is_not_withdrawn(release)
    if release.is_out:
        raise Refused(_("This press release is public. Correct it: the page then shows the correction."))


def check_may_schedule_release(user: Actor, release: PressRelease) -> None:
    """The secretariat sets the time at which a press release becomes public, or another one until then."""
    check_may(user, Permission.PUBLISH_PRESS)
    if release.standing != ReleaseStatus.SCHEDULED:
        check_move(PRESS_RELEASE_MOVES, release.standing, ReleaseStatus.SCHEDULED)
    check_release_is_complete(release)


def check_can_schedule_release(user: Actor, release: PressRelease, public_at: datetime) -> None:
    """As `check_may_schedule_release`, for a time to come."""
    check_may_schedule_release(user, release)
    if public_at <= clock.now():
        raise Refused(
            _("%(time)s has passed. Enter a later time, or publish the press release now.")
            % {"time": localize_instant(public_at, settings.TIME_ZONE)}
        )


def check_may_unschedule_release(user: Actor, release: PressRelease) -> None:
    """The secretariat makes a scheduled press release a draft again before its time."""
    check_may(user, Permission.PUBLISH_PRESS)
    check_move(PRESS_RELEASE_MOVES, release.standing, ReleaseStatus.DRAFT)


def check_may_publish_release(user: Actor, release: PressRelease) -> None:
    """The secretariat publishes a press release at once."""
    check_may(user, Permission.PUBLISH_PRESS)
    check_move(PRESS_RELEASE_MOVES, release.standing, ReleaseStatus.PUBLISHED)
    check_release_is_complete(release)


def check_may_correct_release(user: Actor, release: PressRelease) -> None:
    """The secretariat corrects a press release that is public."""
    check_may(user, Permission.PUBLISH_PRESS)
    _check_is_not_withdrawn(release)
    if not release.is_out:
        raise Refused(_("This press release is not public yet. Edit it: no correction is needed."))


def check_may_withdraw_release(user: Actor, release: PressRelease) -> None:
    """The secretariat withdraws a press release that is public, with the reason."""
    check_may(user, Permission.PUBLISH_PRESS)
    check_move(PRESS_RELEASE_MOVES, release.standing, ReleaseStatus.WITHDRAWN)


def check_release_is_complete(release: PressRelease) -> None:
    """Each language that has a title or a text has both."""
    for text, other, sentence in (
        (release.title, release.body, _("The text is missing in these languages: %(languages)s.")),
        (release.body, release.title, _("The title is missing in these languages: %(languages)s.")),
    ):
        if missing := [code for code in CODES if code in text and code not in other]:
            raise Refused(sentence % {"languages": _language_names(missing)})


def check_correction(correction: MultilingualText) -> None:
    """A correction says what is corrected. Refused without a note."""
    if not correction:
        raise Refused(_("Enter what is corrected."))


def check_may_change_kit_item(user: Actor, item: KitItem | None = None) -> None:
    """The secretariat keeps the media kit."""
    check_may(user, Permission.PUBLISH_PRESS)


def check_kit_item_has_one_thing(item: KitItem) -> None:
    """An item is a document or material. Refused where it is neither or both."""
    if (item.document_id is None) == (item.material_id is None):
        raise Refused(_("Choose either a document or material."))


def check_may_change_contact(user: Actor, contact: PressContact | None = None) -> None:
    """The secretariat keeps the list of press contacts."""
    check_may(user, Permission.PUBLISH_PRESS)


def check_contact_can_be_reached(contact: PressContact) -> None:
    """A contact has an e-mail address or a telephone number. Refused without both."""
    if not (contact.email or contact.phone):
        raise Refused(_("Enter an e-mail address or a telephone number."))


def check_may_change_cutting(user: Actor, cutting: Cutting | None = None) -> None:
    """The secretariat keeps the press cuttings."""
    check_may(user, Permission.PUBLISH_PRESS)


def check_cutting_was_published(cutting: Cutting) -> None:
    """What is cut out was published by today."""
    if cutting.published is not None and cutting.published.first_day > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day of publication.") % {"day": localize_day(cutting.published)}
        )


def _check_is_not_withdrawn(release: PressRelease) -> None:
    if release.status == ReleaseStatus.WITHDRAWN and release.withdrawn_on is not None:
        raise Refused(_("This press release was withdrawn on %(day)s.") % {"day": localize_day(release.withdrawn_on)})


def _language_names(codes: list[str]) -> str:
    return format_list([BY_CODE[code].name for code in codes], active_language().code)
