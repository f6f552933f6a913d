"""The days of the Forum and what came of them: screens, a debate, recommendations, the register."""

import json

from django.test import Client

from palermo.events.models import Outcome
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.governance.models import FollowUp, ProgressReport
from palermo.programme.models import Screen
from tests.portal.filling import act, six
from tests.portal.forum_life.life import SLUG, Life
from tests.portal.forum_life.programmes import sessions

ASKING = ("aut", "bra", "tha")


def hold(life: Life) -> None:
    """Screens show what is on; delegates request the floor and speak, one after the other."""
    act(life.office, "begin-activity", SLUG, on="2008-10-07")
    room = life.event.programme.rooms.get(order=1)
    act(life.office, "add-screen", SLUG, name="Door", kind="door", room=str(room.pk))
    screen = Screen.objects.get(programme__slug=SLUG)
    life.seen["screen"] = json.loads(Client().get(f"/screens/{screen.key}.json").content)
    life.seen["door before ten"] = Client().get(f"/screens/{screen.key}/").content.decode()
    _debate(life)


def _debate(life: Life) -> None:
    plenary = sessions(life)[0]
    act(life.office, "open-speakers-list", plenary.pk, kind="statements", minutes_each="3")
    opened = SpeakersList.objects.get(item=plenary)
    for slug in ASKING:
        act(life.delegate(slug), "ask-for-floor", opened.slug)
    act(life.office, "close-speakers-list", opened.slug)
    for request in FloorRequest.objects.filter(speakers_list=opened).order_by("pk"):
        act(life.office, "give-floor", request.pk)
        act(life.office, "end-statement", request.pk)


def produce(life: Life) -> None:
    """Recommendations are drafted, adopted, taken over into the register; a State reports on one of them."""
    act(life.office, "complete-activity", SLUG, on="2008-10-09")
    given = {"kind": "recommendations", "status": "draft", "produced_on": "2008-10-09", "audience": "public"}
    act(life.office, "record-outcome", SLUG, **given, **six("title", "Recommendations of the Forum"))
    outcome = Outcome.objects.get(event=life.event)
    for number in (1, 2, 3):
        act(life.office, "add-outcome-item", outcome.slug, **six("text", f"Recommendation {number}"), due="2009")
    act(life.office, "adopt-outcome", outcome.slug, on="2008-10-09")
    act(life.office, "take-over-outcome", outcome.slug, responsible="state:tha", due="2009", on="2008-10-20")
    entry = FollowUp.objects.filter(recommendation__outcome=outcome).order_by("recommendation__number")[0]
    report = {"claims": "in_progress", "on": "2008-10-20"}
    act(life.delegate("tha"), "report-progress", entry.slug, **report, **six("text", "A bill is before parliament"))
    act(life.office, "accept-progress", ProgressReport.objects.get(follow_up=entry).pk)
