"""One of each thing that stands in the calendar, on days that are named."""

from datetime import UTC, date, datetime, timedelta

from palermo.core.audiences import Audience
from palermo.governance.models import (
    ActionPoint,
    DonorContribution,
    Endorsement,
    Extension,
    FollowUp,
    ReportDue,
    Session,
    TextVersion,
)
from tests.factories.accounts import make_state
from tests.factories.activities import make_event, make_outcome, make_tool
from tests.factories.common import number, text
from tests.factories.governance import make_body, make_endorsement, make_mandate, make_meeting
from tests.factories.laws import make_review
from tests.factories.outreach import make_campaign, make_campaign_action, make_followed_commitment
from tests.factories.registrations import make_registration
from tests.factories.screens import make_task
from tests.factories.training import make_course, make_planned_training
from tests.factories.treaties import make_treaty

NOON = timedelta(hours=12)


def make_session(on: date, *, days: int = 5, **fields) -> Session:
    given = {"slug": f"session-{number()}", "number": number(), "name": text("Session")}
    body = fields.pop("body", None) or make_body()
    return Session.objects.create(
        **{**given, "body": body, "starts_on": on, "ends_on": on + timedelta(days=days - 1), **fields}
    )


def make_report_due(subject: str = "Report", **fields) -> ReportDue:
    given = {"slug": f"due-{number()}", "subject": text(subject), "readers": text("readers")}
    return ReportDue.objects.create(**{**given, "audience": Audience.PUBLIC, **fields})


def make_donor_report(subject: str = "Donor report", **fields) -> ReportDue:
    given = {"slug": f"contribution-{number()}", "state": make_state(), "purpose": text("Purpose")}
    return make_report_due(subject, contribution=DonorContribution.objects.create(**given), **fields)


def make_text_put(title: str, *, until: datetime, extended: datetime | None = None, **fields) -> Endorsement:
    """An endorsement with one version, open until an instant, which may have been moved."""
    opened = until - timedelta(days=20)
    endorsement = make_endorsement(title, put_on=opened.date(), target_on=None, **fields)
    version = TextVersion.objects.create(
        endorsement=endorsement, number=1, text=text(title), digest="0" * 64, opens_at=opened, closes_at=until
    )
    if extended:
        Extension.objects.create(version=version, number=1, made_at=opened + NOON, closes_at=extended)
    return endorsement


def make_recommendation_due(words: str, on: date, *, audience: str = Audience.PUBLIC, **fields) -> FollowUp:
    entry = _entry("recommendation", on, fields)
    outcome = make_outcome(make_event(f"Event of {words}", audience=Audience.PUBLIC), audience=audience)
    outcome.recommendations.create(number=1, text=text(words), follow_up=entry)
    return entry


def make_action_point_due(words: str, on: date, *, audience: str = Audience.MEMBER_STATES, **fields) -> FollowUp:
    entry = _entry("action_point", on, fields)
    meeting = make_meeting(audience=audience, on=date(2006, 1, 1))
    ActionPoint.objects.create(meeting=meeting, number=1, text=text(words), follow_up=entry)
    return entry


def _entry(origin: str, on: date, fields: dict) -> FollowUp:
    given = {"slug": f"follow-up-{number()}", "origin": origin, "taken_over_on": date(2006, 1, 1), "due_on": on}
    return FollowUp.objects.create(**{**given, **fields})


def fill_calendar(on: date) -> None:
    """One of each kind, all on the same day or from it on, each by its kind's name, for everyone."""
    everyone = {"audience": Audience.PUBLIC}
    make_session(on, body=make_body("Body"))
    make_meeting(on=on, title=text("Meeting"), **everyone)
    make_event("Event", starts_on=on, ends_on=on, **everyone)
    make_planned_training(make_course("Course", tool=make_tool(**everyone)), starts_on=on, ends_on=on)
    make_campaign_action("Screening", campaign=make_campaign(**everyone), starts_on=on)
    make_tool("Tool", starts_on=on, ends_on=on, **everyone)
    make_report_due("Paper", due_on=on)
    make_donor_report(due_on=on)
    make_text_put("Text", until=datetime(on.year, on.month, on.day, 17, tzinfo=UTC), **everyone)
    make_mandate("Mandate", due_on=on, **everyone)
    make_recommendation_due("Advice", on)
    make_action_point_due("Task", on, **everyone)
    make_followed_commitment("Promise", due_on=on)
    to_register = make_event("Registration", starts_on=None, ends_on=None, **everyone)
    make_registration(to_register, opens_on=on - timedelta(days=30), closes_on=on, delete_on=on + timedelta(days=90))
    # For the secretariat alone, whatever the audience of the event.
    make_task(make_event("Event to be prepared", starts_on=None, ends_on=None), "Preparations", due_on=on)
    opened = {"opened_on": on, "adopted_on": on.replace(year=on.year - 5)}
    make_review("Review", treaty=make_treaty("Treaty", **opened), due_on=on)
