"""The 1,500 participants of the Forum of `forum.py`, made with the same seed: delegations of 130 States with a
head each, organizations, speakers, the press, staff; all accredited and badged. Rows are made in bulk."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.db import transaction

from palermo.accounts.models import State
from palermo.config.example.forum import DAYS, FIRST, POSTS, SEED
from palermo.core.text import MultilingualText
from palermo.events.models import Event, EventInvitation
from palermo.events.states.preparation import EventInvitationState, InvitationChannel
from palermo.registration.actions.badges import issue_badges
from palermo.registration.models import Accreditation, Participant, Registration, RegistrationCategory
from palermo.registration.states import DelegationRole, ParticipantCategory

PARTICIPANTS, STATES, ORGANISATIONS, MEDIA = 1500, 130, 60, 25
# How many of each but the delegations, which take what is left.
OTHERS = {"organisation": 240, "speaker": 60, "media": 75, "staff": 45}
SYLLABLES = ("ba", "ko", "mi", "ra", "su", "te", "la", "no", "vi", "do", "ze", "ha", "lu", "fa", "ri", "ka")
NOW = datetime(2008, 1, 25, 12, tzinfo=UTC)
PURPOSE = {
    "ar": "تُستخدم الأسماء للشارات وقائمة المشاركين.",
    "zh": "姓名用于制作胸卡和与会者名单。",
    "en": "Names are used for badges and the list of participants.",
    "fr": "Les noms servent aux badges et à la liste des participants.",
    "ru": "Имена нужны для пропусков и списка участников.",
    "es": "Los nombres sirven para las credenciales y la lista de participantes.",
}


class Participants:
    """Makes the rows; `chance` is the only source of variety. No name is anybody's: syllables, put together."""

    def __init__(self, seed: int = SEED, *, now: datetime = NOW) -> None:
        self.chance, self.now = random.Random(seed), now  # noqa: S311 -- the same each time

    @transaction.atomic
    def fill(self, registration: Registration, *, states: Sequence[State], to: int = PARTICIPANTS) -> None:
        """Bring a registration in which there may be somebody to so many; `states` have no head of delegation yet."""
        self.registration = registration
        count = registration.participants.count()
        rows = self._rows(to - count - sum(OTHERS.values()), states)
        for row in rows:
            row.number += count
        Participant.objects.bulk_create(rows, batch_size=500)

    @transaction.atomic
    def make(self, event: Event, *, badges: bool = True, by: str = "the benchmark") -> Registration:
        """The registration of an event with everybody in it."""
        self.registration = Registration.objects.create(
            slug=event.activity.slug,
            event=event,
            opens_on=date(2007, 12, 1),
            closes_on=date(2008, 2, 8),
            purpose=MultilingualText(PURPOSE),
            delete_on=date(2008, 5, 15),
        )
        RegistrationCategory.objects.bulk_create(
            RegistrationCategory(registration=self.registration, category=category) for category in ParticipantCategory
        )
        states = list(State.objects.filter(is_member=True).order_by("slug"))[:STATES]
        self.fill(self.registration, states=states)
        self._invite(event, states)
        if badges:
            last = date(FIRST.year, FIRST.month, FIRST.day + DAYS - 1)
            issue_badges(self.registration, valid_from=FIRST, valid_until=last, by=by)
        return self.registration

    def _invite(self, event: Event, states: Sequence[State]) -> None:
        """A note verbale to each State, with the number of its participants: as many as are registered for it."""
        coming = Counter(self.registration.participants.values_list("state_for", flat=True))
        EventInvitation.objects.bulk_create(
            EventInvitation(
                event=event,
                number=number,
                channel=InvitationChannel.NOTE_VERBALE,
                state_invited=state,
                state=EventInvitationState.ACCEPTED,
                sent_on=self.registration.opens_on,
                replied_on=self.now.date(),
                coming=coming[state.pk],
            )
            for number, state in enumerate(states, start=1)
        )

    def _rows(self, delegates: int, states: Sequence[State]) -> list[Participant]:
        rows = self._delegates(delegates, states)
        accreditations = {"organisation": self._create_accreditations("organisation", ORGANISATIONS)}
        accreditations["media"] = self._create_accreditations("media", MEDIA)
        for category, count in OTHERS.items():
            for _place in range(count):
                of = self.chance.choice(accreditations[category]) if category in accreditations else None
                rows.append(self._person(category, accreditation=of))
        self.chance.shuffle(rows)
        for number, row in enumerate(rows, start=1):
            row.number = number
        return rows

    def _delegates(self, count: int, states: Sequence[State]) -> list[Participant]:
        heads = [self._person("delegation", state_for=state, role=DelegationRole.HEAD) for state in states]
        roles = [DelegationRole.ALTERNATE, DelegationRole.ADVISER, DelegationRole.ADVISER]
        others = [
            self._person("delegation", state_for=self.chance.choice(states), role=self.chance.choice(roles))
            for _place in range(count - len(heads))
        ]
        return heads + others

    def _create_accreditations(self, category: str, count: int) -> list[Accreditation]:
        kind = "private" if category == "media" else "civil_society"
        application = {
            "asked_at": self.now,
            "decided_on": self.now.date(),
            "state": "approved",
            "contact_name": "Contact",
        }
        return Accreditation.objects.bulk_create(
            Accreditation(
                registration=self.registration,
                category=category,
                kind=kind,
                name=f"{category.capitalize()} {number}",
                contact_email=f"{category}{number}@example.org",
                **application,
            )
            for number in range(1, count + 1)
        )

    def _person(self, category: str, **fields: object) -> Participant:
        return Participant(
            registration=self.registration,
            category=category,
            given_name=self._name(2),
            family_name=self._name(3),
            function=POSTS["en"],
            is_listed=self.chance.random() < 0.8,
            state="accredited",
            decided_on=self.now.date(),
            registered_at=self.now,
            **fields,
        )

    def _name(self, length: int) -> str:
        return "".join(self.chance.choice(SYLLABLES) for _place in range(length)).capitalize()
