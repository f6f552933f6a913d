"""Who sees which registration, and which of the people in it."""

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from palermo.accounts.viewer import Viewer
from palermo.governance.queries.activities import activity_seen_by
from palermo.registration.models import (
    Accreditation,
    Badge,
    CheckIn,
    CredentialsLetter,
    HeadCount,
    Participant,
    Registration,
)
from palermo.registration.states import (
    COMING,
    CheckInResult,
    DelegationRole,
    ParticipantCategory,
    ParticipantState,
)

PROTOCOL = Case(
    *(When(role=role, then=Value(place)) for place, role in enumerate(DelegationRole)),
    default=Value(len(DelegationRole)),
    output_field=IntegerField(),
)
# The press and the staff are in no list of participants.
LISTED = frozenset({ParticipantCategory.DELEGATION, ParticipantCategory.ORGANISATION, ParticipantCategory.SPEAKER})


def registrations_visible_to(viewer: Viewer) -> QuerySet[Registration]:
    """Those of the events that the viewer may see: that one can register is no secret to them."""
    return Registration.objects.filter(activity_seen_by(viewer, "event__activity__"))


def registrations_with_people() -> QuerySet[Registration]:
    """Those in which people are counted: a list of participants kept beside them counts for nothing."""
    coming = Participant.objects.filter(registration=OuterRef("pk"), state__in=COMING)
    kept = HeadCount.objects.filter(registration=OuterRef("pk"))
    return Registration.objects.filter(Exists(coming) | Exists(kept))


def participants_visible_to(viewer: Viewer) -> QuerySet[Participant]:
    """The people of the viewer's own mission or agency; all for the secretariat, none for others."""
    participants = Participant.objects.filter(registration__in=registrations_visible_to(viewer))
    return participants if viewer.is_secretariat else participants.filter(_of_own(viewer))


def letters_visible_to(viewer: Viewer) -> QuerySet[CredentialsLetter]:
    """Letters of credentials: the sender's and the secretariat's."""
    letters = CredentialsLetter.objects.filter(registration__in=registrations_visible_to(viewer))
    if viewer.is_secretariat:
        return letters
    return letters.filter(Q(state_for__in=viewer.delegation_ids) | Q(organisation__in=viewer.agency_ids))


def accreditations_visible_to(viewer: Viewer) -> QuerySet[Accreditation]:
    """Applications and invitations of organizations, which the secretariat alone decides."""
    accreditations = Accreditation.objects.filter(registration__in=registrations_visible_to(viewer))
    return accreditations if viewer.is_secretariat else accreditations.none()


def badges_visible_to(viewer: Viewer) -> QuerySet[Badge]:
    """Badges are made and handed out by the secretariat."""
    return Badge.objects.all() if viewer.is_secretariat else Badge.objects.none()


def check_ins_visible_to(viewer: Viewer) -> QuerySet[CheckIn]:
    """Who has come is the secretariat's."""
    return CheckIn.objects.all() if viewer.is_secretariat else CheckIn.objects.none()


def head_counts_visible_to(viewer: Viewer) -> QuerySet[HeadCount]:
    """The number of check-ins is visible to all readers of the event: it contains no names."""
    return HeadCount.objects.filter(registration__in=registrations_visible_to(viewer))


def listed_participants(registration: Registration) -> QuerySet[Participant]:
    """Who is in the list of participants: accredited, and agreed to be named."""
    participants = registration.participants.filter(
        state=ParticipantState.ACCREDITED, is_listed=True, category__in=sorted(LISTED)
    )
    return participants.order_by(PROTOCOL, "order", "number")


def listed_participants_visible_to(registration: Registration, viewer: Viewer) -> QuerySet[Participant]:
    """Who is in the list of participants for a reader: nobody until the secretariat has released it for them."""
    is_released = bool(registration.list_audience) and registration.list_audience in viewer.audiences
    participants = listed_participants(registration)
    return participants if is_released or viewer.is_secretariat else participants.none()


def with_arrival(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Each knows whether they `has_come`, and whether their State `has_letter`."""
    counted = CheckIn.objects.filter(participant=OuterRef("pk"), result=CheckInResult.COUNTED)
    letters = CredentialsLetter.objects.filter(registration=OuterRef("registration"), state_for=OuterRef("state_for"))
    # The model declares them for those who read them.
    return participants.annotate(has_come=Exists(counted), has_letter=Exists(letters))  # type: ignore[no-redef]


def _of_own(viewer: Viewer) -> Q:
    of_state = Q(category=ParticipantCategory.DELEGATION, state_for__in=viewer.delegation_ids)
    return of_state | Q(category=ParticipantCategory.ORGANISATION, organisation__in=viewer.agency_ids)
