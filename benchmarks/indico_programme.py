"""Makes a programme of eighty contributions in Indico, with Indico's own Python, and writes its own exports.

    INDICO_CONFIG=… python indico_programme.py [FOLDER]

Three days, four rooms, twelve sessions with a convener each, twenty contributions outside any session, two of them
without a place yet, breaks, speakers and authors. The exports are those of Indico's HTTP API, asked in process.
Started with Indico's environment and an empty database of its own (`indico db prepare`), where palermo is not;
`tests/record/schedules/README.md` says how the files there were made.
"""

import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytz
from flask import session
from indico.core import signals
from indico.core.db import db
from indico.modules.categories.models.categories import Category
from indico.modules.events.contributions import contribution_settings
from indico.modules.events.contributions.models.persons import AuthorType, ContributionPersonLink
from indico.modules.events.contributions.operations import create_contribution
from indico.modules.events.models.events import EventType
from indico.modules.events.models.persons import EventPerson
from indico.modules.events.operations import create_event
from indico.modules.events.sessions.models.persons import SessionBlockPersonLink
from indico.modules.events.sessions.operations import create_session
from indico.modules.events.timetable.operations import create_break_entry, create_session_block_entry
from indico.modules.users.models.users import User
from indico.web.flask.app import make_app

SEED, IN_SESSIONS, ALONE, DAYS = 2008, 60, 20, 3
ROOMS = ("Plenary hall", "Hall B", "Hall C", "Gallery")
ZONE = pytz.timezone("Europe/Vienna")
FIRST = datetime(2027, 2, 13, 9)
WHERE = "Conference centre"


def place(room: str) -> dict[str, Any]:
    """Where something is, as Indico keeps it."""
    return {"inheriting": False, "venue_name": WHERE, "room_name": room, "address": ""}


def at(day: int, minutes: int) -> datetime:
    """An instant of the event."""
    return ZONE.localize(FIRST + timedelta(days=day, minutes=minutes))


class Maker:
    """Makes the event; `chance` is the only source of variety."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.user = User.query.filter_by(is_system=True).one()
        self.event = create_event(
            Category.get_root(),
            EventType.conference,
            {
                "title": "Eighty contributions",
                "description": "<p>Made for a test.</p>",
                "timezone": "Europe/Vienna",
                "start_dt": at(0, 0),
                "end_dt": at(DAYS - 1, 9 * 60),
                "creator": self.user,
                "location_data": place(ROOMS[0]),
            },
            add_creator_as_manager=False,
        )
        # Indico numbers what belongs to an event in a session of its own, which sees only what was committed.
        db.session.commit()
        self.people = [self.person(number) for number in range(1, 121)]

    def person(self, number: int) -> EventPerson:
        """Somebody; numbers instead of names, since nobody is meant."""
        return EventPerson(
            event=self.event,
            first_name=f"Given{number}",
            last_name=f"Family{number}",
            affiliation=f"Institute {number % 17}",
            email=f"person{number}@example.org",
        )

    def linked(self) -> dict[ContributionPersonLink, bool]:
        """One or two speakers, and sometimes an author who does not speak."""
        chosen = self.chance.sample(self.people, 3)
        links = [ContributionPersonLink(person=chosen[0], is_speaker=True, author_type=AuthorType.primary)]
        if self.chance.random() < 0.3:
            links.append(ContributionPersonLink(person=chosen[1], is_speaker=True, author_type=AuthorType.none))
        if self.chance.random() < 0.2:
            links.append(ContributionPersonLink(person=chosen[2], is_speaker=False, author_type=AuthorType.secondary))
        return dict.fromkeys(links, False)

    def contribution(self, number: int, **more: Any) -> None:
        """One contribution."""
        block = more.pop("session_block", None)
        data = {
            "title": f"Contribution {number}: what works",
            "description": f"Approach {number} and its results.",
            "duration": timedelta(minutes=15),
            "person_link_data": self.linked(),
            "keywords": ["assistance", "data"] if number % 3 == 0 else [],
            "location_data": {"inheriting": True},
            **more,
        }
        create_contribution(self.event, data, session_block=block)

    def sessions(self) -> None:
        """Twelve sessions of five contributions, four at a time."""
        for number in range(12):
            day, room = divmod(number, 4)
            starts = at(day, 60)
            made = create_session(
                self.event,
                {
                    "title": f"Session {number + 1}",
                    "description": f"Objective of session {number + 1}.",
                    "default_contribution_duration": timedelta(minutes=15),
                    "location_data": place(ROOMS[room]),
                },
            )
            convener = SessionBlockPersonLink(person=self.people[100 + number])
            data = {
                "start_dt": starts,
                "duration": timedelta(minutes=75),
                "person_links": [convener],
                "location_data": {"inheriting": True},
            }
            block = create_session_block_entry(made, data).session_block
            for at_place in range(5):
                begins = starts + timedelta(minutes=15 * at_place)
                self.contribution(number * 5 + at_place + 1, start_dt=begins, session_block=block)

    def alone(self) -> None:
        """Twenty outside any session; the last two have no place yet."""
        for number in range(ALONE):
            placed = {}
            if number < ALONE - 2:
                day, of_day = divmod(number, 6)
                placed = {"start_dt": at(day, 180 + 30 * of_day), "location_data": place(ROOMS[of_day % 4])}
            self.contribution(IN_SESSIONS + number + 1, **placed)

    def breaks(self) -> None:
        """One a day."""
        for day in range(DAYS):
            data = {"title": "Coffee", "start_dt": at(day, 140), "duration": timedelta(minutes=30)}
            create_break_entry(self.event, {**data, "location_data": {"inheriting": True}})


def write(app: Any, event: int, folder: Path) -> None:
    """What Indico's HTTP API says of the event."""
    with app.test_client() as client:
        for name, path in {
            "indico-contributions": f"/export/event/{event}.json?detail=contributions&pretty=yes",
            "indico-sessions": f"/export/event/{event}.json?detail=sessions&pretty=yes",
            "indico-timetable": f"/export/timetable/{event}.json?pretty=yes",
        }.items():
            data = json.loads(client.get(path).data)
            (folder / f"{name}.json").write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n")


def main(folder: Path) -> None:
    """Make the event and write what the API says of it."""
    app = make_app()
    with app.test_request_context(base_url="http://127.0.0.1:8432"):
        session["_permanent"] = False
        maker = Maker()
        maker.sessions()
        maker.alone()
        maker.breaks()
        contribution_settings.set(maker.event, "published", True)
        signals.core.after_process.send()
        db.session.commit()
        event = maker.event.id
    write(app, event, folder)
    print(event)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
