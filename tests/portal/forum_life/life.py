"""Who takes part in the life of the Forum, what is planned of each person, and what was seen on the way."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client

from palermo.accounts.models import Organisation, State, User
from palermo.accounts.states import Role
from palermo.config.example.forum import FORUM, SEED
from palermo.config.example.people import SYLLABLES
from palermo.core.languages import CODES
from palermo.events.models import Event
from palermo.governance.models import Mandate
from palermo.speakers.models import Speaker
from palermo.speakers.states import Gender, Sector
from tests.factories.accounts import make_person
from tests.portal.filling import act, client_of, fill

JANUARY = date(2008, 1, 31)
FIRST, LAST = date(2008, 10, 7), date(2008, 10, 9)
SLUG = "forum-2008"
PROPOSED = 240
# What becomes of the persons proposed, by their place in the plan.
TAKEN_BACK, NOT_LONG, NOT_SHORT = range(3), range(3, 13), range(13, 25)
DECLINING, SILENT, SPEAKING = range(25, 30), range(30, 35), range(35, 235)
NEVER_SHARED = range(235, 240)
CHOSEN = range(25, 235)
# Those of whom every step is done by forms: proposed by delegations and by members of the Committee in turn.
BY_FORMS = range(35, 47)
DELEGATIONS = ("aut", "bra", "fra", "ken", "nga", "tha")
AGENCIES = ("iom", "osce", "unicef")


@dataclass(frozen=True)
class Planned:
    """What is known of a person from the beginning, and what they are going to say."""

    number: int
    name: str
    from_state: str
    gender: str
    sector: str
    survivor: str
    agrees: bool

    @property
    def email(self) -> str:
        return f"person{self.number}@example.org"


def plan(chance: random.Random) -> Iterator[Planned]:
    """Every person who is going to be proposed; names all different and all of one length."""
    states = list(State.objects.order_by("slug").values_list("slug", flat=True))
    names: set[str] = set()
    for number in range(PROPOSED):
        while (name := "".join(chance.choice(SYLLABLES) for _place in range(5)).capitalize()) in names:
            pass
        names.add(name)
        yield Planned(
            number,
            name,
            chance.choice(states),
            chance.choice([Gender.WOMAN, Gender.MAN, ""]),
            chance.choice([*Sector.values, ""]),
            {0: "yes", 1: "no", 2: "no"}.get(number % 10, ""),
            agrees=number % 10 != 9,
        )


def _state(slug: str) -> State:
    return State.objects.get(slug=slug)


@dataclass
class Life:
    """One Forum: its people with accounts, what is planned, what came of it."""

    officer: User
    office: Client
    delegates: dict[str, User]
    members: dict[str, User]
    planned: list[Planned]
    chance: random.Random
    speakers: dict[int, Speaker] = field(default_factory=dict)
    # What readers were shown at an earlier time, to be compared at the end.
    seen: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def begin(cls) -> "Life":
        chance = random.Random(SEED)
        officer = User.objects.get(email="secretariat@example.org")
        delegates = {
            slug: make_person(f"Delegate of {_state(slug).short_name}", Role.DELEGATE, leads=True, state=_state(slug))
            for slug in DELEGATIONS
        }
        agencies = {slug: Organisation.objects.get(slug=slug) for slug in AGENCIES}
        members = {
            slug: make_person(f"Member for {slug.upper()}", Role.COMMITTEE_MEMBER, organisation=agency)
            for slug, agency in agencies.items()
        }
        return cls(officer, client_of(officer), delegates, members, list(plan(chance)), chance)

    def delegate(self, slug: str = "aut") -> Client:
        """The pages as a delegate of a State reads them."""
        return client_of(self.delegates[slug])

    def member(self, slug: str = "iom") -> Client:
        """The same for a member of the Steering Committee."""
        return client_of(self.members[slug])

    def readers(self) -> dict[str, Client]:
        """One of each kind of reader."""
        focal = User.objects.get(email="focal-point@example.org")
        return {
            "visitor": Client(),
            "delegate": self.delegate(),
            "member": self.member(),
            "focal point": client_of(focal),
            "office": self.office,
        }

    @property
    def event(self) -> Event:
        return Event.objects.select_related("activity__mandate", "programme").get(activity__slug=SLUG)

    def speaker(self, number: int) -> Speaker:
        """A person's record as it is now."""
        return Speaker.objects.select_related("event__activity__mandate").get(pk=self.speakers[number].pk)

    def propose_event(self) -> None:
        """By a member of the Committee; authorized by the secretariat under the mandate of the record."""
        title = {f"title_{code}": f"{FORUM[code]} 2008" for code in CODES}
        days = {"starts": FIRST.isoformat(), "ends": LAST.isoformat()}
        given = {"kind": "event", "event_kind": "forum", "audience": "public"}
        fill(self.member(), "/en/acts/propose-activity/", **given, **days, **title)
        self.seen["proposed"] = self.statuses(f"/en/events/{SLUG}/")
        mandate = Mandate.objects.get(slug="vienna-forum")
        act(self.office, "authorise-activity", SLUG, on="2008-02-04", mandate=str(mandate.pk))
        self.seen["authorised"] = self.statuses(f"/en/events/{SLUG}/")

    def statuses(self, address: str) -> dict[str, int]:
        """How each kind of reader is answered at an address."""
        return {name: client.get(address).status_code for name, client in self.readers().items()}
