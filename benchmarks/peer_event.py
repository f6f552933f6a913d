"""Makes the peer's event, with the peer's own Python and its own command for test events, but of a given size.

    python peer_event.py ROWS FOUND

ROWS talks, confirmed and on the schedule, each by a speaker of its own; FOUND of the speakers have the word that is
looked for in their name. Started by `benchmarks.peers`; palermo is not there.
"""

import datetime as dt
import random
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command
from pretalx.common.management.commands import create_test_event as peer
from pretalx.schedule.domain.release import freeze_schedule

SEED, WORD, A_DAY = 2, "Trafficking", 20


class Command(peer.Command):
    """As many talks as speakers, none of them turned down."""

    rows, found = 0, 0

    def build_cfp_stage(self) -> None:
        talk = self.event.submission_types.get(name__iexact="talk")
        for number in range(self.rows):
            speaker = self.build_speaker()
            name = f"{self.fake.name()} {number}{f' {WORD}' if number < self.found else ''}"
            type(speaker).objects.filter(pk=speaker.pk).update(name=name)
            self.build_submission(speaker, talk, self.event.cfp.deadline)

    def build_review_stage(self) -> None:
        for submission in self.event.submissions.all():
            submission.accept()
            submission.confirm()

    def build_schedule_stage(self) -> None:
        room = self.event.rooms.first()
        begin = self.event.datetime_from + dt.timedelta(hours=8)
        for number, submission in enumerate(self.event.submissions.order_by("pk")):
            day, place = divmod(number, A_DAY)
            peer.schedule_slot(submission, begin + dt.timedelta(days=day, minutes=30 * place), room)
        freeze_schedule(self.event.wip_schedule, "v1.0", notify_speakers=False)


def main(rows: int, found: int) -> None:
    """One event."""
    random.seed(SEED)
    command: Any = Command()
    command.rows, command.found = rows, found
    call_command(command, stage="schedule", seed=str(SEED))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
