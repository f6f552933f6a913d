"""Who may register, accredit and withdraw whom."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.registration.models import Accreditation, Participant
from palermo.registration.registrars import Registrar
from palermo.registration.rules.registrations import (
    category_open,
    check_is_not_purged,
    check_is_open_for_people,
    check_may_change_people,
    check_may_register,
    has_annotated,
    is_office,
)
from palermo.registration.states import (
    COMING,
    PARTICIPANT_MOVES,
    AccreditationState,
    CheckInResult,
    DelegationRole,
    ParticipantCategory,
    ParticipantState,
    StatedBy,
)

SAME_PERSON = (
    *("category", "state_for", "organisation", "accreditation"),
    *("family_name", "given_name", "function"),
)


def check_can_register(user: Registrar, participant: Participant) -> None:
    """For one's own State or organization, within the quotas, one head a delegation.

    `user` may be an accreditation: the holder of its link registers its people.
    """
    if isinstance(user, Accreditation):
        check_link_holds(user)
        _check_is_of(user, participant)
        _check_places(user)
    else:
        check_may_register(user, participant.registration)
        if not isinstance(user, str) and not is_office(user):
            _check_is_own(viewer_of(user), participant)
    _check_is_new(participant)
    _check_quota(participant)
    check_is_only_head(participant)


def _check_is_new(participant: Participant) -> None:
    """A person is registered once; of two who have all of it in common, one says what they are."""
    same = {name: getattr(participant, name) for name in SAME_PERSON}
    if participant.registration.participants.filter(**same, state__in=COMING).exclude(pk=participant.pk).exists():
        raise Refused(
            _(
                "%(name)s is already registered. If this is a different person of the same name, enter a "
                "different function."
            )
            % {"name": participant.name}
        )


def check_link_holds(accreditation: Accreditation) -> None:
    """An accreditation that was approved, while registration is open."""
    check_is_open_for_people(accreditation.registration)
    if accreditation.state != AccreditationState.APPROVED:
        raise Refused(_("This organization is not accredited. Contact the secretariat."))


def _check_places(accreditation: Accreditation) -> None:
    if accreditation.places and _count_coming(accreditation.participants.all()) >= accreditation.places:
        raise _full(accreditation.places)


def _check_is_of(accreditation: Accreditation, participant: Participant) -> None:
    if (participant.accreditation_id, participant.category) != (accreditation.pk, accreditation.category):
        raise Refused(_("You may register participants of your own State or organization only."))


def _check_is_own(viewer: Viewer, participant: Participant) -> None:
    is_delegate = participant.category == ParticipantCategory.DELEGATION
    is_own = (
        participant.state_for_id in viewer.delegation_ids
        if is_delegate
        else participant.category == ParticipantCategory.ORGANISATION
        and participant.organisation_id in viewer.agency_ids
    )
    if not is_own:
        raise Refused(_("You may register participants of your own State or organization only."))


def _check_quota(participant: Participant) -> None:
    quota = category_open(participant.registration, participant.category)
    others = participant.registration.participants.filter(category=participant.category).exclude(pk=participant.pk)
    if quota.most and _count_coming(others) >= quota.most:
        raise _full(quota.most)
    of_party = others.filter(
        state_for=participant.state_for, organisation=participant.organisation, accreditation=participant.accreditation
    )
    if quota.most_each and _count_coming(of_party) >= quota.most_each:
        raise _full(quota.most_each)


def _count_coming(participants: QuerySet[Participant]) -> int:
    return participants.filter(state__in=COMING).count()


def _full(most: int) -> Refused:
    sentence = _(
        "All %(number)d places are taken. Withdraw a participant first, or ask the secretariat for more places."
    )
    return Refused(sentence % {"number": most})


def check_is_only_head(participant: Participant) -> None:
    """One person leads a delegation."""
    if participant.role != DelegationRole.HEAD:
        return
    others = participant.registration.participants.exclude(pk=participant.pk)
    if others.filter(state_for=participant.state_for, role=DelegationRole.HEAD, state__in=COMING).exists():
        raise Refused(_("This delegation already has a head. Make that person an alternate first."))


def check_may_change_participant(user: Registrar, participant: Participant) -> None:
    """For those who may register them, until they are withdrawn or refused."""
    _check_may_send(user, participant)
    if not participant.is_coming:
        raise Refused(_("This registration was refused or withdrawn. Register the person again."))


def _check_may_send(user: Registrar, participant: Participant) -> None:
    if isinstance(user, Accreditation):
        check_link_holds(user)
        _check_is_of(user, participant)
        return
    check_may_change_people(user, participant.registration)
    if not isinstance(user, str) and not is_office(user):
        _check_is_own(viewer_of(user), participant)


def check_listing_is_theirs(participant: Participant, *, is_listed: bool) -> None:
    """A person's own consent to be listed can be taken back by others, but never given by them."""
    if is_listed and not participant.is_listed and participant.listing_stated_by == StatedBy.PERSON:
        raise Refused(_("This person has asked not to be named. Only they can change this, with their link."))


def check_can_answer_listing(participant: Participant) -> None:
    """For the holder of the link, while they are registered and names are stored."""
    check_is_not_purged(participant.registration)
    if not participant.is_coming:
        raise Refused(_("This registration was refused or withdrawn; you are not in any list."))


def check_can_withdraw_participant(user: Registrar, participant: Participant) -> None:
    """For those who may register them, until they are checked in."""
    check_may_change_participant(user, participant)
    if has_annotated(
        participant, "has_come", lambda: participant.check_ins.filter(result=CheckInResult.COUNTED).exists()
    ):
        raise Refused(_("This person has been checked in. Undo the check-in first if it was a mistake."))


def check_may_restore_participant(user: Registrar, participant: Participant) -> None:
    """Whoever may register them, once they are withdrawn."""
    _check_may_send(user, participant)
    check_move(PARTICIPANT_MOVES, participant.state, ParticipantState.REGISTERED)


def check_can_restore_participant(user: Registrar, participant: Participant) -> None:
    """As for somebody new: within the quotas, one head a delegation, nobody twice."""
    check_may_restore_participant(user, participant)
    if isinstance(user, Accreditation):
        _check_places(user)
    _check_is_new(participant)
    _check_quota(participant)
    check_is_only_head(participant)


def check_can_accredit(user: Actor, participant: Participant) -> None:
    """The secretariat; a delegate only once the mission's credentials are there."""
    check_may(user, Permission.DECIDE_PARTICIPANT)
    check_is_not_purged(participant.registration)
    check_move(PARTICIPANT_MOVES, participant.state, ParticipantState.ACCREDITED)
    is_delegate = participant.category == ParticipantCategory.DELEGATION
    letters = participant.registration.letters.filter(state_for=participant.state_for_id)
    if is_delegate and not has_annotated(participant, "has_letter", letters.exists):
        raise Refused(_("No letter of credentials from this State has been received. Ask its mission to submit one."))


def check_can_refuse_participant(user: Actor, participant: Participant) -> None:
    """The secretariat; before accreditation."""
    check_may(user, Permission.DECIDE_PARTICIPANT)
    check_is_not_purged(participant.registration)
    check_move(PARTICIPANT_MOVES, participant.state, ParticipantState.REFUSED)
