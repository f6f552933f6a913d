"""Who keeps studies, when work with persons and data may begin, and when results are published."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.governance.models import Activity
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY, ActivityKind, ActivityState
from palermo.knowledge.ethics import CLEARED, is_cleared_on
from palermo.knowledge.models import DatasetEdition, EthicsReview, Study, StudyContribution, StudyDataset
from palermo.knowledge.rules.agreements import check_in_force
from palermo.knowledge.states.datasets import DatasetEditionStatus
from palermo.knowledge.states.sources import Purpose
from palermo.knowledge.states.studies import EthicsResult, StudyRole


def check_may_describe_study(user: Actor, activity: Activity) -> None:
    """The secretariat describes an activity that is a study.

    Refused to anyone else, and for an activity of another kind.
    """
    check_may(user, Permission.KEEP_STUDIES)
    if activity.kind != ActivityKind.STUDY:
        raise Refused(_("This activity is not a study."))


def check_may_keep_study(user: Actor, study: Study) -> None:
    """The secretariat keeps who contributes to a study and how its ethics are reviewed; no study that was cancelled.

    Refused to anyone else, and for a study that was cancelled or given up.
    """
    check_may(user, Permission.KEEP_STUDIES)
    if study.activity.state in {ActivityState.CANCELLED, ActivityState.GIVEN_UP}:
        raise Refused(_("This study was cancelled."))


def check_has_authority(study: Study) -> None:
    """Refuse what is done in a study that no mandate authorizes yet. Refused while the study is a proposal."""
    if study.activity.state in NEEDS_NO_AUTHORITY:
        raise Refused(_("This study is only a proposal. Record the mandate that authorizes it first."))


def check_may_change_contribution(user: Actor, contribution: StudyContribution) -> None:
    """As `check_may_keep_study`, for the study of a contribution."""
    check_may_keep_study(user, contribution.study)


def check_can_keep_contribution(user: Actor, contribution: StudyContribution) -> None:
    """As `check_may_keep_study`; fieldwork begins under a mandate and with a valid ethics review."""
    check_may_keep_study(user, contribution.study)
    if contribution.role == StudyRole.FIELDWORK and contribution.since_on is not None:
        check_has_authority(contribution.study)
        check_is_cleared(contribution.study, contribution.since_on)


def check_is_cleared(study: Study, day: date) -> None:
    """Refuse work with persons and data on a day for which no ethics review is valid."""
    if not is_cleared_on(study.ethics_reviews.all(), day):
        raise Refused(
            _(
                "No ethics review that was approved, or not required, is valid on %(day)s. Record the decision first, "
                "or leave the day out while the work is only planned."
            )
            % {"day": localize_day(day)}
        )


def check_may_decide_review(user: Actor, review: EthicsReview) -> None:
    """The decision on a review is recorded once."""
    check_may_keep_study(user, review.study)
    if review.result != EthicsResult.PENDING:
        raise Refused(_("The decision on this review is already recorded."))


def check_may_change_review(user: Actor, review: EthicsReview) -> None:
    """As `check_may_keep_study`, for the study of a review."""
    check_may_keep_study(user, review.study)


def check_review_is_coherent(review: EthicsReview) -> None:
    """A decision not before the submission nor in the future, with its conditions, valid beyond its day."""
    today = clock.today()
    for day in (review.submitted_on, review.decided_on):
        if day is not None and day > today:
            raise Refused(_("%(day)s is in the future.") % {"day": localize_day(day)})
    if review.result == EthicsResult.PENDING:
        return
    if review.decided_on is None:
        raise Refused(_("Enter the day of the decision."))
    if review.submitted_on is not None and review.decided_on < review.submitted_on:
        raise Refused(_("The decision must not be before the submission. Check the two dates."))
    if review.valid_until is not None and review.valid_until < review.decided_on:
        raise Refused(_("The review must be valid at least until the day of the decision. Check the two dates."))
    if review.valid_until is not None and review.result not in CLEARED:
        raise Refused(_("A study that was not approved has no last day of validity."))
    if review.result == EthicsResult.CONDITIONAL and not review.conditions:
        raise Refused(_("Enter the conditions."))


def check_may_use_dataset(user: Actor, study: Study) -> None:
    """The secretariat records which data a study uses, once a mandate authorizes it."""
    check_may_keep_study(user, study)
    check_has_authority(study)


def check_may_change_use(user: Actor, use: StudyDataset) -> None:
    """As `check_may_use_dataset`, for the study of a use."""
    check_may_keep_study(user, use.study)


def check_can_use_dataset(user: Actor, use: StudyDataset) -> None:
    """As `check_may_use_dataset`: accepted data under an agreement for research; begun, a valid ethics review too."""
    check_may_use_dataset(user, use.study)
    check_edition_may_be_used(use.edition, use.since_on)
    if use.since_on is not None:
        check_is_cleared(use.study, use.since_on)


def check_edition_may_be_used(edition: DatasetEdition, since: date | None) -> None:
    """Refuse data that are not accepted, or whose agreement does not allow research or is not in force.

    `since` is the day on which the use begins, if it is known: the agreement is in force then and today.
    """
    values = {"edition": edition.display_name()}
    if edition.status != DatasetEditionStatus.ACCEPTED:
        raise Refused(_("%(edition)s: these data have not been accepted. Use an accepted edition.") % values)
    if Purpose.RESEARCH not in edition.agreement.purposes:
        raise Refused(_("%(edition)s: the agreement on these data does not allow research.") % values)
    for day in {clock.today(), since or clock.today()}:
        try:
            check_in_force(edition.agreement, day)
        except Refused:
            values["day"] = localize_day(day)
            raise Refused(_("%(edition)s: the agreement on these data is not in force on %(day)s.") % values) from None


def check_may_publish_study(user: Actor, study: Study) -> None:
    """The results of a study that a mandate authorizes are published once."""
    check_may_keep_study(user, study)
    check_has_authority(study)
    if study.published_on is not None:
        raise Refused(_("The results were published on %(day)s.") % {"day": localize_day(study.published_on)})


def check_may_change_publication(user: Actor, study: Study) -> None:
    """What was published is corrected. Refused to anyone but the secretariat, and before the results are published."""
    check_may_keep_study(user, study)
    if study.published_on is None:
        raise Refused(_("The results have not been published yet."))


def check_publication_is_coherent(study: Study) -> None:
    """A publication that those can read for whom the study is, on a day that is not in the future."""
    if study.published_on is not None and study.published_on > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day of publication.") % {"day": localize_day(study.published_on)}
        )
    if study.publication is None:
        raise Refused(_("Choose the document that holds the results."))
    if not study.publication.versions.exists():
        raise Refused(_("This document has no text in any language yet. Add a language version first."))
