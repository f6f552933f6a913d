"""Events, tools and studies with the activity they are."""

from datetime import date

from palermo.core.audiences import Audience
from palermo.events.models import Event, Outcome, Recommendation
from palermo.knowledge.models import Study
from palermo.toolkit.models import Edition, Tool
from tests.factories.accounts import make_place
from tests.factories.common import number, text
from tests.factories.governance import make_activity, make_mandate


def _activity(kind: str, title: str, fields: dict):
    mandate = fields.pop("mandate", None) or make_mandate()
    return make_activity(title, **{"kind": kind, "mandate": mandate, **fields})


def make_event(title: str = "Event", *, kind: str = "regional", place=None, **fields) -> Event:
    days = {"starts_on": date(2007, 10, 2), "ends_on": date(2007, 10, 4)}
    activity = _activity("event", title, {**days, **fields})
    return Event.objects.create(activity=activity, kind=kind, place=place or make_place(), theme=text(f"{title} theme"))


def make_outcome(event: Event, title: str = "Outcome", *, recommendations: int = 0, **fields) -> Outcome:
    outcome = Outcome.objects.create(
        **{
            "slug": f"outcome-{number()}",
            "event": event,
            "kind": "recommendations",
            "title": text(title),
            "text": text(f"{title} text"),
            "produced_on": date(2007, 10, 4),
            "audience": Audience.MEMBER_STATES,
            **fields,
        }
    )
    for place in range(1, recommendations + 1):
        Recommendation.objects.create(outcome=outcome, number=place, text=text(f"{title} recommendation {place}"))
    return outcome


def make_tool(title: str = "Tool", **fields) -> Tool:
    tool = Tool.objects.create(activity=_activity("tool", title, fields), kind="model_law", aim=text(f"{title} aim"))
    Edition.objects.create(tool=tool, order=1, state="draft", due_on=date(2008, 2, 12))
    return tool


def make_study(title: str = "Study", **fields) -> Study:
    return Study.objects.create(activity=_activity("study", title, fields), aim=text(f"{title} aim"))
