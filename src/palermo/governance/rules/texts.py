"""Who may submit a text to Member States, what the text must satisfy, and what is frozen afterwards."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.states import READS, Role
from palermo.core import clock
from palermo.core.languages import CODES, active_language, language_in_sentence
from palermo.core.refusals import Refused
from palermo.core.speech.instants import localize_instant
from palermo.core.speech.lists import format_list
from palermo.core.text import MultilingualText
from palermo.governance.models import Endorsement, Procedure
from palermo.governance.queries.endorsements import standing_of, versions_of
from palermo.governance.rules.endorsements import check_has_no_result
from palermo.governance.states.endorsements import EndorsementState, ProcedureKind
from palermo.library.models import Document
from palermo.library.states import DocumentState

READ_BY_MEMBER_STATES = READS[Role.DELEGATE]
# What a procedure consists of: texts put under it were answered on these terms.
TERMS = (
    *("body", "kind", "minimum_hours", "time_zone", "needs_all_languages", "numerator", "denominator"),
    *("electorate", "objections_read_by"),
)
# What Member States were asked to approve.
FROZEN = ("body", "title", "text", "procedure")


def check_may_submit_text(user: Actor, endorsement: Endorsement) -> None:
    """The secretariat may submit the first version of a text, for an endorsement that Member States can see."""
    check_may(user, Permission.PUT_TEXT)
    if versions_of(endorsement):
        raise Refused(_("The text has already been submitted to Member States. To change it, submit a new version."))
    check_has_no_result(endorsement)
    _check_is_for_member_states(endorsement)


def check_may_submit_new_version(user: Actor, endorsement: Endorsement) -> None:
    """The secretariat may submit a new version while the last one is open, or when it was not approved."""
    check_may(user, Permission.PUT_TEXT)
    if not versions_of(endorsement):
        raise Refused(_("No version of this text has been submitted to Member States yet. Submit the first one."))
    state = standing_of(endorsement, clock.now()).state
    if state not in {EndorsementState.OPEN, EndorsementState.BROKEN, EndorsementState.NOT_APPROVED}:
        raise Refused(
            _("The status of this text is “%(state)s”. Submit a different text as a new endorsement.")
            % {"state": str(state.label).lower()}
        )
    _check_is_for_member_states(endorsement)


def check_can_submit(
    endorsement: Endorsement, text: MultilingualText, *, opens_at: datetime, closes_at: datetime | None, now: datetime
) -> None:
    """The text is there in the languages that the procedure needs, and open for at least as long as it requires."""
    if not text and endorsement.document is None:
        raise Refused(_("There is no text yet. Enter it, or choose the document that contains it."))
    if endorsement.document:
        _check_is_issued_to_member_states(endorsement.document)
    if endorsement.procedure.needs_all_languages:
        _check_languages(text, endorsement.document)
    if opens_at < now:
        raise Refused(_("The opening time is in the past. Leave it empty to submit the text now."))
    _check_deadline(endorsement.procedure, opens_at, closes_at)


def check_describes_changes(what_changed: MultilingualText) -> None:
    """A new version must have a description of what changed. Refused if it does not."""
    if not what_changed:
        raise Refused(_("Describe the changes since the previous version."))


def _check_deadline(procedure: Procedure, opens_at: datetime, closes_at: datetime | None) -> None:
    if closes_at is None:
        if procedure.kind != ProcedureKind.MEETING:
            raise Refused(_("This procedure requires a deadline."))
        return
    if closes_at <= opens_at:
        raise Refused(
            _("The deadline %(deadline)s is in the past or before the opening. Choose a later one.")
            % {"deadline": localize_instant(closes_at, procedure.time_zone)}
        )
    # In UTC, since hours between two times of one clock are not the hours that pass.
    earliest = opens_at.astimezone(UTC) + timedelta(hours=procedure.minimum_hours)
    if closes_at.astimezone(UTC) < earliest:
        raise Refused(_too_soon(procedure, earliest))


def _too_soon(procedure: Procedure, earliest: datetime) -> str:
    sentence = ngettext(
        "This procedure requires a review period of at least %(count)d hour. The earliest deadline is %(earliest)s.",
        "This procedure requires a review period of at least %(count)d hours. The earliest deadline is %(earliest)s.",
        procedure.minimum_hours,
    )
    # The first whole minute that is late enough: a deadline is written in hours and minutes.
    whole = earliest if not (earliest.second or earliest.microsecond) else earliest + timedelta(minutes=1)
    instant = localize_instant(whole.replace(second=0, microsecond=0), procedure.time_zone)
    return sentence % {"count": procedure.minimum_hours, "earliest": instant}


def _check_is_for_member_states(endorsement: Endorsement) -> None:
    if endorsement.audience not in READ_BY_MEMBER_STATES:
        raise Refused(
            _("Member States cannot see this endorsement: its audience is “%(audience)s”. Change the audience first.")
            % {"audience": endorsement.get_audience_display()}
        )


def _check_is_issued_to_member_states(document: Document) -> None:
    if document.state != DocumentState.ISSUED or document.audience_today not in READ_BY_MEMBER_STATES:
        raise Refused(
            _(
                "Member States cannot read the document that contains the text. Issue it to them before "
                "submitting the text."
            )
        )


def _check_languages(text: MultilingualText, document: Document | None) -> None:
    languages = set(document.versions.values_list("language", flat=True)) if document else set(CODES)
    missing = [code for code in CODES if code not in languages or (text and code not in text)]
    if missing:
        names = format_list([language_in_sentence(code) for code in missing], active_language().code)
        raise Refused(
            _("This procedure requires the text in all six languages. Missing: %(languages)s.") % {"languages": names}
        )


def check_can_change_procedure(stored: Procedure, changed: Procedure) -> None:
    """Texts put under a procedure keep its terms: of one in use only the name and the basis change.

    Refused if another term would change.
    """
    is_changed = any(getattr(stored, _column(name)) != getattr(changed, _column(name)) for name in TERMS)
    if is_changed and stored.endorsements.filter(versions__isnull=False).exists():
        raise Refused(
            _(
                "Texts have been submitted under this procedure; its terms can no longer be changed. Create "
                "a new procedure."
            )
        )


def check_can_change_endorsement(stored: Endorsement, changed: Endorsement) -> None:
    """What was submitted to Member States keeps its title, its body and its procedure.

    Refused if one of them would change.
    """
    is_changed = any(getattr(stored, _column(name)) != getattr(changed, _column(name)) for name in FROZEN)
    if is_changed and stored.versions.exists():
        raise Refused(
            _(
                "This text has been submitted to Member States; its title, text, body and procedure can no "
                "longer be changed. Submit a new version."
            )
        )


def _column(name: str) -> str:
    return f"{name}_id" if name in {"body", "procedure"} else name
