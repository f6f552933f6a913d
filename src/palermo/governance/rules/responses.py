"""Who may answer a text that was submitted to Member States, for whom, and until when."""

from collections.abc import Hashable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import Posting, State, User
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.states import READS, Role
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.speech.instants import localize_instant
from palermo.core.text import MultilingualText
from palermo.governance.models import Endorsement, Procedure, Response, TextVersion
from palermo.governance.queries.endorsements import standing_of, versions_of
from palermo.governance.standing import Standing
from palermo.governance.states.endorsements import COUNTED, EndorsementState, ProcedureKind, ResponseKind


def check_may_respond(user: Actor, endorsement: Endorsement, kind: ResponseKind) -> None:
    """A delegate, while the text is open; an explanation of position also once it is decided."""
    check_may(user, Permission.RESPOND)
    if not versions_of(endorsement):
        raise Refused(_("No text has been submitted to Member States yet."))
    if endorsement.state == EndorsementState.WITHDRAWN:
        raise Refused(_("This text was withdrawn; replies are no longer possible."))
    if endorsement.audience not in READS[Role.DELEGATE]:
        raise Refused(_("This endorsement is no longer available to Member States; replies are not possible."))
    _check_has_opened(endorsement)
    if kind == ResponseKind.EXPLANATION:
        return
    standing = standing_of(endorsement, clock.now())
    _check_still_open(endorsement, standing)
    if standing.deadline and clock.now() >= standing.deadline:
        raise Refused(_deadline_message(endorsement.procedure, standing))
    if kind in COUNTED and endorsement.procedure.kind == ProcedureKind.MEETING:
        raise Refused(_("Member States decide on this text at a meeting. Approval or objection is expressed there."))


def check_may_reply(user: Actor, endorsement: Endorsement, kind: ResponseKind) -> None:
    """The first approval or objection of a delegation; a later one changes it (`check_may_change_reply`)."""
    check_may_respond(user, endorsement, kind)
    states = delegations_of(user)
    if states and states <= _replied(endorsement):
        raise Refused(_("Your delegation has replied to this text. To change the reply, use “Change reply”."))


def check_may_change_reply(user: Actor, endorsement: Endorsement) -> None:
    """A delegation that approved or objected, while its reply can still be counted."""
    check_may_respond(user, endorsement, ResponseKind.APPROVAL)
    if not delegations_of(user) & _replied(endorsement):
        raise Refused(_("Your delegation has not replied to this text yet."))


def delegations_of(user: Actor) -> frozenset[int]:
    """The States for which a person is posted as a delegate today; those of the system are none."""
    return frozenset() if isinstance(user, str) else viewer_of(user).delegation_ids


def _replied(endorsement: Endorsement) -> frozenset[Hashable]:
    """The States whose approval or objection to the last version is on record."""
    return frozenset(answer.state for answer in versions_of(endorsement)[-1].counted)


def check_can_respond(
    user: Actor, version: TextVersion, state: State, kind: ResponseKind, text: MultilingualText, *, read: int
) -> None:
    """For the State that the person is posted for today, to the version that they `read`; with text if required."""
    if not isinstance(user, str) and not may_answer_for(user).filter(pk=state.pk).exists():
        raise Refused(_("You can reply only for the State you represent."))
    if read != version.number:
        raise Refused(
            _("A new version was submitted while you were reading the previous one. Read it before replying.")
        )
    if kind not in COUNTED and not text:
        raise Refused(_("Enter the statement of your delegation."))
    _check_is_new(version, state, kind, text)


def last_counted(version: TextVersion, state: State) -> Response | None:
    """The approval or objection of a State that counts now, of one version."""
    answers = version.responses.filter(state=state, kind__in=sorted(COUNTED))
    return answers.order_by("-made_at", "-number").first()


def _check_is_new(version: TextVersion, state: State, kind: ResponseKind, text: MultilingualText) -> None:
    """An approval or objection must differ from the State's last one; the same comment is accepted once."""
    if kind in COUNTED:
        last = last_counted(version, state)
        is_said = last is not None and (last.kind, last.text) == (kind, text)
    else:
        is_said = any(each.text == text for each in version.responses.filter(state=state, kind=kind))
    if is_said:
        raise Refused(_("Your delegation has already given this reply."))


def may_answer_for(user: User | int | None) -> QuerySet[State]:
    """The States for which a person is posted as a delegate today."""
    postings = Posting.objects.filter(user=user, role=Role.DELEGATE).current_on(clock.today())
    return State.objects.filter(pk__in=postings.values("state"))


def _check_has_opened(endorsement: Endorsement) -> None:
    version = versions_of(endorsement)[-1]
    if clock.now() < version.opens_at:
        raise Refused(
            _("Replies can be submitted from %(opening)s.")
            % {"opening": localize_instant(version.opens_at, endorsement.procedure.time_zone)}
        )


def _check_still_open(endorsement: Endorsement, standing: Standing) -> None:
    if standing.is_open:
        return
    zone = endorsement.procedure.time_zone
    when = localize_instant(standing.at, zone) if standing.at else localize_day(endorsement.result_on)
    if standing.at is not None and standing.at == standing.deadline:
        raise Refused(_deadline_message(endorsement.procedure, standing))
    if standing.state == EndorsementState.BROKEN:
        raise Refused(_("The silence was broken: %(when)s. You may still explain your position.") % {"when": when})
    raise Refused(
        _("The result was “%(state)s”, %(when)s. You may still explain your position.")
        % {"state": str(standing.state.label).lower(), "when": when}
    )


def _deadline_message(procedure: Procedure, standing: Standing) -> str:
    deadline = localize_instant(standing.deadline, procedure.time_zone) if standing.deadline else ""
    return _("The deadline has passed: %(deadline)s. You may still explain your position.") % {"deadline": deadline}
