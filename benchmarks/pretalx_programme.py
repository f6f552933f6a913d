"""Makes a programme of eighty items in pretalx, with pretalx's own Python and commands, and writes its own exports.

    python pretalx_programme.py [FOLDER]

Three days, four rooms, three tracks, a talk by one speaker each, every fifth by two. Afterwards one is moved and one
renamed, and a second version is exported: what an importer has to notice. Started with pretalx's environment, where
palermo is not; `tests/record/schedules/README.md` says how the files there were made.
"""

import datetime as dt
import random
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command
from django_scopes import scope
from pretalx.common.management.commands import create_test_event as peer
from pretalx.event.models import Event
from pretalx.schedule.domain.release import freeze_schedule
from pretalx.schedule.interfaces.exporters import FrabJsonExporter, FrabXmlExporter

SEED, ITEMS, ROOMS, TRACKS, DAYS = 2008, 80, ("Plenary hall", "Hall B", "Hall C", "Gallery"), 3, 3
FIRST = dt.date(2027, 2, 13)
SLUG = "eighty-items"


class Command(peer.Command):
    """An event of eighty talks, all of them confirmed and on the schedule."""

    def build_room(self) -> None:
        """Rooms of our own, each once."""
        event = self.event
        if not event.rooms.exists():
            for place, name in enumerate(ROOMS):
                peer.Room.objects.create(event=event, name=name, position=place, capacity=400 - 100 * place)

    def build_cfp_stage(self) -> None:
        event = self.event
        event.date_from, event.date_to = FIRST, FIRST + dt.timedelta(days=DAYS - 1)
        event.timezone = "Europe/Vienna"
        event.save()
        # What it has computed of its old dates goes with the old object.
        event = self.event = Event.objects.get(pk=event.pk)
        talk = event.submission_types.get(name__iexact="talk")
        speakers = [self.build_speaker() for _ in range(ITEMS)]
        for number, speaker in enumerate(speakers):
            made = self.build_submission(speaker, talk, dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
            if number % 5 == 0:
                made.speakers.add(speakers[(number + 1) % ITEMS])

    def build_review_stage(self) -> None:
        for submission in self.event.submissions.all():
            submission.accept()
            submission.confirm()

    def build_schedule_stage(self) -> None:
        rooms = list(self.event.rooms.order_by("position"))
        begin = self.event.datetime_from + dt.timedelta(hours=9)
        for number, submission in enumerate(self.event.submissions.order_by("pk")):
            day, of_day = divmod(number, -(-ITEMS // DAYS))
            place, room = divmod(of_day, len(rooms))
            peer.schedule_slot(submission, begin + dt.timedelta(days=day, minutes=60 * place), rooms[room])
        freeze_schedule(self.event.wip_schedule, "v1.0", notify_speakers=False)


def write(event: Any, folder: Path, name: str) -> None:
    """What a reader takes from the event's pages."""
    for exporter, form in ((FrabJsonExporter, "json"), (FrabXmlExporter, "xml")):
        made = exporter(event, schedule=event.current_schedule)
        data = made.get_data()
        (folder / f"{name}.{form}").write_text(data if isinstance(data, str) else data.decode(), encoding="utf-8")


def change(event: Any) -> None:
    """One talk an hour later, one under another name."""
    slots = list(event.wip_schedule.talks.filter(submission__isnull=False).order_by("start", "room__position"))
    peer.move_slot(slots[0], slots[-1].start + dt.timedelta(hours=1), room=slots[-1].room)
    renamed = slots[1].submission
    renamed.title = "Another title"
    renamed.save()
    freeze_schedule(event.wip_schedule, "v1.1", notify_speakers=False)


def main(folder: Path) -> None:
    """Make the event and write both versions."""
    random.seed(SEED)
    call_command(Command(), stage="schedule", seed=str(SEED), slug=SLUG)
    event = Event.objects.get(slug=SLUG)
    with scope(event=event):
        write(event, folder, "pretalx-1.0")
        change(event)
        event = Event.objects.get(slug=SLUG)
        write(event, folder, "pretalx-1.1")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
