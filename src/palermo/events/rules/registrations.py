"""Who may open registration for an event, and register, accredit, badge and check in whom."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.acts import Act, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.audiences import Audience, is_wider
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import say_here
from palermo.events.models import (
    Accreditation,
    Badge,
    CheckIn,
    CredentialsLetter,
    Event,
    Participant,
    Registration,
    RegistrationCategory,
)
from palermo.events.rules.events import OVER
from palermo.events.states import (
    ACCREDITATION_MOVES,
    COMING,
    PARTICIPANT_MOVES,
    AccreditationState,
    CheckInResult,
    DelegationRole,
    ParticipantCategory,
    ParticipantState,
)


def check_can_open_registration(user: Any, event: Event) -> None:
    """The secretariat; once, for an event that is not over and has its date.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.OPEN_REGISTRATION)
    if event.activity.state in OVER:
        raise Refused(_("This event is over; nobody can be registered for it any more."))
    if event.activity.starts is None:
        raise Refused(_("No dates are planned for this event yet. Write them into its record first."))
    if Registration.objects.filter(event=event).exists():
        raise Refused(_("Registration for this event is on record already. Change that one."))


def check_may_change_registration(user: Any, registration: Registration) -> None:
    """The secretariat, as long as the names are there.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.OPEN_REGISTRATION)
    check_is_not_purged(registration)


def check_promise_is_kept(registration: Registration, delete_on: date) -> None:
    """Whoever was registered was told a day: names are deleted then or earlier.

    Raises
    ------
    Refused
        If it is to be later.
    """
    if delete_on > registration.delete_on and registration.participants.exists():
        told = {"day": say_here(registration.delete_on)}
        raise Refused(
            _("Those registered were told that their names are deleted on %(day)s. Choose no later day.") % told
        )


def check_is_not_purged(registration: Registration) -> None:
    """Refuse what needs the people, once their names are deleted.

    Raises
    ------
    Refused
        Saying since when.
    """
    if registration.purged_on:
        told = {"day": say_here(registration.purged_on)}
        raise Refused(_("The names were deleted on %(day)s, as was promised; only the counts are left.") % told)


def check_may_register(user: Any, registration: Registration) -> None:
    """A mission, an agency and the secretariat; while registration is open, which does not bind the secretariat.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.REGISTER_PARTICIPANT)
    _check_is_open(registration, is_bound=not _is_office(user))


def _is_office(user: Any) -> bool:
    return isinstance(user, str) or viewer_of(user).is_secretariat


def _check_is_open(registration: Registration, *, is_bound: bool = True) -> None:
    check_is_not_purged(registration)
    if registration.event.activity.state in OVER:
        raise Refused(_("This event is over; nobody can be registered for it any more."))
    today = clock.today()
    if is_bound and not registration.opens_on <= today <= registration.closes_on:
        told = {"first": say_here(registration.opens_on), "last": say_here(registration.closes_on)}
        raise Refused(
            _("Registration is open from %(first)s to %(last)s. Write to the secretariat about what cannot wait.")
            % told
        )


def check_can_apply(registration: Registration, category: str) -> None:
    """Whoever asks, while registration is open for the category.

    Raises
    ------
    Refused
        Saying why not.
    """
    _check_is_open(registration)
    _category(registration, category)


def check_can_register(user: Any, participant: Participant) -> None:
    """For one's own State or organisation, within the quotas, one head a delegation.

    `user` may be an accreditation: whoever holds its link registers its people.

    Raises
    ------
    Refused
        Saying why not.
    """
    if isinstance(user, Accreditation):
        check_link_holds(user)
        _check_is_of(user, participant)
        _check_places(user)
    else:
        check_may_register(user, participant.registration)
        if not _is_office(user):
            _check_is_own(viewer_of(user), participant)
    _check_quota(participant)
    check_is_only_head(participant)


def check_link_holds(accreditation: Accreditation) -> None:
    """An accreditation that was approved, while registration is open.

    Raises
    ------
    Refused
        Saying why not.
    """
    _check_is_open(accreditation.registration)
    if accreditation.state != AccreditationState.APPROVED:
        raise Refused(_("This organization is not accredited. Write to the secretariat."))


def _check_places(accreditation: Accreditation) -> None:
    if accreditation.places and _coming(accreditation.participants.all()) >= accreditation.places:
        raise _full(accreditation.places)


def _check_is_of(accreditation: Accreditation, participant: Participant) -> None:
    if (participant.accreditation_id, participant.category) != (accreditation.pk, accreditation.category):
        raise Refused(_("You may register people of your own State or organization only."))


def _check_is_own(viewer: Viewer, participant: Participant) -> None:
    is_delegate = participant.category == ParticipantCategory.DELEGATION
    is_own = (
        participant.state_for_id in viewer.delegation_ids
        if is_delegate
        else participant.category == ParticipantCategory.ORGANISATION
        and participant.organisation_id in viewer.agency_ids
    )
    if not is_own:
        raise Refused(_("You may register people of your own State or organization only."))


def _category(registration: Registration, category: str) -> RegistrationCategory:
    found = registration.categories.filter(category=category).first()
    if found is None:
        told = {"category": ParticipantCategory(category).label}
        raise Refused(_("Registration is not open for: %(category)s. Ask the secretariat.") % told)
    return found


def _check_quota(participant: Participant) -> None:
    quota = _category(participant.registration, participant.category)
    others = participant.registration.participants.filter(category=participant.category).exclude(pk=participant.pk)
    if quota.most and _coming(others) >= quota.most:
        raise _full(quota.most)
    of_party = others.filter(
        state_for=participant.state_for, organisation=participant.organisation, accreditation=participant.accreditation
    )
    if quota.most_each and _coming(of_party) >= quota.most_each:
        raise _full(quota.most_each)


def _coming(participants: QuerySet[Participant]) -> int:
    return participants.filter(state__in=COMING).count()


def _full(most: int) -> Refused:
    sentence = _("All %(number)d places are taken. Withdraw somebody first, or ask the secretariat for more places.")
    return Refused(sentence % {"number": most})


def check_is_only_head(participant: Participant) -> None:
    """One person leads a delegation.

    Raises
    ------
    Refused
        Naming what to do first.
    """
    if participant.role != DelegationRole.HEAD:
        return
    others = participant.registration.participants.exclude(pk=participant.pk)
    if others.filter(state_for=participant.state_for, role=DelegationRole.HEAD, state__in=COMING).exists():
        raise Refused(_("This delegation has a head already. Make that person an alternate first."))


def check_may_change_participant(user: Any, participant: Participant) -> None:
    """Whoever may register them, as long as they are to come.

    Raises
    ------
    Refused
        Saying why not.
    """
    if isinstance(user, Accreditation):
        check_link_holds(user)
        _check_is_of(user, participant)
    else:
        check_may_register(user, participant.registration)
        if not _is_office(user):
            _check_is_own(viewer_of(user), participant)
    if not participant.is_coming:
        raise Refused(_("This registration was refused or withdrawn and stays so. Register the person anew."))


def check_can_withdraw_participant(user: Any, participant: Participant) -> None:
    """The same, as long as they have not come.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_change_participant(user, participant)
    if _known(participant, "has_come", lambda: participant.check_ins.filter(result=CheckInResult.COUNTED).exists()):
        raise Refused(_("This person has been checked in. Undo that first, if it was a mistake."))


def check_can_accredit(user: Any, participant: Participant) -> None:
    """The secretariat; a delegate only once the mission's credentials are there.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.DECIDE_PARTICIPANT)
    check_is_not_purged(participant.registration)
    check_move(PARTICIPANT_MOVES, participant.state, ParticipantState.ACCREDITED)
    is_delegate = participant.category == ParticipantCategory.DELEGATION
    letters = participant.registration.letters.filter(state_for=participant.state_for_id)
    if is_delegate and not _known(participant, "has_letter", letters.exists):
        raise Refused(_("No letter of credentials of this State has come yet. Ask its mission to hand it in."))


def _known(participant: Participant, name: str, ask: Callable[[], bool]) -> bool:
    """What a list has read of all its rows at once; an action reads its row anew, and asks."""
    return bool(getattr(participant, name)) if hasattr(participant, name) else ask()


def check_can_refuse_participant(user: Any, participant: Participant) -> None:
    """The secretariat; before accreditation.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.DECIDE_PARTICIPANT)
    check_is_not_purged(participant.registration)
    check_move(PARTICIPANT_MOVES, participant.state, ParticipantState.REFUSED)


def check_can_hand_in(user: Any, letter: CredentialsLetter) -> None:
    """A mission or an agency for itself; the secretariat for whom it got a letter on paper.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_register(user, letter.registration)
    if _is_office(user):
        return
    viewer = viewer_of(user)
    is_own = (
        letter.state_for_id in viewer.delegation_ids
        if letter.state_for_id
        else (letter.organisation_id in viewer.agency_ids)
    )
    if not is_own:
        raise Refused(_("You may hand in a letter of your own State or organization only."))


def check_can_decide_accreditation(
    user: Any, accreditation: Accreditation, to: AccreditationState = AccreditationState.APPROVED
) -> None:
    """The secretariat; an application that is not decided yet.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.DECIDE_PARTICIPANT)
    check_is_not_purged(accreditation.registration)
    check_move(ACCREDITATION_MOVES, accreditation.state, to)


def check_can_send_link(user: Any, accreditation: Accreditation) -> None:
    """The secretariat, once it is approved.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.DECIDE_PARTICIPANT)
    check_link_holds(accreditation)


def check_may_invite(user: Any, registration: Registration) -> None:
    """The secretariat.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.DECIDE_PARTICIPANT)
    check_is_not_purged(registration)


def check_may_badge(user: Any, registration: Registration) -> None:
    """The secretariat.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.ISSUE_BADGE)
    check_is_not_purged(registration)


def check_can_badge(user: Any, participant: Participant) -> None:
    """The secretariat; whoever is accredited and has no badge that holds.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_badge(user, participant.registration)
    check_has_no_badge(participant)


def check_has_no_badge(participant: Participant) -> None:
    """Accredited, and without a badge that holds.

    Raises
    ------
    Refused
        Saying what is missing.
    """
    if participant.state != ParticipantState.ACCREDITED:
        raise Refused(_("Only who is accredited gets a badge. Accredit the person first."))
    if _known(participant, "held", participant.badges.filter(revoked_at=None).exists):
        raise Refused(_("This person has a badge. Revoke it first if it was lost."))


def check_can_revoke_badge(user: Any, badge: Badge) -> None:
    """The secretariat; once.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_badge(user, badge.participant.registration)
    if badge.revoked_at:
        raise Refused(_("This badge is revoked already."))


def check_may_check_in(user: Any, registration: Registration) -> None:
    """The secretariat; as long as the names are there.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.CHECK_IN)
    check_is_not_purged(registration)


def check_can_undo_check_in(user: Any, check_in: CheckIn) -> None:
    """The secretariat; the one that counts.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_check_in(user, check_in.participant.registration)
    if check_in.result != CheckInResult.COUNTED:
        raise Refused(_("This does not count, so there is nothing to undo."))


def check_may_release_list(user: Any, registration: Registration) -> None:
    """The secretariat.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.RELEASE_PARTICIPANTS)
    check_is_not_purged(registration)


def check_can_release_list(user: Any, registration: Registration, audience: str) -> None:
    """To no more readers than the event has.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_release_list(user, registration)
    of_event = registration.event.activity.audience
    if is_wider(Audience(audience), Audience(of_event)):
        raise Refused(
            _("The record of the event itself is for: %(audience)s. Choose no wider audience.")
            % {"audience": Audience(of_event).label}
        )


def check_can_take_back_list(user: Any, registration: Registration) -> None:
    """The secretariat; a list that is released.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_release_list(user, registration)
    if not registration.list_audience:
        raise Refused(_("The list is not released."))


def check_can_purge(user: Any, registration: Registration) -> None:
    """From the day on that was told; once.

    Raises
    ------
    Refused
        Saying from which day on.
    """
    check_is_not_purged(registration)
    if clock.today() < registration.delete_on:
        told = {"day": say_here(registration.delete_on)}
        raise Refused(_("The names are needed until %(day)s, the day that was told to those concerned.") % told)
