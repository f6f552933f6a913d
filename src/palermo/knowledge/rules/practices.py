"""Who keeps good practices, and what a practice needs before it is published."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.audiences import is_wider
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.models import GoodPractice
from palermo.knowledge.practice_links import PracticeLinks
from palermo.knowledge.states.practices import PRACTICE_MOVES, EvidenceLevel, PracticeStatus


def check_may_add_practice(user: Actor, practice: GoodPractice | None) -> None:
    """The secretariat records good practices."""
    check_may(user, Permission.KEEP_PRACTICES)


def check_may_change_practice(user: Actor, practice: GoodPractice) -> None:
    """The secretariat edits a practice; not one that is withdrawn."""
    check_may(user, Permission.KEEP_PRACTICES)
    if practice.status == PracticeStatus.WITHDRAWN:
        raise Refused(_("This practice is withdrawn. Publish it again to edit it."))


def check_practice_is_coherent(practice: GoodPractice) -> None:
    """A practice with its dates in order, and with what its level of evidence needs."""
    if practice.starts_on and practice.ends_on and practice.ends_on < practice.starts_on:
        raise Refused(_("A practice must not end before it begins. Check the two dates."))
    for day in (practice.starts_on, practice.evaluated_on):
        if day is not None and day > clock.today():
            raise Refused(_("%(day)s is in the future.") % {"day": localize_day(day)})
    if practice.evidence_level != EvidenceLevel.DESCRIBED and not practice.evidence:
        raise Refused(_("Enter the evidence for this level of evidence."))
    is_evaluated = practice.evidence_level in {EvidenceLevel.EVALUATED, EvidenceLevel.COMPARED}
    if is_evaluated and not (practice.evaluation and practice.evaluated_by):
        raise Refused(_("Enter the evaluation and who carried it out."))


def check_links_are_coherent(links: PracticeLinks) -> None:
    """A practice belongs to tools and studies, not to other activities."""
    for activity in links.activities:
        if activity.kind not in {ActivityKind.TOOL, ActivityKind.STUDY}:
            raise Refused(_("“%(activity)s” is no tool or study.") % {"activity": activity.display_name()})


def check_may_publish_practice(user: Actor, practice: GoodPractice) -> None:
    """A draft is published, and what was withdrawn is published again."""
    check_may(user, Permission.KEEP_PRACTICES)
    if practice.status == PracticeStatus.PUBLISHED:
        raise Refused(_("This practice is already published."))


def check_can_publish_practice(user: Actor, practice: GoodPractice) -> None:
    """As `check_may_publish_practice`: where it was done, or by whom, is on record, and its evaluation can be read."""
    check_may_publish_practice(user, practice)
    check_move(PRACTICE_MOVES, practice.status, PracticeStatus.PUBLISHED)
    check_practice_is_coherent(practice)
    check_published_stands(practice)


def check_published_stands(practice: GoodPractice) -> None:
    """What a published practice needs: where it was done, or by whom, and an evaluation that its audience can read."""
    is_placed = practice.carried_out_by or practice.states.exists() or practice.organisations.exists()
    if not is_placed:
        raise Refused(_("Enter where, or by whom, the practice was carried out."))
    report = practice.evaluation_document
    if report is not None and is_wider(practice.audience, report.audience):
        raise Refused(_("The audience of the practice cannot see the evaluation report. Change one of the two."))


def check_may_withdraw_practice(user: Actor, practice: GoodPractice) -> None:
    """A published practice is withdrawn."""
    check_may(user, Permission.KEEP_PRACTICES)
    if practice.status != PracticeStatus.PUBLISHED:
        raise Refused(_("This practice is not published."))


def check_can_withdraw_practice(user: Actor, practice: GoodPractice, reason: MultilingualText) -> None:
    """As `check_may_withdraw_practice`, with a reason."""
    check_may_withdraw_practice(user, practice)
    check_move(PRACTICE_MOVES, practice.status, PracticeStatus.WITHDRAWN)
    if not reason:
        raise Refused(_("Enter the reason."))
