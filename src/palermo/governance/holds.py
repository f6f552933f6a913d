"""What governance holds of documents: what Member States were given, and what they were asked, stays with them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.states import READS, Role
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.governance.models import Endorsement, MeetingPaper, TextVersion
from palermo.governance.queries.endorsements import standings_of
from palermo.governance.states.endorsements import EndorsementState
from palermo.library.holds import Change, hold
from palermo.library.models import Document

READ_BY_MEMBER_STATES = READS[Role.DELEGATE]


def check_is_not_held(document: Document, change: Change) -> None:
    """A report that was released to Member States stays theirs; a text put to them stays as it was put."""
    if change.audience and change.audience not in READ_BY_MEMBER_STATES:
        _check_was_not_released(document)
        _check_not_submitted(document)
    if change.language:
        _check_language_not_submitted(document, change.language)
    if change.is_withdrawn:
        _check_is_not_open(document)


def _check_was_not_released(document: Document) -> None:
    paper = MeetingPaper.objects.filter(document=document, released_on__isnull=False).first()
    if paper:
        raise Refused(
            _(
                "This report was shared with Member States on %(day)s and remains available to them. If it "
                "is wrong, withdraw it."
            )
            % {"day": localize_day(paper.released_on)}
        )


def _check_not_submitted(document: Document) -> None:
    if _versions_with(document).exists():
        raise Refused(
            _("This document contains a text submitted to Member States, which must remain available to them.")
        )


def _check_language_not_submitted(document: Document, language: str) -> None:
    if any(language in version.files for version in _versions_with(document).only("files")):
        raise Refused(
            _(
                "This document contains a text submitted to Member States and can no longer be changed. "
                "Create a new document and submit it as a new version."
            )
        )


def _check_is_not_open(document: Document) -> None:
    endorsements = Endorsement.objects.filter(versions__document=document, state=EndorsementState.OPEN).distinct()
    standings = standings_of(endorsements, clock.now()).values()
    if any(standing.state == EndorsementState.OPEN for standing in standings):
        raise Refused(
            _("Member States have been asked to approve the text in this document. Withdraw that text first.")
        )


def _versions_with(document: Document) -> QuerySet[TextVersion]:
    return TextVersion.objects.filter(document=document)


hold(check_is_not_held)
