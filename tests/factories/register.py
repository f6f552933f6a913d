"""The register: entries of each origin, and what is reported on them; contributions and what is owed for them."""

from datetime import date

from palermo.core.audiences import Audience
from palermo.events.models import Recommendation
from palermo.governance.models import ActionPoint, DonorContribution, FollowUp, ProgressReport, ReportDue, Topic
from palermo.outreach.models import Commitment
from palermo.reporting.models import Report, ReportRecommendation
from tests.factories.accounts import make_state
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import number, text
from tests.factories.governance import make_meeting
from tests.factories.outreach import make_commitment

TAKEN_OVER = date(2007, 10, 10)


def make_topic(name: str = "topic", **fields) -> Topic:
    return Topic.objects.create(**{"slug": f"topic-{number()}", "name": text(name), **fields})


def make_recommendation(words: str = "Recommendation", *, audience: str = Audience.PUBLIC, event=None, **fields):
    outcome = fields.pop("outcome", None) or make_outcome(event or make_event(), audience=audience)
    return Recommendation.objects.create(outcome=outcome, number=number(), text=text(words), **fields)


def make_report(title: str = "Report", **fields) -> Report:
    issued = {"state": "issued", "issued_on": date(2008, 1, 31)}
    return Report.objects.create(
        **{
            "slug": f"report-{number()}",
            "blueprint": "progress",
            "title": text(title),
            "cutoff_on": date(2008, 1, 31),
            "audience": Audience.PUBLIC,
            **issued,
            **fields,
        }
    )


def make_report_recommendation(words: str = "Recommendation", *, audience: str = Audience.PUBLIC, **fields):
    report = fields.pop("report", None) or make_report(audience=audience)
    return ReportRecommendation.objects.create(report=report, number=number(), text=text(words), **fields)


def make_action_point(words: str = "Action point", *, audience: str = Audience.PUBLIC, **fields) -> ActionPoint:
    meeting = fields.pop("meeting", None) or make_meeting(audience=audience)
    return ActionPoint.objects.create(meeting=meeting, number=number(), text=text(words), **fields)


def make_promise(words: str = "Commitment", *, audience: str = Audience.PUBLIC) -> Commitment:
    return make_commitment(words, text=text(words), audience=audience)


ORIGINS = {
    "recommendation": make_recommendation,
    "report": make_report_recommendation,
    "action_point": make_action_point,
    "commitment": make_promise,
}


def make_entry(
    words: str = "Entry", *, origin: str = "recommendation", audience: str = Audience.PUBLIC, named_by=None, **fields
) -> FollowUp:
    """An open entry, named by a recommendation or an action point with these words, for this audience."""
    if fields.get("state", "open") != "open":
        fields.setdefault("state_on", TAKEN_OVER)
    entry = FollowUp.objects.create(
        **{"slug": f"entry-{number()}", "origin": origin, "taken_over_on": TAKEN_OVER, **fields}
    )
    source = named_by or ORIGINS[origin](words, audience=audience)
    source.follow_up = entry
    source.save()
    return entry


def make_orphan(**fields) -> FollowUp:
    """An entry that nothing names."""
    return FollowUp.objects.create(
        **{"slug": f"entry-{number()}", "origin": "recommendation", "taken_over_on": TAKEN_OVER, **fields}
    )


def make_progress(entry: FollowUp, words: str = "Progress", **fields) -> ProgressReport:
    """Reported, or reviewed on a day where another state is given."""
    if fields.get("state", "reported") != "reported":
        fields.setdefault("reviewed_on", date(2007, 12, 1))
    return ProgressReport.objects.create(
        **{
            "follow_up": entry,
            "number": number(),
            "made_on": date(2007, 11, 1),
            "claims": "in_progress",
            "text": text(words),
            **fields,
        }
    )


def make_contribution(purpose: str = "purpose", **fields) -> DonorContribution:
    if "organisation" not in fields:
        fields.setdefault("state", make_state())
    return DonorContribution.objects.create(
        **{"slug": f"contribution-{number()}", "purpose": text(purpose), "audience": Audience.PUBLIC, **fields}
    )


def make_report_due(subject: str = "report", **fields) -> ReportDue:
    return ReportDue.objects.create(
        **{"slug": f"due-{number()}", "subject": text(subject), "audience": Audience.PUBLIC, **fields}
    )
