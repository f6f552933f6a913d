"""How those registered are counted wherever an event says how many people there are."""

from django.db.models import Count, Q, Sum

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.attendance import (
    INVITED,
    HeadLine,
    Heads,
    Registered,
    register_attendance_source,
)
from palermo.registration.counting import heads_of
from palermo.registration.models import Participant, Registration
from palermo.registration.queries.registrations import head_counts_visible_to, registrations_visible_to
from palermo.registration.states import (
    COMING,
    AccreditationState,
    CheckInResult,
    ParticipantCategory,
    ParticipantState,
)


def count_registered(event: Event, viewer: Viewer) -> Registered | None:
    """Those registered for an event; None where one cannot register for it."""
    registration = registrations_visible_to(viewer).filter(event=event).first()
    if registration is None:
        return None
    shows_parties = _may_know_parties(registration, viewer)
    lines = []
    for party, heads in heads_of(registration).items():
        is_shown = (
            shows_parties or party.state_id in viewer.delegation_ids or party.organisation_id in viewer.agency_ids
        )
        whom = (party.state_id, party.organisation_id) if is_shown else (None, None)
        lines.append(HeadLine(ParticipantCategory(party.category).label, *whom, heads))
    return Registered(lines, _count_invited(registration, event) if viewer.is_secretariat else 0)


def states_with_people(viewer: Viewer) -> set[tuple[int, int]]:
    """States and events for which people of theirs are registered, as far as a viewer may know whose they are."""
    seen = registrations_visible_to(viewer)
    people = Participant.objects.filter(
        registration__in=seen.filter(purged_on=None), state_for__isnull=False, state__in=COMING
    )
    if not viewer.is_secretariat:
        is_released = Q(registration__list_audience__in=sorted(viewer.audiences))
        people = people.filter(is_released | Q(state_for__in=sorted(viewer.delegation_ids)))
    kept = head_counts_visible_to(viewer).filter(
        registration__in=seen.exclude(purged_on=None), state__isnull=False, registered__gt=0
    )
    return {
        *people.order_by().values_list("state_for", "registration__event"),
        *kept.order_by().values_list("state", "registration__event"),
    }


def heads_of_state(state: State, viewer: Viewer) -> dict[int, Heads]:
    """By event, the people of one State who are registered, as far as a viewer may know whose people they are."""
    seen = registrations_visible_to(viewer)
    shown = seen.filter(purged_on=None)
    if not viewer.is_secretariat and state.pk not in viewer.delegation_ids:
        shown = shown.filter(list_audience__in=sorted(viewer.audiences))
    accredited = Q(state=ParticipantState.ACCREDITED)
    people = Participant.objects.filter(registration__in=shown, state_for=state, state__in=COMING).order_by()
    counts = people.values_list("registration__event").annotate(
        registered=Count("pk", distinct=True),
        accredited=Count("pk", distinct=True, filter=accredited),
        came=Count("pk", distinct=True, filter=accredited & Q(check_ins__result=CheckInResult.COUNTED)),
    )
    kept = head_counts_visible_to(viewer).filter(registration__in=seen.exclude(purged_on=None), state=state).order_by()
    sums = kept.values_list("registration__event").annotate(
        of_registered=Sum("registered"), of_accredited=Sum("accredited"), of_came=Sum("came")
    )
    return {event: Heads(*heads) for event, *heads in (*counts, *sums)}


def _may_know_parties(registration: Registration, viewer: Viewer) -> bool:
    """Attendance by State and organization: from the list of participants, or from the counts that outlive it."""
    is_released = bool(registration.list_audience) and registration.list_audience in viewer.audiences
    return viewer.is_secretariat or is_released or registration.purged_on is not None


def _count_invited(registration: Registration, event: Event) -> int:
    """Organizations invited to register that have no invitation of the event besides."""
    invited = registration.accreditations.filter(was_invited=True, state=AccreditationState.APPROVED)
    by_letter = event.invitations.filter(state__in=sorted(INVITED), organisation__isnull=False)
    return invited.exclude(organisation__in=by_letter.values("organisation")).count()


register_attendance_source(count_registered)
